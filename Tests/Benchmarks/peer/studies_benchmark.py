#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures studies: throughput, large plans, resuming after a kill, a store of many measures; beside Snakemake.

`script/benchmark --studies` builds the program, installs the peer and runs this. Each measurement is a process of its own;
memory is the greatest resident size that the system recorded for it. Exit status: 0; 1 where a target is missed, a run is lost
or the peer gives something else; 70 where a command fails.
"""

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rules_benchmark import Failed, measured
from studies_files import (
    CORES, FEW_REQUESTS, MIXED, ORDERINGS, REAL, REQUESTS, SMALL, counts, opened, rows, write_study)
from table import machine

#: What 10,000 runs may take; fewer may take as much less.
RUNS, SECONDS_TARGET = 10_000, 30 * 60
BUSY_TARGET = 0.95
OVERHEAD_TARGET_MILLISECONDS = 2
MEMORY_TARGET_MIB = 500
RESUME_TARGET_SECONDS = 5
#: What the values of five measures over all runs may take: the report asks for about as many.
QUERY_TARGET_SECONDS = 10

#: Measures that a report asks for, as the documentation of the store writes the query.
MEASURES = ["gini", "share_with_nothing", "granted_channels", "theil_t", "atkinson_0.5"]
QUERY = """
SELECT places.grid, places.policy, places.seed, measured.value
FROM places JOIN measured USING (identity)
WHERE measured.measure = ? AND measured.population = 'member_states'
  AND measured.entitlement = 'equal' AND measured.group_name = 'all'
ORDER BY places.number
"""

#: Load average above which a machine isn't taken for a quiet one.
QUIET_LOAD = 0.5

PARTS = ["throughput", "plan", "store", "peer"]


def idle_seconds():
    """Seconds that all cores together stood idle so far, or waited for a disk."""
    try:
        fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()
        return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.faults = []

    def check(self, what, value, target, text):
        """Notes a target that is missed, and marks the figure."""
        if value > target:
            self.faults.append(f"{what}: {text}, the target is missed")
            return f"**{text}**"
        return text

    def memory(self, what, run):
        return self.check(f"memory of {what}", run["memory"], MEMORY_TARGET_MIB, f"{run['memory']:.0f} MiB")

    def batch(self, study, out, *arguments, accepts=(0,)):
        return measured(
            [self.options.program, "batch", study, "--out", out, "--threads", str(CORES), *arguments],
            self.work / "log.txt", accepts)

    def repeated(self, action):
        """Medians over repeats."""
        runs = [action() for _ in range(self.options.repeats)]
        return {key: statistics.median(run[key] for run in runs) for key in ("wall", "processor", "memory")}

    # MARK: Throughput

    def throughput(self):
        planned = self.options.runs
        lines = [
            f"## Throughput: {planned:,} runs of {REQUESTS} requests", "",
            f"{CORES} threads; from the file to store, export and report. Busy: processor time by {CORES} × wall time."
            f" Overhead of a run: ({CORES} × wall − seconds recorded for runs) / runs, with the making of worlds in it. Both"
            " are of the whole command, which the targets are for, then without what the same command takes again with nothing left to run:"
            " start, plan, export, report, all on one thread. Other work on the machine keeps cores from being busy, and"
            " stretches runs as well as overhead; of what it left: processor time by what others didn't use.", "",
            "| study | runs | wall, s | processor, s | busy | without again | of what others left | a run, ms | overhead |"
            " without again | memory | again, s |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
        for name, policies in [("orderings", ORDERINGS), ("orderings-and-leximin", MIXED)]:
            print(f"throughput: {name}", file=sys.stderr, flush=True)
            study = write_study(self.work / f"{name}.yaml", REAL, REQUESTS, policies, max(1, planned // len(policies)))
            out = self.work / name
            idle = idle_seconds()
            whole = self.batch(study, out, accepts=(0, 1))
            idle = idle_seconds() - idle
            done, failed, seconds = counts(out)
            if not done:
                raise Failed(f"no run of {name} was done:\n{(self.work / 'log.txt').read_text()[-2000:]}")
            again = self.batch(study, out, accepts=(0, 1))
            if failed:
                self.faults.append(f"{name}: {failed:.0f} runs failed")
            busy = whole["processor"] / (CORES * whole["wall"])
            overhead = (CORES * whole["wall"] - seconds) / done * 1000
            wall = max(1e-9, whole["wall"] - again["wall"])
            busy_running = (whole["processor"] - again["processor"]) / (CORES * wall)
            overhead_running = (CORES * wall - seconds) / done * 1000
            allowed = SECONDS_TARGET * done / RUNS
            lines.append(
                f"| {', '.join(policies)} | {done:,.0f} | "
                + self.check(f"wall time of {name}", whole["wall"], allowed, f"{whole['wall']:.1f}")
                + f" | {whole['processor']:.1f} | "
                + self.check(f"busy in {name}", 1 - busy, 1 - BUSY_TARGET, f"{100 * busy:.1f} %")
                + f" | {100 * busy_running:.1f} % | "
                # On more cores than the study was given, those that it wasn't given are idle too.
                + (f"{100 * whole['processor'] / (whole['processor'] + idle):.1f} %" if os.cpu_count() == CORES else "–")
                + f" | {seconds / done * 1000:.2f} | "
                + self.check(f"overhead of {name}", overhead, OVERHEAD_TARGET_MILLISECONDS, f"{overhead:.2f} ms")
                + f" | {overhead_running:.2f} ms | {self.memory(name, whole)} | {again['wall']:.2f} |")
            shutil.rmtree(out)
        return lines + ["", (
            f"Targets: {SECONDS_TARGET // 60} min for {RUNS:,} runs, {100 * BUSY_TARGET:.0f} % busy, overhead"
            f" {OVERHEAD_TARGET_MILLISECONDS} ms, {MEMORY_TARGET_MIB} MiB.")]

    # MARK: Plan

    def plan(self):
        planned = self.options.planned
        study = write_study(self.work / "large-plan.yaml", REAL, REQUESTS, ORDERINGS, max(1, planned // len(ORDERINGS)))
        preview = self.repeated(lambda: self.batch(study, self.work / "nothing-yet", "--dry-run"))
        return [
            f"## A plan of {planned:,} runs", "",
            f"`--dry-run` of a study of {REQUESTS} requests with nothing done; median of {self.options.repeats}.", "",
            "| wall, s | processor, s | memory |", "|---:|---:|---:|",
            f"| {preview['wall']:.2f} | {preview['processor']:.2f} | {self.memory('a large plan', preview)} |", "",
            f"Target: {MEMORY_TARGET_MIB} MiB."]

    # MARK: Resume and a large store

    def killed_near_its_end(self, study, out, planned):
        """Runs a study and kills it when all but a few runs are done. Seconds, and runs that were done."""
        wanted = planned - max(100, planned // 500)
        began = time.monotonic()
        with open(self.work / "log.txt", "w", encoding="utf-8") as log:
            child = subprocess.Popen(
                [self.options.program, "batch", study, "--out", out, "--threads", str(CORES)], stdout=log,
                stderr=subprocess.STDOUT)
            while not (out / "study.sqlite").exists() and child.poll() is None:
                time.sleep(0.02)
            store = opened(out)
            while (store.execute("SELECT max(number) FROM runs").fetchone()[0] or 0) < wanted and child.poll() is None:
                time.sleep(0.02)
            child.kill()
            seconds = time.monotonic() - began
            store.close()
            if child.wait() != -signal.SIGKILL:
                raise Failed(f"the study ended before it was killed:\n{(self.work / 'log.txt').read_text()[-2000:]}")
        return seconds, counts(out)[0]

    def first_run(self, study, out, killed):
        """Seconds from the start of a copy of the killed study to its first run, and memory up to there."""
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(killed, out)
        began = time.monotonic()
        child = subprocess.Popen(
            [self.options.program, "batch", study, "--out", out, "--threads", str(CORES), "--resume"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        # The first line of progress is written when the first run begins.
        line = child.stderr.readline()
        while line and "runs/s" not in line:
            line = child.stderr.readline()
        wall = time.monotonic() - began
        child.kill()
        child.stderr.close()
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = -signal.SIGKILL
        if not line:
            raise Failed("the resumed study never began a run")
        return {"wall": wall, "processor": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}

    def store(self):
        worlds = max(1, self.options.planned // len(ORDERINGS))
        planned = worlds * len(ORDERINGS)
        study = write_study(self.work / "many-runs.yaml", SMALL, FEW_REQUESTS, ORDERINGS, worlds)
        out, copy = self.work / "many-runs", self.work / "many-runs-copy"
        print(f"store: filling it with {planned:,} runs", file=sys.stderr, flush=True)
        filled, done = self.killed_near_its_end(study, out, planned)
        print("store: resuming", file=sys.stderr, flush=True)
        preview = self.repeated(lambda: self.batch(study, out, "--dry-run"))
        first = self.repeated(lambda: self.first_run(study, copy, out))
        shutil.rmtree(copy)
        rest = self.batch(study, out)
        lines = [
            f"## A study of {planned:,} runs, killed and resumed", "",
            f"Runs of {FEW_REQUESTS} requests in small generated registers; SIGKILL after {done:,.0f} of them and {filled:.0f} s"
            f" ({filled / done * 1000:.2f} ms a run with all that is written). Medians of"
            f" {self.options.repeats}; the last row is one run.",
            "", "| what | wall, s | processor, s | memory |", "|---|---:|---:|---:|",
            f"| `--dry-run`: the plan with what is left | {preview['wall']:.2f} | {preview['processor']:.2f} |"
            f" {self.memory('a plan with a full store', preview)} |",
            "| `--resume` to the first new run | "
            + self.check("resume", first["wall"], RESUME_TARGET_SECONDS, f"{first['wall']:.2f}")
            + f" | {first['processor']:.2f} | {self.memory('the resume', first)} |",
            f"| resumed to the end, with export and report | {rest['wall']:.2f} | {rest['processor']:.2f} |"
            f" {self.memory('the end', rest)} |", ""]
        finished, failed, _ = counts(out)
        if finished != planned or failed:
            self.faults.append(f"the resumed study has {finished:.0f} runs done and {failed:.0f} failed of {planned}")
        lines += [f"Targets: first run within {RESUME_TARGET_SECONDS} s, {MEMORY_TARGET_MIB} MiB.", ""]
        return lines + self.queries(out, filled)

    def queries(self, out, filled):
        measures = rows(out, "SELECT count(*) FROM measures")[0][0]
        size = (out / "study.sqlite").stat().st_size
        lines = [
            f"## A store of {measures:,} measures", "",
            f"The store of that study: filled in {filled:.0f} s with its runs, {size / 1e6:,.0f} MB, {size / measures:.1f} bytes"
            f" a measure with all else that is kept. Values of five measures over all runs; medians of {self.options.repeats}.", "",
            "| who asks | wall, s | processor, s | memory |", "|---|---:|---:|---:|"]
        if self.options.exercise:
            read = self.repeated(
                lambda: measured([self.options.exercise, out, "--read", "1"], self.work / "log.txt"))
            lines.append(
                "| the program, as for the report: structure, identities, values checked by the digests | "
                + self.check("reading for the report", read["wall"], QUERY_TARGET_SECONDS, f"{read['wall']:.2f}")
                + f" | {read['processor']:.2f} | {self.memory('reading for the report', read)} |")
        asked = self.repeated(lambda: measured(
            [sys.executable, Path(__file__), "--ask", out], self.work / "log.txt"))
        lines.append(
            "| Python, by the query of the documentation | "
            + self.check("the documented query", asked["wall"], QUERY_TARGET_SECONDS, f"{asked['wall']:.2f}")
            + f" | {asked['processor']:.2f} | {asked['memory']:.0f} MiB |")
        return lines + ["", f"Target: {QUERY_TARGET_SECONDS} s."]

    def peer(self):
        import studies_peer

        lines, faults = studies_peer.table(
            self.options.program, self.work / "peer", self.options.peer_runs, self.options.repeats)
        self.faults += faults
        return lines


def ask(directory):
    """The documented query for five measures, every row read; fails where a measure has no rows."""
    store = opened(directory)
    for measure in MEASURES:
        if not sum(1 for _ in store.execute(QUERY, [measure])):
            raise Failed(f"the store has no values of {measure}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path)
    parser.add_argument("--exercise", type=Path, help="study-exercise, which reads a store as the report does")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS, help="of the throughput")
    parser.add_argument("--planned", type=int, default=100_000, help="runs of the large plan and the large store")
    parser.add_argument("--peer-runs", type=int, default=200, help="runs that Snakemake does")
    parser.add_argument("--repeats", type=int, default=3, help="of what takes seconds")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this one; may be repeated")
    parser.add_argument("--no-peer", dest="peer", action="store_false")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        return ask(options.ask)
    if not options.program or not options.work:
        parser.error("--program and --work: both are required")
    least = {"runs": len(ORDERINGS), "planned": 1000, "peer_runs": len(MIXED), "repeats": 1}
    for name, value in least.items():
        if getattr(options, name) < value:
            parser.error(f"--{name.replace('_', '-')}: write a number of at least {value}")
    options.program, options.work = options.program.resolve(), options.work.resolve()
    options.exercise = options.exercise and options.exercise.resolve()
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    bench = Bench(options)
    model, memory = machine()
    load = os.getloadavg()[0]
    lines = []
    for part in PARTS:
        if part not in (options.part or PARTS) or (part == "peer" and not options.peer):
            continue
        print(part, file=sys.stderr, flush=True)
        try:
            lines += [*getattr(bench, part)(), ""]
        except Failed as reason:
            print(reason, file=sys.stderr)
            return 70
    print("\n".join([
        "# Benchmark: studies", "", "Made by `script/benchmark --studies`.", "",
        f"Machine: {os.cpu_count()} cores ({model}), {memory:.0f} GiB. Load average (1 min) before and after:"
        f" {load:.2f}, {os.getloadavg()[0]:.2f}."
        + (" Other work was on the machine: take no figure from this table." if load > QUIET_LOAD else ""), "", *lines,
        "All targets are met." if not bench.faults else "Missed or wrong:", "",
        *[f"* {fault}" for fault in bench.faults]]).rstrip("\n"))
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
