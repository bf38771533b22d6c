#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the runs of a shard against the exported runs of the whole study: the same identities, outcomes and numbers.

    same_runs.py DIR/study.sqlite EXPORT

Exit status: 0 where every run of the shard stands in the export with the same measures; 1 otherwise; 64 usage.
"""

import csv
import sqlite3
import sys

STATUSES = ["value", "undefined", "infinite"]


def stored(path):
    """Outcome and measures of each run of a store, by identity."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = {
        row[0]: row[1:]
        for row in database.execute("SELECT number, measure, population, entitlement, group_name FROM measure_names")
    }
    runs = {number: (identity, status, {}) for number, identity, status in
            database.execute("SELECT number, identity, status FROM runs")}
    for run, name, status, value in database.execute("SELECT run, measure, status, value FROM measures"):
        runs[run][2][names[name]] = (STATUSES[status], value)
    return {identity: (status, measures) for identity, status, measures in runs.values()}


def exported(folder, wanted):
    """The same of an export, for the runs that are asked for."""
    with open(f"{folder}/runs.csv", newline="", encoding="utf-8") as file:
        runs = {row["identity"]: (row["status"], {}) for row in csv.DictReader(file) if row["identity"] in wanted}
    with open(f"{folder}/measures.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["identity"] in runs:
                name = (row["measure"], row["population"], row["entitlement"], row["group"])
                value = float(row["value"]) if row["value"] else None
                runs[row["identity"]][1][name] = (row["status"], value)
    return runs


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    shard = stored(arguments[0])
    whole = exported(arguments[1], shard)
    different = [identity for identity, run in shard.items() if whole.get(identity) != run]
    for identity in different[:10]:
        print(f"run {identity}: {'other numbers' if identity in whole else 'not in the export'}", file=sys.stderr)
    print(f"{len(shard)} runs done again, {len(different)} differ")
    return 1 if different or not shard else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
