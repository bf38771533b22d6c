# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""The studies that `studies_benchmark.py` and `studies_peer.py` run: their files, and what their stores hold."""

import json
import sqlite3
from pathlib import Path

#: Cores that a study is given, whatever the machine has: the targets speak of two.
CORES = 2

#: Rules that take requests in an order, and the same with one that solves integer programs for every level.
ORDERINGS = ["first-come", "first-come-as-filed", "lottery-by-request", "round-robin-by-lot"]
MIXED = ["first-come", "lottery-by-request", "round-robin-by-lot", "leximin"]

#: Requests of a generated register, and those of the very small one that a store of many runs is filled with.
REQUESTS = 200
FEW_REQUESTS = 8

PEER = Path(__file__).resolve().parent
INSTANCES = PEER.parents[2] / "Instances"
REAL = INSTANCES / "register-2023" / "as-filed.yaml"
SMALL = INSTANCES / "small" / "scenario.yaml"


def write_study(path, scenario, requests, policies, worlds):
    """Writes a study of generated registers: a world a seed, each under every policy. Gives the path back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "\n".join([
            "orbitshare: study/1",
            f"name: {path.stem}",
            "question: How quickly is it done?",
            "scenarios:",
            f"  made: {json.dumps(str(scenario))}",
            "registers:",
            f"  made: {{generate: {{networks: {requests}}}}}",
            "grids:",
            "  - name: made",
            "    question: How quickly is it done?",
            "    registers: [made]",
            f"    policies: [{', '.join(policies)}]",
            f"    seeds: {{from: 1, count: {worlds}}}",
            "analysis:",
            "  reference: first-come" if "first-come" in policies else f"  reference: {policies[0]}",
        ]) + "\n", encoding="utf-8")
    return path


def opened(directory):
    """The store of a study, for reading."""
    path = (directory / "study.sqlite").resolve()
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)


def rows(directory, query, *values):
    store = opened(directory)
    try:
        return store.execute(query, values).fetchall()
    finally:
        store.close()


def counts(directory):
    """Runs that are done, runs that failed, and the sum of their recorded seconds."""
    return rows(
        directory,
        "SELECT total(status = 'done'), total(status = 'failed'), total(seconds) FROM runs JOIN effort ON run = number")[0]


def digests(directory):
    """What each run's rows are summed up in, by identity: equal where all that is kept of the runs is equal."""
    return dict(rows(directory, "SELECT identity, digest FROM runs WHERE status = 'done'"))
