# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of the fuzzer before it is started: spoilt files and a command over them."""

import os
from dataclasses import dataclass, field

import mutations

MANIPULATIONS = ["paper-satellites", "file-early", "split", "overstate-demand", "combined"]
SPARED_RESULT_FILES = ("figures/", "report.html", "run.json")


@dataclass
class Case:
    """Files by relative path, the arguments of the command, and what follows where it is accepted."""

    files: dict
    arguments: list
    out: str = None
    follow_up: list = None
    allowed: set = field(default_factory=lambda: {0, 65, 66})
    directories: list = field(default_factory=list)
    changes: list = field(default_factory=list)

    @property
    def command(self):
        return self.arguments[0]


def spoil(chance, case, candidates):
    """Spoils one file or a few, or takes one away, or puts a directory in its place."""
    for name in chance.sample(candidates, min(len(candidates), chance.choice([1, 1, 1, 2, 3]))):
        luck = chance.random()
        if luck < 0.02:
            del case.files[name]
            case.changes.append(f"{name}: removed")
        elif luck < 0.03:
            del case.files[name]
            case.directories.append(name)
            case.changes.append(f"{name}: a directory")
        else:
            case.files[name], ways = mutations.mutate(chance, name, case.files[name])
            case.changes.append(f"{name}: {', '.join(ways)}")


def with_scenario(chance, corpus):
    """The small instance with some policies: files, names of policies, and what to spoil by preference."""
    policies = chance.sample(sorted(corpus.policies), chance.choice([1, 1, 2, 3]))
    files = {f"small/{name}": data for name, data in corpus.small.items()}
    files |= {f"policies/{name}": corpus.policies[name] for name in policies}
    return files, [name.removesuffix(".yaml") for name in policies]


def candidates(chance, case):
    """Files to choose from: half the time all, else those of one kind."""
    names = sorted(case.files)
    kind = chance.choice([None, ".csv", ".json", "policies/", "scenario.yaml", "change.yaml"])
    return [name for name in names if kind and kind in name] or names


def allocating(chance, corpus, command):
    files, policies = with_scenario(chance, corpus)
    case = Case(files, [command, "small/scenario.yaml"])
    options = [option for name in policies for option in ("--policy", name)]
    limits = ["--threads", "1", "--node-limit", "200"]
    if command == "compare":
        case.arguments += options + limits
    elif command == "frontier":
        entitlement = chance.choice(["equal", "population", "need", "visible-arc", "income"])
        case.arguments += ["--entitlement", entitlement, "--points", "4"] + limits
    elif command == "what-if":
        case.arguments += ["--change", "small/change.yaml"] + options + limits
    else:
        administration = chance.choice(["AAA", "BBB", "DDD", "ZZZ"])
        kind = chance.choice(MANIPULATIONS)
        case.arguments += ["--administration", administration, "--manipulation", kind, "--budget", "2"] + options[:2] + limits
    if command != "what-if":
        case.out = "out"
        case.arguments += ["--out", "out"]
    if command in ("compare", "frontier"):
        case.follow_up = ["verify", "out"]
    if chance.random() < 0.3:
        case.arguments += ["--json", "-"]
    case.allowed = {0, 65, 66, 75}
    spoil(chance, case, candidates(chance, case))
    return case


def validating(chance, corpus):
    files, policies = with_scenario(chance, corpus)
    case = Case(files, ["validate", "small/scenario.yaml", "small"])
    case.arguments += [f"policies/{name}.yaml" for name in policies]
    if chance.random() < 0.5:
        case.arguments.append("small/change.yaml")
    spoil(chance, case, candidates(chance, case))
    return case


def with_result(chance, corpus, arguments, allowed):
    case = Case({f"result/{name}": data for name, data in corpus.result.items()}, arguments, allowed=allowed)
    names = sorted(
        name for name in case.files if not name.removeprefix("result/").startswith(SPARED_RESULT_FILES)
        or chance.random() < 0.02)
    kind = chance.choice([None, "certificate.json", "results.json", "allocation.csv", "metrics.csv", "inputs/"])
    spoil(chance, case, [name for name in names if kind and kind in name] or names)
    return case


def explaining(chance, corpus):
    policy, request = chance.choice(corpus.result_policies), chance.choice(corpus.requests)
    arguments = ["explain", "result", "--policy", policy, "--network", request, "--node-limit", "200"]
    return with_result(chance, corpus, arguments, {0, 65, 66, 75})


def importing(chance, corpus):
    case = Case({f"raw/{name}": data for name, data in corpus.space_network_list.items()},
                ["import", "space-network-list", "raw", "--out", "out"], out="out", follow_up=["validate", "out"])
    spoil(chance, case, sorted(case.files))
    return case


def solving(chance, corpus):
    name = chance.choice(sorted(corpus.models))
    case = Case({name: corpus.models[name]}, ["solve", name, "--node-limit", "10000"], allowed={0, 65, 66, 75})
    spoil(chance, case, [name])
    return case


def measuring(chance, corpus):
    name = chance.choice(sorted(corpus.metrics))
    case = Case({name: corpus.metrics[name]}, ["metrics", name] + chance.choice([[], ["--json", "-"]]))
    spoil(chance, case, [name])
    return case


def studying(chance, corpus):
    name = chance.choice(sorted(corpus.studies))
    files, _ = with_scenario(chance, corpus)
    files |= {f"policies/{policy}.yaml": corpus.policies[f"{policy}.yaml"]
              for policy in ("first-come", "most-served", "cap", "lottery-by-request")}
    case = Case(files | {name: corpus.studies[name]}, ["batch", name, "--out", "out", "--threads", "1"], out="out",
                allowed={0, 1, 65, 66})
    spoil(chance, case, [name] if chance.random() < 0.7 else candidates(chance, case))
    return case


KINDS = {
    "validate": (8, validating),
    "compare": (6, lambda chance, corpus: allocating(chance, corpus, "compare")),
    "frontier": (1, lambda chance, corpus: allocating(chance, corpus, "frontier")),
    "what-if": (2, lambda chance, corpus: allocating(chance, corpus, "what-if")),
    "manipulate": (1, lambda chance, corpus: allocating(chance, corpus, "manipulate")),
    "verify": (6, lambda chance, corpus: with_result(chance, corpus, ["verify", "result"], {0, 1, 65, 66})),
    "explain": (2, explaining),
    "import": (4, importing),
    "solve": (6, solving),
    "metrics": (3, measuring),
    "batch": (6, studying),
}


def make(chance, corpus, commands):
    """A case of one of some commands, in proportion to their weights."""
    kinds = sorted(commands)
    return KINDS[chance.choices(kinds, [KINDS[kind][0] for kind in kinds])[0]][1](chance, corpus)


def write(case, directory):
    """Writes a case's files below a directory."""
    for name in case.directories:
        os.makedirs(os.path.join(directory, name), exist_ok=True)
    for name, data in case.files.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
