#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the measurements of `script/benchmark` into one table, against the targets. Exit status 1 where one is missed."""

import argparse
import json
import platform
import sys
from pathlib import Path

SECONDS_TARGET = 60
MEMORY_TARGET_MIB = 1536
FIRST_COME_TARGET_SECONDS = 1


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def machine():
    """Cores, processor and memory; nothing that names the machine."""
    model = platform.machine()
    memory = 0
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
        kibibytes = Path("/proc/meminfo").read_text(encoding="utf-8").split("MemTotal:")[1].split()[0]
        memory = int(kibibytes) / 2**20
    except (OSError, IndexError):
        pass
    return model, memory


def objectives(stages):
    """What was made as large as possible, in words, without the tie-breaks."""
    parts, levels = [], 0
    for stage in stages:
        if stage["kind"] != "maximise":
            continue
        name = stage["objective"]["id"]
        if name == "administrations-at-level":
            levels += 1
        elif name != "all-at-level":
            parts.append(f"{name.replace('-', ' ')} {stage['value']:,}")
    if levels:
        parts.insert(0, f"{levels} level{'s' if levels > 1 else ''}")
    grants = [stage["value"] for stage in stages if stage["kind"] == "order"]
    if grants:
        parts.append(f"in order {sum(grants):,}")
    return "; ".join(parts)


def proofs(stages):
    """How often each kind of proof stands in a certificate."""
    counts = {}
    for stage in stages:
        counts[stage["proof"]] = counts.get(stage["proof"], 0) + 1
    return ", ".join(f"{count} by {name}" if name != "trivial" else f"{count} trivial" for name, count in counts.items())


def seconds(number):
    return "–" if number is None else f"{number:.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, required=True, help="result of all policies on every core")
    parser.add_argument("--single", type=Path, required=True, help="result of all policies on one thread")
    parser.add_argument("--first-come", type=Path, required=True, help="result of first-come alone")
    parser.add_argument("--peer", type=Path, help="what highs_peer.py wrote")
    parser.add_argument("--measured", type=Path, required=True, help="lines of name, seconds, processor seconds and load")
    options = parser.parse_args()

    measured = {}
    for line in options.measured.read_text(encoding="utf-8").splitlines():
        name, wall, processor, load = line.split("\t")
        measured[name] = (float(wall), float(processor), load)
    run, single, alone = (read(path / "run.json") for path in (options.all, options.single, options.first_come))
    certificate = {entry["policy"]: entry["stages"] for entry in read(options.all / "certificate.json")["policies"]}
    peer = read(options.peer) if options.peer else None
    model, memory = machine()
    lines = [
        "# Benchmark: the register of September 2023", "",
        f"Made by `script/benchmark`. {run['program']} {run['version']} with {run['solver']}"
        + (f"; {peer['solver']} as the peer, {peer['threads']} thread" if peer else "") + ".", "",
        f"Machine: {run['machine_cores']} cores ({model}), {memory:.0f} GiB, {run['operating_system']}. A load"
        " average above what a part uses itself (one, or one for each core with all policies) means that other work ran"
        " beside it, and that its wall time would be less without.", "",
        "| part | wall time, s | processor time, s | load average (1 min) before, after |", "|---|---:|---:|---:|"]
    for name, (wall, processor, load) in measured.items():
        lines.append(f"| {name} | {wall:.2f} | {processor:.2f} | {load} |")
    lines += ["", "## Policies", ""]
    if peer:
        lines += [
            "Both on one thread. Our seconds are wall time, those of HiGHS processor time, so that other work on the machine"
            " can't make the ratio look better. Ours cover building, every objective, both tie-breaks (least displacement,"
            " lots), the proofs and the search for another optimum; those of HiGHS cover building and the objectives alone"
            + (", and in the column after the ratio the first tie-break besides." if peer["displacement"] else "."), ""]
    ties = bool(peer and peer["displacement"])
    lines += [
        "| policy | ours, s | HiGHS, s | HiGHS ÷ ours |" + (" HiGHS with tie-break, s |" if ties else "")
        + " columns × rows | objectives | claims |",
        "|---|---:|---:|---:|" + ("---:|" if ties else "") + "---|---|---|"]
    ours_total, theirs_total = 0.0, 0.0
    for entry in single["policies"]:
        name = entry["policy"]
        theirs = peer["policies"].get(name) if peer else None
        own = entry["seconds"]
        plain = theirs["build_seconds"] + theirs["solve_seconds"] if theirs else None
        tied = None
        if theirs and theirs["displacement_seconds"] is not None:
            tied = plain + theirs["displacement_seconds"]
        if theirs:
            ours_total += own
            theirs_total += plain
        size = f"{entry['largest_program_columns']:,} × {entry['largest_program_rows']:,}"
        if theirs:
            sizes = [(m["columns"], m["rows"]) for m in theirs["models"]]
            size = " + ".join(f"{c:,} × {r:,}" for c, r in sizes)
        elif not entry["largest_program_columns"]:
            size = "–"
        lines.append(
            f"| {name} | {own:.2f} | {seconds(plain)} | {seconds(plain / own) if plain else '–'} |"
            + (f" {seconds(tied)} |" if ties else "") + f" {size} |"
            f" {objectives(certificate[name])} | {proofs(certificate[name])} |")
    if peer and ours_total:
        lines.append(
            f"| all that HiGHS solved | {ours_total:.2f} | {theirs_total:.2f} | {theirs_total / ours_total:.2f} |"
            + (" |" if ties else "") + " | | |")
        compared = sum(entry.get("claims_compared", 0) for entry in peer["policies"].values())
        lines += [
            "", f"HiGHS agrees with the certificate in {compared - len(peer['differences'])} of {compared} optima"
            f" ({peer['requests']:,} requests)."]
        lines += [f"* differs: {text}" for text in peer["differences"]]
        lines += [f"* stopped: {text}" for text in peer["stopped"]]

    elapsed = measured["all policies"][0]
    peak = run["peak_memory_mebibytes"]
    claims = [stage for stages in certificate.values() for stage in stages if stage["kind"] != "order"]
    optimal = sum(stage["claim"] == "optimal" for stage in claims)
    first = measured["first-come alone"][0]
    first_allocation = alone["policies"][0]["seconds"]
    targets = [
        ("all policies, from files to a written result", f"{elapsed:.1f} s", f"under {SECONDS_TARGET} s",
         elapsed < SECONDS_TARGET),
        ("greatest memory", f"{peak:.0f} MiB", f"under {MEMORY_TARGET_MIB:,} MiB", peak < MEMORY_TARGET_MIB),
        ("objectives solved to proven optimality", f"{optimal} of {len(claims)}", "all", optimal == len(claims)),
        ("first come, first served: allocation alone", f"{first_allocation:.3f} s",
         f"under {FIRST_COME_TARGET_SECONDS} s", first_allocation < FIRST_COME_TARGET_SECONDS),
        ("first come, first served: from files to a written result", f"{first:.2f} s", "(no target)", True),
    ]
    if peer:
        targets.append(
            ("optima that HiGHS confirms", "all" if not peer["differences"] and not peer["stopped"] else "not all", "all",
             not peer["differences"] and not peer["stopped"]))
    lines += ["", "## Targets", "", "| what | measured | target | met |", "|---|---:|---:|---|"]
    lines += [f"| {what} | {value} | {target} | {'yes' if met else 'no'} |" for what, value, target, met in targets]
    print("\n".join(lines))
    return 0 if all(met for *_, met in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
