# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a study file and the tables of export/; shares nothing with the program."""

import csv
import itertools
import json
import os
import re
from fractions import Fraction


class Unreadable(Exception):
    """A study file that uses more of YAML than this reader knows."""


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cut_comment(line):
    quote = None
    for place, sign in enumerate(line):
        if quote:
            quote = None if sign == quote else quote
        elif sign in "'\"" and (place == 0 or line[place - 1] in " [{,:"):
            quote = sign
        elif sign == "#" and (place == 0 or line[place - 1] == " "):
            return line[:place].rstrip()
    return line.rstrip()


def unquoted(text):
    """A scalar without its quotes."""
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    if text[0] == '"':
        signs = {"n": "\n", "t": "\t"}
        return re.sub(r"\\(.)", lambda match: signs.get(match.group(1), match.group(1)), text[1:-1])
    return text


def flow(text):
    """A value in one line: mapping, list or scalar. Numbers stay texts, as they were written."""
    tokens = re.findall(r"""\s*([\[\]{},]|:(?=\s|$)|"[^"]*"|'[^']*'|(?:[^\[\]{},:"']|:(?!\s|$)|(?<=\w)')+)""", text)
    tokens, place = [t.strip() for t in tokens if t.strip()], 0

    def value():
        nonlocal place
        token = tokens[place]
        place += 1
        if token not in "[{":
            if token[0] in "&*!|>":
                raise Unreadable("`%s` is more of YAML than this reader knows" % token)
            return unquoted(token)
        found, end = ([], "]") if token == "[" else ({}, "}")
        while tokens[place] != end:
            if end == "]":
                found.append(value())
            else:
                key = value()
                place += 1
                found[key] = value()
            if tokens[place] == ",":
                place += 1
        place += 1
        return found

    result = value()
    if place != len(tokens):
        raise Unreadable("`%s` is more of YAML than this reader knows" % text)
    return result


def study_file(path):
    """The part of YAML that studies use: nested mappings and lists, flow values, folded texts."""
    with open(path, encoding="utf-8") as file:
        raw = [line.rstrip("\n") for line in file]
    lines = [(len(t) - len(t.lstrip()), t.strip()) for t in map(cut_comment, raw) if t.strip() and t.strip() != "---"]
    place = 0
    key_of = re.compile(r"""("[^"]*"|'[^']*'|[^\s\[\]{}"'#:][^:]*?)\s*:(?:\s+(.*)|$)""")

    def block(indent):
        nonlocal place
        if lines[place][1].startswith("- ") or lines[place][1] == "-":
            found = []
            while place < len(lines) and lines[place][0] == indent and lines[place][1][:1] == "-":
                text = lines[place][1][1:]
                inner = indent + 1 + len(text) - len(text.lstrip())
                text = text.strip()
                if text and text[0] not in "[{'\"" and key_of.fullmatch(text):
                    lines[place] = (inner, text)
                    found.append(block(inner))
                else:
                    place += 1
                    found.append(inline(text, indent) if text else block(lines[place][0]))
            return found
        found = {}
        while place < len(lines) and lines[place][0] == indent and lines[place][1][:2] != "- ":
            match = key_of.fullmatch(lines[place][1])
            if not match:
                raise Unreadable("`%s` is more of YAML than this reader knows" % lines[place][1])
            place += 1
            key, text = match.group(1).strip("'\""), match.group(2)
            if text:
                found[key] = inline(text, indent)
            elif place < len(lines) and (lines[place][0] > indent or lines[place][0] == indent and lines[place][1][0] == "-"):
                found[key] = block(lines[place][0])
            else:
                found[key] = None
        return found

    def inline(text, indent):
        """A value that begins on its key's line, and may go on in lines that are further in."""
        nonlocal place
        folded = text in (">", ">-", ">+")
        parts = [] if folded else [text]
        while place < len(lines) and lines[place][0] > indent:
            parts.append(lines[place][1])
            place += 1
        whole = " ".join(parts)
        if whole[:1] in ("'", '"') and whole[-1:] == whole[:1] and not folded:
            return unquoted(whole)
        return whole if folded or text[0] not in "[{'\"&*!|>" else flow(whole)

    document = block(0)
    if place != len(lines):
        raise Unreadable("`%s` is more of YAML than this reader knows" % lines[place][1])
    return document


def shown(number):
    """A decimal number without zeros that say nothing."""
    text = "%.3f" % float(number)
    return text.rstrip("0").rstrip(".")


def label(policy):
    """What a policy is called in results: its name, or its file's."""
    return re.sub(r"\.ya?ml$", "", policy.rstrip("/").split("/")[-1])


def family_of(policy, study_path, scenarios):
    """The key `family:` of a policy's file: a path beside the study, or a name beside a scenario or its folder."""
    folder = os.path.dirname(study_path)
    places = [os.path.join(folder, policy)]
    if not re.search(r"\.ya?ml$|/", policy):
        beside = [os.path.dirname(os.path.join(folder, scenario)) for scenario in scenarios]
        places = [os.path.join(own, up, "policies", policy + ".yaml") for own in beside for up in ("", "..")]
    for place in filter(os.path.isfile, places):
        with open(place, encoding="utf-8") as file:
            named = [line.partition(":")[2].strip() for line in map(cut_comment, file) if line.startswith("family:")]
        return unquoted(named[0]) if named and named[0] else None
    return None


def targets_of(analysis):
    """Targets as (measure, population, entitlement), the indexes of primary ones, and that of efficiency."""

    def target(entry):
        own = {"measure": entry} if isinstance(entry, str) else entry
        return own["measure"], own.get("population", "member_states"), own.get("entitlement", "equal")

    primary = [target(entry) for entry in analysis.get("primary") or ["gini"]]
    efficiency = target(analysis.get("efficiency") or "granted_channels")
    targets = list(dict.fromkeys(primary + [efficiency]))
    floors = [("gini_floor",) + own[1:] for own in primary if own[0] == "gini"]
    targets += [floor for floor in dict.fromkeys(floors) if floor not in targets]
    return targets, sorted({targets.index(own) for own in primary}), targets.index(efficiency)


class Grid:
    """A grid of the study with the numbers of its runs."""

    def __init__(self, own, study):
        self.name, self.question = own["name"], own.get("question") or ""
        self.scenarios = own.get("scenarios") or list(study["scenarios"])
        self.registers = own.get("registers") or [""]
        self.named, self.policies = own["policies"], [label(policy) for policy in own["policies"]]
        design = own.get("design") or "full"
        self.design = design if isinstance(design, str) else design["kind"]
        self.drawn = self.design in ("latin-hypercube", "sobol")
        self.declared = []
        for factor in own.get("factors") or []:
            if "values" in factor:
                levels = [v if isinstance(v, str) else None for v in factor["values"]]
            elif "step" in factor:
                low, high, step = (Fraction(factor[key]) for key in ("from", "to", "step"))
                levels = [shown(low + i * step) for i in range(int((high - low) / step) + 1)]
            else:
                levels = (shown(Fraction(factor["from"])), shown(Fraction(factor["to"])))
            self.declared.append((factor["parameter"], levels))
        sizes = [len(levels) for _, levels in self.declared]
        if self.drawn:
            self.points = int(design["points"])
        elif self.design == "full":
            self.points = 1
            for size in sizes:
                self.points *= size
        else:
            self.points = 1 + sum(size - 1 for size in sizes)
        seeds = own["seeds"]
        listed = seeds if isinstance(seeds, list) else seeds.get("list")
        if listed:
            self.first_seeds = sorted(int(seed) for seed in listed)
        else:
            self.first_seeds = [int(seeds.get("from", 1)) + k for k in range(int(seeds["count"]))]
        self.seeds = len(self.first_seeds)
        varies = seeds.get("varies") if isinstance(seeds, dict) else None
        self.varies = sorted(["bands", "ties", "register", "values"] if varies is None else varies)
        self.worlds_planned = len(self.scenarios) * len(self.registers) * self.points * self.seeds
        self.planned = self.worlds_planned * len(self.policies)
        self.several_scenarios = len(study["scenarios"]) > 1

    def plan(self):
        """The grid's places in order; drawn points have seeds of their own, one after another as many as they span."""
        span = self.first_seeds[-1] - self.first_seeds[0] + 1 if self.drawn else 0
        for scenario, register, point in itertools.product(self.scenarios, self.registers, range(self.points)):
            for seed, policy in itertools.product(self.first_seeds, self.named):
                yield scenario, register, point + 1, seed + point * span, policy

    def repeated(self, rows):
        """Seeds all of whose runs are those of an earlier seed, so that they are the same draw; none where points are drawn."""
        runs, seen, found = {}, set(), set()
        for row in rows if not self.drawn else []:
            place = (self.scenarios.index(row["scenario"]), self.registers.index(row["register"]), int(row["point"]),
                     self.named.index(row["policy"]))
            runs.setdefault(int(row["seed"]), []).append((place, row["identity"]))
        for seed in sorted(runs):
            own = tuple(identity for _, identity in sorted(runs[seed]))
            if own in seen:
                found.add(seed)
            seen.add(own)
        return found

    def fill(self, rows, values, targets, recorded):
        """Takes its rows of runs.csv, the numbers by identity, and the levels' texts of the document.

        Values that are mappings or lists have a text of their own, which is taken from the document.
        """
        self.places = [row for row in rows if row["grid"] == self.name]
        done = [row for row in self.places if row["status"] == "done"]
        self.failed = [row for row in self.places if row["status"] == "failed"]
        self.done = len(done)
        unproved = [row["policy"] for row in done if row["proof"] in ("feasible", "bounded")]
        self.unproved = [(label(policy), unproved.count(policy)) for policy in self.named if policy in unproved]
        repeated = self.repeated(done)
        self.repeated_seeds = len(repeated)
        done = [row for row in done if int(row["seed"]) not in repeated]
        self.worlds = list(dict.fromkeys(row["world"] for row in done))
        number_of = {world: i for i, world in enumerate(self.worlds)}
        first = {}
        for row in done:
            first.setdefault(row["world"], row)
        self.rows = [first[world] for world in self.worlds]
        self.identities = [[None] * len(self.worlds) for _ in self.policies]
        self.numbers = [[[None] * len(self.worlds) for _ in range(targets)] for _ in self.policies]
        for row in done:
            policy, world = self.named.index(row["policy"]), number_of[row["world"]]
            self.identities[policy][world] = row["identity"]
            for target in range(targets):
                self.numbers[policy][target][world] = values.get((row["identity"], target))
        keys = [int(row["point" if self.drawn else "seed"]) for row in self.rows]
        order = {key: i for i, key in enumerate(sorted(set(keys)))}
        self.blocks, self.block_count = [order[key] for key in keys], len(order)
        self.factors = []
        if len(self.scenarios) > 1:
            self.factors.append(("scenario", self.scenarios, [self.scenarios.index(r["scenario"]) for r in self.rows], None))
        if len(self.registers) > 1:
            self.factors.append(("register", self.registers, [self.registers.index(r["register"]) for r in self.rows], None))
        for parameter, levels in self.declared:
            if isinstance(levels, tuple):
                self.factors.append((parameter, None, None, [float(row[parameter]) for row in self.rows]))
                continue
            texts = next((own["levels"] for own in recorded if own["parameter"] == parameter), [])
            levels = [texts[i] if own is None and i < len(texts) else own for i, own in enumerate(levels)]
            place = {text: i for i, text in reversed(list(enumerate(levels)))}
            # A number may be written in more than one way.
            by_number = {}
            for i, text in enumerate(levels):
                if re.fullmatch(r"-?[0-9.]+", text):
                    by_number.setdefault(float(text), i)
            found = [place[row[parameter]] if row[parameter] in place else by_number[float(row[parameter])] for row in self.rows]
            self.factors.append((parameter, levels, found, None))

    def words(self, row):
        """A world in words."""
        return ", ".join(([self.settings(row)] if self.settings(row) else []) + ["seed " + row["seed"]])

    def settings(self, row):
        """Scenario and register where there are several, and the settings of a world in words."""
        parts = [row["scenario"]] if self.several_scenarios else []
        parts += [row["register"]] if row["register"] else []
        parts += ["%s %s" % (parameter, row[parameter]) for parameter, _ in self.declared]
        return ", ".join(parts)


class Study:
    """A study file with the runs of its output directory."""

    def __init__(self, directory, path, document):
        own = study_file(path)
        self.path, self.name = path, own["name"]
        self.is_copy = os.path.realpath(os.path.dirname(path) or ".") == os.path.realpath(directory)
        self.title, self.question = own.get("title") or own["name"], own.get("question") or ""
        self.nodes = (own.get("limits") or {}).get("nodes")
        analysis = own.get("analysis") or {}
        self.targets, self.primary, self.efficiency = targets_of(analysis)
        self.confidence = Fraction(analysis.get("confidence", "0.95"))
        self.resamples, self.seed = int(analysis.get("resamples", 2000)), int(analysis.get("seed", 1))
        self.grids = [Grid(grid, own) for grid in own["grids"]]
        named = [policy for grid in own["grids"] for policy in grid["policies"]]
        policies = [label(policy) for policy in named]
        self.reference = label(
            analysis.get("reference") or ("first-come" if "first-come" in policies else policies[0]))
        self.reported = sorted(set(self.primary + [self.efficiency]))
        export = os.path.join(directory, "export")
        rows = read(os.path.join(export, "runs.csv"))
        index, values = {own: i for i, own in enumerate(self.targets)}, {}
        with open(os.path.join(export, "measures.csv"), newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                target = index.get((row["measure"], row["population"], row["entitlement"]))
                if target is not None and row["group"] == "all" and row["status"] == "value":
                    values[row["identity"], target] = float(row["value"])
        recorded = {grid["name"]: grid.get("factors", []) for grid in document["grids"]}
        for grid in self.grids:
            grid.fill(rows, values, len(self.targets), recorded.get(grid.name, []))
        told = {(grid["name"], policy): family["id"] for grid in document["grids"]
                for family in grid.get("families", []) for policy in family["policies"]}
        # Families that no file names are taken from the document: (grid, policy).
        self.families_taken = []
        for grid in self.grids:
            grid.families = []
            for policy, name in zip(grid.named, grid.policies):
                family = family_of(policy, path, [own["scenarios"][scenario] for scenario in grid.scenarios])
                if family is None and (grid.name, name) in told:
                    family = told[grid.name, name]
                    self.families_taken.append((grid.name, name))
                grid.families.append(family)
        self.messages = {row["identity"]: row for row in read(os.path.join(export, "failures.csv"))}
        self.strangers = [row["grid"] for row in rows if row["grid"] not in [grid.name for grid in self.grids]]


def document_of(directory):
    with open(os.path.join(directory, "study-results.json"), encoding="utf-8") as file:
        return json.load(file)
