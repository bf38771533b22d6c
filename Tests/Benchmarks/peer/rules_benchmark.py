#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures rules one by one: wall time, processor time and memory, medians over several runs, beside HiGHS.

`script/benchmark --rules` builds the program, installs the peer and runs this. Each measurement is a process of its own, on
one thread; runs of OrbitShare and of HiGHS alternate, so that other work on the machine falls on both. Exit status: 0; 1 where
HiGHS finds another optimum, two runs differ, or a target for the register of 2023 is missed; 70 where a command fails.
"""

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from table import machine, proofs

#: Name, what it is, and the rule of `rules_peer.py` that solves the same program; None where there is none.
RULES = [
    ("most-served", "greatest total holding", "most-served"),
    ("max-min", "smallest ratio, then the total", "max-min"),
    ("leximin", "equal entitlements", "leximin"),
    ("leximin-income", "by income group", "leximin-income"),
    ("leximin-population", "by inhabitants", None),
    ("leximin-need", "by inhabitants without service", None),
    ("nash", "Nash welfare", "nash"),
    ("alpha-fairness-half", "α = ½", "alpha-fairness-half"),
    ("alpha-fairness-2", "α = 2", "alpha-fairness-2"),
    ("alpha-fairness-5", "α = 5", "alpha-fairness-5"),
    ("generalised-gini", "Gini weights", None),
    ("envy-free-up-to-one", "equal EF1, then the total", None),
    ("frontier", "11 points, equal entitlements", "frontier"),
    ("leximin-lottery", "national requests, chances as even as possible", None),
    ("random-serial-dictatorship", "1,000 orders drawn", None),
    ("explain", "one refused request under first-come, with its cost", None),
    ("explain-leximin", "one refused request under leximin, with its cost", None),
]

#: Wall seconds that a rule may take on the register of 2023, on one thread.
TARGETS = {
    "max-min": 20, "leximin": 20, "nash": 20, "alpha-fairness-half": 20, "alpha-fairness-2": 20, "alpha-fairness-5": 20,
    "frontier": 180, "leximin-lottery": 180, "random-serial-dictatorship": 30, "explain": 2, "explain-leximin": 2,
}


class Failed(Exception):
    """A command ended with a status that it shouldn't."""


def measured(command, log, accepts=(0,)):
    """Runs a command; its wall seconds, processor seconds and greatest memory in MiB, and its status."""
    began = time.monotonic()
    with open(log, "w", encoding="utf-8") as file:
        child = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    child.returncode = code = os.waitstatus_to_exitcode(status)
    if code not in accepts:
        raise Failed(f"{' '.join(map(str, command))} ended with {code}:\n{Path(log).read_text(encoding='utf-8')[-2000:]}")
    return {
        "wall": wall, "processor": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024, "status": code}


def medians(runs):
    return {key: statistics.median(run[key] for run in runs) for key in ("wall", "processor", "memory")}


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.program = str(options.program)

    def sampled_dictatorship(self):
        """The shipped policy with 1,000 orders drawn to estimate chances."""
        text = (self.options.policies / "random-serial-dictatorship.yaml").read_text(encoding="utf-8")
        path = self.work / "random-serial-dictatorship.yaml"
        path.write_text(text.rstrip("\n") + f"\n    draws: {self.options.draws}\n", encoding="utf-8")
        return path

    def refused(self, policy):
        """A result of a policy and the first national request that it refuses, else the first request."""
        out = self.work / f"explained-{policy}"
        if not out.exists():
            measured(
                [self.program, "compare", self.options.scenario, "--policy", policy, "--out", out], self.work / "log.txt")
        with open(out / "allocation.csv", encoding="utf-8", newline="") as file:
            refused = [row["network"] for row in csv.DictReader(file) if row["outcome"] == "refused"]
        if not refused:
            raise Failed(f"{policy} refuses nothing in this scenario: there is nothing to explain")
        return out, next((name for name in refused if name.startswith("NATIONAL-")), refused[0])

    def command(self, name, out):
        scenario = str(self.options.scenario)
        if name.startswith("explain"):
            policy = name.removeprefix("explain").removeprefix("-") or "first-come"
            result, network = self.refused(policy)
            return [self.program, "explain", result, "--policy", policy, "--network", network, "--json", "-"]
        if name == "frontier":
            return [
                self.program, "frontier", scenario, "--points", str(self.options.points), "--threads", "1", "--out", out]
        policy = self.sampled_dictatorship() if name == "random-serial-dictatorship" else name
        return [self.program, "compare", scenario, "--policy", policy, "--threads", "1", "--out", out]

    def measure(self, name, peer):
        ours, theirs, differences, model = [], [], [], None
        digests = set()
        for number in range(self.options.runs):
            out = self.work / name
            shutil.rmtree(out, ignore_errors=True)
            ours.append(measured(self.command(name, out), self.work / "log.txt"))
            produced = self.work / "log.txt" if name.startswith("explain") else out / "results.json"
            digests.add(produced.read_bytes())
            if peer and self.options.peer:
                path = self.work / f"{name}-peer.json"
                run = measured(
                    [sys.executable, Path(__file__).with_name("rules_peer.py"), self.options.scenario, "--rule", peer,
                     "--result", out, "--json", path], self.work / "peer-log.txt", accepts=(0, 1, 75))
                if run["status"] == 75:
                    differences = [f"{name}: HiGHS was stopped at its limit"]
                    break
                theirs.append(run)
                model = json.loads(path.read_text(encoding="utf-8"))
                differences = model["differences"]
            print(f"{name}: run {number + 1} of {self.options.runs}, {ours[-1]['wall']:.1f} s", file=sys.stderr, flush=True)
        if len(digests) > 1:
            differences.append(f"{name}: two runs gave different answers")
        return ours, theirs, differences, model

    def size(self, name, model):
        """Columns × rows of the largest program, and what proves the claims."""
        if name.startswith("explain"):
            return "–", "–"
        with open(self.work / name / "run.json", encoding="utf-8") as file:
            policies = json.load(file)["policies"]
        largest = max(policies, key=lambda entry: entry["largest_program_columns"])
        text = f"{largest['largest_program_columns']:,} × {largest['largest_program_rows']:,}"
        if not largest["largest_program_columns"]:
            text = "–"
        if model:
            widest = max(model["models"], key=lambda entry: entry["columns"])
            text += f"; HiGHS {widest['columns']:,} × {widest['rows']:,}"
        with open(self.work / name / "certificate.json", encoding="utf-8") as file:
            stages = [stage for entry in json.load(file)["policies"] for stage in entry["stages"]]
        return text, proofs(stages)


def numbers(one):
    return f"{one['wall']:.2f} | {one['processor']:.2f} | {one['memory']:.0f}" if one else "– | – | –"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--policies", type=Path, required=True, help="the directory of shipped policies")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--points", type=int, default=11, help="points of the frontier")
    parser.add_argument("--draws", type=int, default=1000, help="orders of random serial dictatorship")
    parser.add_argument("--rule", action="append", help="only this one; may be repeated")
    parser.add_argument("--no-peer", dest="peer", action="store_false")
    options = parser.parse_args()
    names = [name for name, _, _ in RULES]
    for name in options.rule or []:
        if name not in names:
            parser.error(f"{name}: no such rule; write one of {', '.join(names)}")
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    bench = Bench(options)
    model_name, memory = machine()
    load = os.getloadavg()[0]
    lines, faults, disagrees = [], [], False
    for name, title, peer in RULES:
        if options.rule and name not in options.rule:
            continue
        try:
            ours, theirs, differences, model = bench.measure(name, peer)
        except Failed as reason:
            print(reason, file=sys.stderr)
            return 70
        faults += differences
        disagrees = disagrees or bool(differences)
        target = TARGETS.get(name)
        if target and medians(ours)["wall"] > target:
            faults.append(f"{name}: {medians(ours)['wall']:.1f} s, the target of {target} s is missed")
        size, proof = bench.size(name, model)
        lines.append(
            f"| {name} | {title} | {target or '–'} | {numbers(medians(ours))} | {numbers(medians(theirs) if theirs else None)} | {size} |"
            f" {proof} |")
    median = f"medians of {options.runs} runs" if options.runs > 1 else "one run"
    print("\n".join([
        "# Benchmark: rules one by one", "",
        f"Made by `script/benchmark --rules` over `{Path(options.scenario).as_posix()}`; {median}, each a"
        " process of its own on one thread, from files to a written result.", "",
        f"Machine: {os.cpu_count()} cores ({model_name}), {memory:.0f} GiB. Load average (1 min) before and after:"
        f" {load:.2f}, {os.getloadavg()[0]:.2f}.", "",
        "Seconds of OrbitShare cover reading, the objectives, both tie-breaks, the proofs, the search for another optimum, the"
        " measures and the report; those of HiGHS cover reading and the objectives alone, on the same program built by other"
        " code. Memory is the greatest resident size. Generalised Gini welfare, lotteries, orders drawn and explanations have"
        " no program in the peer.", "",
        "| rule | what | target, s | wall, s | processor, s | MiB | HiGHS: wall, s | processor, s | MiB | columns × rows | claims |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---|---|", *lines, "",
        "HiGHS agrees with every optimum that it solved." if options.peer and not disagrees else "",
        *[f"* {fault}" for fault in faults]]).rstrip("\n"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
