# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Winner determination and payments beside HiGHS: generated auctions of the published distributions, one table.

Each auction is a file of the Combinatorial Auction Test Suite. Ours is the whole command, from the file to the answer with
its proof of optimality, ties, uniqueness and the check of the core; the peer's time is that of `Highs.run` on the same
program (a row a good), on one thread. Both answers are compared. Exit status 1 where they differ or a target is missed.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

DISTRIBUTIONS = ["arbitrary", "matching", "paths", "regions", "scheduling", "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8"]


def read(path):
    """Goods, and for each bid its price and items, dummy items included."""
    rows, bids = 0, []
    for line in path.read_text().splitlines():
        words = line.split()
        if not words or words[0].startswith("%"):
            continue
        if words[0] in ("goods", "dummy"):
            rows += int(words[1])
        elif words[0] != "bids":
            bids.append((float(words[1]), [int(word) for word in words[2:-1]]))
    return rows, bids


def peer(path, limit):
    """Seconds and objective of HiGHS; the objective is None where it didn't end within the limit."""
    import highspy
    import numpy

    rows, bids = read(path)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(bids), rows
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = numpy.array([price for price, _ in bids])
    model.col_lower_, model.col_upper_ = numpy.zeros(len(bids)), numpy.ones(len(bids))
    model.row_lower_, model.row_upper_ = numpy.full(rows, -highspy.kHighsInf), numpy.ones(rows)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(bids)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    starts, indices = [0], []
    for _, items in bids:
        indices += items
        starts.append(len(indices))
    model.a_matrix_.start_, model.a_matrix_.index_ = numpy.array(starts), numpy.array(indices)
    model.a_matrix_.value_ = numpy.ones(len(indices))
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("time_limit", float(limit))
    highs.passModel(model)
    start = time.monotonic()
    highs.run()
    seconds = time.monotonic() - start
    ended = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return seconds, highs.getInfo().objective_function_value if ended else None


def ours(program, path, payments, threads, limit):
    """Seconds and answer of the command; the answer is None where it didn't end within the limit."""
    start = time.monotonic()
    try:
        run = subprocess.run(
            [program, "auction", path, "--payments", payments, "--threads", str(threads), "--json", "-"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=limit)
    except subprocess.TimeoutExpired:
        return time.monotonic() - start, None
    seconds = time.monotonic() - start
    return seconds, json.loads(run.stdout) if run.returncode == 0 else None


def text(seconds, ended):
    return f"{seconds:.2f}" if ended else f"> {seconds:.0f}"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--limit", type=int, default=60)
    arguments.add_argument("--no-peer", action="store_true")
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    failed = []

    def generate(distribution, goods, bids, seed):
        path = given.work / f"{distribution}-{goods}-{bids}-{seed}.txt"
        path.unlink(missing_ok=True)
        subprocess.run(
            [given.program, "generate", "auction", "--distribution", distribution, "--goods", str(goods), "--bids",
             str(bids), "--seed", str(seed), "--out", path], check=True, stdout=subprocess.DEVNULL)
        return path

    def row(distribution, goods, bids):
        times, peers, ended, same = [], [], 0, True
        for seed in range(1, given.seeds + 1):
            path = generate(distribution, goods, bids, seed)
            seconds, answer = ours(given.program, path, "first-price", 1, given.limit)
            times.append(seconds)
            ended += answer is not None and answer["status"] == "optimal"
            if not given.no_peer:
                seconds, optimum = peer(path, given.limit)
                peers.append(seconds)
                if answer and optimum is not None and abs(answer["welfare"] - optimum) > 1e-6 * max(1, optimum):
                    same = False
        mine = statistics.median(times)
        other = statistics.median(peers) if peers else None
        ratio = f"{mine / other:.2f}" if other else ""
        if not same:
            failed.append(f"{distribution}: another optimum than the peer's")
        print(
            f"| {distribution} | {goods} × {bids} | {mine:.3f} | {max(times):.2f} | {ended} of {given.seeds} | "
            f"{'' if other is None else f'{other:.3f}'} | {ratio} |", flush=True)
        return mine, other, max(times)

    print("Winner determination, first price, one thread; seconds of wall time. Ours is the whole command, with ties,")
    print(f"uniqueness and the check of the core; {given.seeds} seeds, limit {given.limit} s each.")
    print()
    print("| distribution | goods × bids | median | greatest | ended | HiGHS median | ratio |")
    print("|---|---|---|---|---|---|---|")
    median, _, _ = row("regions", 256, 100)
    if median > 0.020:
        failed.append(f"regions 256 × 100: {median * 1000:.0f} ms, target 20 ms")
    for distribution in DISTRIBUTIONS:
        mine, other, greatest = row(distribution, 64, 1000)
        if other is not None and mine > 2 * other:
            failed.append(f"{distribution}: {mine / other:.1f} times the peer's median, target 2")
        if greatest >= given.limit:
            failed.append(f"{distribution}: not ended within {given.limit} s")
    print()
    path = generate("regions", 128, 450, 1)
    print("| payments, regions 128 × 450, two threads | seconds | winners | revenue |")
    print("|---|---|---|---|")
    for rule in ["vcg", "core-vcg-nearest"]:
        seconds, answer = ours(given.program, path, rule, 2, 600)
        print(
            f"| {rule} | {text(seconds, answer is not None)} | {len(answer['winners']) if answer else ''} | "
            f"{answer['revenue'] if answer else ''} |", flush=True)
        if seconds > 30:
            failed.append(f"{rule} of regions 128 × 450: {seconds:.0f} s, target 30 s")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print()
    print(f"The greatest memory of a run was {memory:.0f} MiB.")
    print()
    print("Targets: " + ("all met." if not failed else "missed: " + "; ".join(failed) + "."))
    return 1 if failed else 0


sys.exit(main())
