# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study as a Snakemake workflow that calls the program once a run, beside `orbitshare batch` with the same runs.

Two workflows, both on two cores with one thread a job:

* `compare`: the command for one scenario, which writes a result directory with certificate, report and figures. Registers and
  scenarios are written ahead and not counted.
* `batch --shard`: a study a policy, cut into as many shards as it has worlds, so that a job does exactly one run and keeps
  exactly what the study keeps of it.

Both must give what the study gives: the same measures, and the same digest of all rows of a run.
"""

import json
import shutil
import statistics
import sys
from pathlib import Path

from rules_benchmark import Failed, measured
from studies_files import CORES, INSTANCES, MIXED, REAL, REQUESTS, digests, rows, write_study

SNAKEFILE = """\
SEEDS = range(1, int(config["worlds"]) + 1)
POLICIES = config["policies"].split("+")


rule all:
    input:
        expand("{way}/{policy}-{seed}.done", way=config["way"], policy=POLICIES, seed=SEEDS),


rule compare:
    output:
        touch("compare/{policy}-{seed}.done"),
    params:
        program=config["program"],
    shell:
        "{params.program:q} compare worlds/{wildcards.seed}/scenario.yaml --policy {wildcards.policy} --threads 1"
        " --out compare/{wildcards.policy}-{wildcards.seed}"


rule shard:
    output:
        touch("shard/{policy}-{seed}.done"),
    params:
        program=config["program"],
        worlds=config["worlds"],
    shell:
        "{params.program:q} batch {wildcards.policy}.yaml --shard {wildcards.seed}/{params.worlds} --threads 1"
        " --out shard/{wildcards.policy}-{wildcards.seed}"
"""


class Peer:
    def __init__(self, program, work, runs, repeats):
        self.program = program
        self.work = work
        self.repeats = repeats
        self.worlds = max(1, runs // len(MIXED))
        self.runs = self.worlds * len(MIXED)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)

    def prepare(self):
        """The files of every world, of the study, and of one study a policy."""
        policies = [INSTANCES / "policies" / f"{name}.yaml" for name in MIXED]
        scenario = REAL.read_text(encoding="utf-8")
        for seed in range(1, self.worlds + 1):
            world = self.work / "worlds" / str(seed)
            world.parent.mkdir(exist_ok=True)
            measured(
                [self.program, "generate", "register", "--base", REAL.parent, "--networks", str(REQUESTS), "--seed",
                 str(seed), "--out", world], self.work / "log.txt")
            (world / "scenario.yaml").write_text(
                scenario.replace("seed: 2023", f"seed: {seed}"), encoding="utf-8")
            for policy in policies:
                shutil.copy(policy, world / "policies" / policy.name)
        for name in MIXED:
            write_study(self.work / f"{name}.yaml", REAL, REQUESTS, [name], self.worlds)
        (self.work / "Snakefile").write_text(SNAKEFILE, encoding="utf-8")
        return write_study(self.work / "together.yaml", REAL, REQUESTS, MIXED, self.worlds)

    def batch(self, study):
        out = self.work / "together"
        runs = []
        for _ in range(self.repeats):
            shutil.rmtree(out, ignore_errors=True)
            runs.append(measured(
                [self.program, "batch", study, "--out", out, "--threads", str(CORES)], self.work / "log.txt"))
        return {key: statistics.median(run[key] for run in runs) for key in ("wall", "processor", "memory")}

    def workflow(self, way):
        snakemake = Path(sys.executable).with_name("snakemake")
        return measured(
            [snakemake, "--cores", str(CORES), "--quiet", "all", "--directory", self.work, "--snakefile",
             self.work / "Snakefile", "--config", f"way={way}", f"worlds={self.worlds}", f"policies={'+'.join(MIXED)}",
             f"program={self.program}"], self.work / f"{way}.txt")

    def alone(self):
        """The median of `compare` without a workflow around it, policies and worlds in turn."""
        walls = []
        for number in range(min(self.runs, 20)):
            seed, policy = number // len(MIXED) + 1, MIXED[number % len(MIXED)]
            walls.append(measured(
                [self.program, "compare", self.work / "worlds" / str(seed) / "scenario.yaml", "--policy", policy,
                 "--threads", "1", "--out", self.work / "alone" / f"{policy}-{seed}"], self.work / "log.txt")["wall"])
        return statistics.median(walls)

    def differing_measures(self):
        """Runs of which `compare` has other measures than the study."""
        differing = []
        for seed in range(1, self.worlds + 1):
            for policy in MIXED:
                stored = {
                    tuple(row[:4]): tuple(row[4:]) for row in rows(
                        self.work / "together",
                        "SELECT measure, population, entitlement, group_name, measured.status, value FROM places"
                        " JOIN measured USING (identity) WHERE seed = ? AND policy = ?", seed, policy)}
                path = self.work / "compare" / f"{policy}-{seed}" / "results.json"
                with open(path, encoding="utf-8") as file:
                    answer = json.load(file)["policies"][0]["measures"]
                answered = {
                    (one["id"], one["population"], one["entitlement"], one["group"]): (one["status"], one.get("value"))
                    for one in answer}
                if not stored or any(answered.get(name) != value for name, value in stored.items()):
                    differing.append(f"{policy}, seed {seed}")
        return differing

    def differing_digests(self):
        """Runs that a shard of one run recorded otherwise than the study, or not at all."""
        together, apart = digests(self.work / "together"), {}
        for seed in range(1, self.worlds + 1):
            for policy in MIXED:
                apart.update(digests(self.work / "shard" / f"{policy}-{seed}"))
        return sorted(run for run in together.keys() | apart.keys() if together.get(run) != apart.get(run))


def table(program, work, runs, repeats):
    """Lines of the table, and what is wrong."""
    peer = Peer(program, work, runs, repeats)
    faults = []
    study = peer.prepare()
    ours = peer.batch(study)
    if len(digests(work / "together")) != peer.runs:
        raise Failed(f"the study of the peer has {len(digests(work / 'together'))} runs done, not {peer.runs}")
    alone = peer.alone()
    lines = [
        f"## Beside Snakemake: {peer.runs:,} runs of {REQUESTS} requests", "",
        f"The same {peer.worlds} worlds under {', '.join(MIXED)}; {CORES} cores. `batch` is the median of {repeats} runs, with"
        " export and report. The workflows call the program once a run, on one thread: `compare` writes a whole result"
        " directory, from registers that were written ahead and aren't counted; `batch --shard` does one run and keeps what"
        f" the study keeps. `compare` without a workflow takes {alone * 1000:.0f} ms (median).", "",
        "| way | wall, s | wall a run, ms | processor a run, ms | MiB | ratio of wall | outcome |",
        "|---|---:|---:|---:|---:|---:|---|"]

    def row(name, run, outcome):
        lines.append(
            f"| {name} | {run['wall']:.2f} | {run['wall'] / peer.runs * 1000:.1f} |"
            f" {run['processor'] / peer.runs * 1000:.1f} | {run['memory']:.0f} | {run['wall'] / ours['wall']:.1f} | {outcome} |")

    row("`batch`", ours, "")
    for way, name, differing in [
        ("compare", "Snakemake, `compare` a run", peer.differing_measures),
        ("shard", "Snakemake, `batch --shard` a run", peer.differing_digests)]:
        print(f"{name}: {peer.runs} jobs", file=sys.stderr, flush=True)
        run = peer.workflow(way)
        others = differing()
        if others:
            faults.append(f"{name}: {len(others)} of {peer.runs} runs differ from the study's, first {others[0]}")
        row(name, run, "differs" if others else "the same measures" if way == "compare" else "the same rows")
        if run["wall"] < ours["wall"]:
            faults.append(f"{name} takes {run['wall']:.1f} s, less than the study with {ours['wall']:.1f} s")
    return lines, faults
