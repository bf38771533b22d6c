#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recomputes the numbers of a study's report from the tables of its runs.

usage: recompute_study.py DIR STUDY.yaml [--self-check]

DIR is what `orbitshare batch STUDY.yaml --out DIR` wrote. Every number of study-results.json is worked out anew from export/ and
the study file, by the formulas and draws of the article on analysing a study. Every table of figures/ is held against
study-results.json, every row of export/ against study.sqlite, and the plan against both. What is not recomputed is counted and
named. `--self-check` tries the formulas on known answers, then changes one number of every kind in copies of the files and
expects each change to be found.

Python 3, standard library only; shares nothing with the program. Prints every difference and exits 1 if there is any; exits 2
where a file can't be read.
"""

import argparse
import copy
import csv
import math
import os
import random
import shutil
import sqlite3
import sys
import tempfile

import study_copies
from study_expectation import expectation
from study_inputs import Study, Unreadable, document_of
from study_statistics import known_answers

RELATIVE, ABSOLUTE = 1e-9, 1e-12
MOST_SHOWN = 200

# Records that are told apart by what they say, not by where they stand.
KEYS = {
    "distributions": ("target", "policy"), "comparisons": ("target", "policy"), "variance": ("target", "policy"),
    "effects": ("target", "policy", "parameter"), "interactions": ("target", "policy", "parameters", "levels"),
    "decompositions": ("target", "policy"), "frontiers": ("target",), "sets": ("present",), "terms": ("parameters",),
    "outliers": ("target", "policy", "world"),
}


class Ledger:
    """What was looked at, what differs, and what nobody looked at."""

    def __init__(self):
        self.counts, self.differences, self.left_out = {}, [], {}

    def count(self, kind, by=1):
        if kind:
            self.counts[kind] = self.counts.get(kind, 0) + by

    def differ(self, where, what):
        self.differences.append("%s: %s" % (where, what))

    def check(self, where, name, written, expected):
        if written != expected:
            self.differ(where, "%s: %s, expected %s" % (name, written, expected))

    def number(self, where, name, written, expected):
        self.count("counts")
        self.check(where, name, written, expected)

    def leave_out(self, kind, value):
        """Counts the values below a key that nothing was worked out for."""
        if isinstance(value, dict):
            for key, inner in value.items():
                self.leave_out("%s.%s" % (kind, key), inner)
        elif isinstance(value, list):
            for inner in value:
                self.leave_out(kind + "[]", inner)
        else:
            self.left_out[kind] = self.left_out.get(kind, 0) + 1


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def ordered(name, records):
    """Records in the order of what tells them apart; of equal ones the order stays."""
    keys = KEYS.get(name)
    if not keys or not all(isinstance(record, dict) for record in records):
        return records
    return sorted(records, key=lambda record: [str(record.get(key)) for key in keys])


def compare(where, kind, written, expected, ledger):
    """Holds a value of the document against what must stand there."""
    if isinstance(expected, dict) and isinstance(written, dict):
        for key in sorted(set(written) | set(expected)):
            place, own = "%s.%s" % (where, key), "%s.%s" % (kind, key) if kind else key
            if key not in expected:
                ledger.leave_out(own, written[key])
            elif key not in written:
                if expected[key] is not None:
                    ledger.differ(place, "is missing, recomputed %s" % (expected[key],))
            else:
                compare(place, own, written[key], expected[key], ledger)
        return
    if isinstance(expected, (list, tuple)) and isinstance(written, list):
        if len(written) != len(expected):
            ledger.differ(where, "has %d entries, recomputed %d" % (len(written), len(expected)))
        name = kind.rsplit(".", 1)[-1]
        for i, (one, other) in enumerate(zip(ordered(name, written), ordered(name, list(expected)))):
            compare("%s[%s]" % (where, tag(name, one, i)), kind + "[]", one, other, ledger)
        return
    if is_number(expected) or isinstance(expected, bool):
        ledger.count("document")
    if is_number(expected) and is_number(written):
        same = math.isclose(written, expected, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    else:
        same = written == expected and type(written) is type(expected)
    if not same:
        ledger.differ(where, "is %r, recomputed %r" % (written, expected))


def tag(name, record, number):
    if name == "grids":
        return record.get("name", number)
    keys = KEYS.get(name)
    return " ".join(str(record.get(key, "")) for key in keys) if keys and isinstance(record, dict) else number


def numbers_of(value, kind, place, found):
    """Places of all numbers in a document, by kind."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        numbers_of(inner, kind + ("[]" if isinstance(key, int) else "." + key), place + [key], found)
    if is_number(value) or isinstance(value, bool):
        found.setdefault(kind.lstrip("."), []).append(place)


def examine(directory, study, document, expected):
    """All checks of a directory."""
    ledger = Ledger()
    compare("study-results.json", "", document, expected, ledger)
    study_copies.figures(directory, document, ledger)
    study_copies.counts(study, document, study_copies.store(directory, ledger), ledger)
    return ledger


# Changing one number

def tampered_documents(document, expected):
    """Changes one number of every kind that the document has, in a copy; the kinds whose change isn't found."""
    found, missed, tried = {}, [], 0
    numbers_of(document, "", [], found)
    plain = Ledger()
    compare("", "", document, expected, plain)
    for kind, places in sorted(found.items()):
        if kind in plain.left_out:
            continue
        own = copy.deepcopy(document)
        place = random.choice(places)
        inside = own
        for key in place[:-1]:
            inside = inside[key]
        old = inside[place[-1]]
        inside[place[-1]] = (not old) if isinstance(old, bool) else old + 1 if isinstance(old, int) else old * (1 + 1e-6) + 1e-6
        ledger = Ledger()
        compare("", "", own, expected, ledger)
        tried += 1
        if len(ledger.differences) <= len(plain.differences):
            missed.append("study-results.json %s: %r became %r" % (kind, old, inside[place[-1]]))
    return tried, missed


def rewrite(path, change):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    change(rows)
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def tampered_files(directory, study, document):
    """Changes one number in every column of one figure of a kind, one cell of each table of export/, one of the store."""
    tried, missed = 0, []
    with tempfile.TemporaryDirectory() as scratch:
        own = os.path.join(scratch, "study")
        shutil.copytree(directory, own)

        def differences(of):
            ledger = Ledger()
            of(ledger)
            return len(ledger.differences)

        def attempt(path, row, column, of, before):
            nonlocal tried
            with open(path, "rb") as file:
                bytes_before = file.read()
            old = []

            def change(rows):
                old.append(rows[row][column])
                number = float(rows[row][column])
                rows[row][column] = str(int(number) + 1) if number == int(number) else repr(number * (1 + 1e-12) + 1e-12)

            rewrite(path, change)
            tried += 1
            if differences(of) <= before:
                missed.append("%s row %d column %d, `%s`" % (os.path.relpath(path, own), row, column + 1, old[0]))
            with open(path, "wb") as file:
                file.write(bytes_before)

        def in_figures(ledger):
            study_copies.figures(own, document, ledger)

        def in_store(ledger):
            study_copies.counts(study, document, study_copies.store(own, ledger), ledger)

        before = differences(in_figures)
        for kind, columns in study_copies.NUMBER_COLUMNS.items():
            paths = [os.path.join(own, "figures", name) for name in sorted(os.listdir(os.path.join(own, "figures")))
                     if name.endswith(".csv") and name.split("-")[1] == kind]
            for column in columns.split() if paths else []:
                for path in random.sample(paths, len(paths)):
                    with open(path, newline="", encoding="utf-8") as file:
                        rows = list(csv.reader(file))
                    at = rows[0].index(column)
                    filled = [i for i, row in enumerate(rows) if i and row[at] != ""]
                    if filled:
                        attempt(path, random.choice(filled), at, in_figures, before)
                        break
        before = differences(in_store)
        for name, column in (("measures", "value"), ("claims", "value"), ("runs", "seed"), ("decisions", "first_channel")):
            path = os.path.join(own, "export", name + ".csv")
            with open(path, newline="", encoding="utf-8") as file:
                rows = list(csv.reader(file))
            at = rows[0].index(column)
            filled = [i for i, row in enumerate(rows) if i and row[at] != ""]
            if filled:
                attempt(path, random.choice(filled), at, in_store, before)
        with sqlite3.connect(os.path.join(own, "study.sqlite")) as connection:
            connection.execute(
                "UPDATE measures SET value = value + 1e-6 WHERE (run, measure) IN "
                "(SELECT run, measure FROM measures WHERE value IS NOT NULL AND run IN "
                "(SELECT runs.number FROM runs JOIN places USING (identity)) ORDER BY run DESC, measure DESC LIMIT 1)")
        connection.close()
        tried += 1
        if differences(in_store) <= before:
            missed.append("study.sqlite, a value of measures")
    return tried, missed


def main():
    parser = argparse.ArgumentParser(description="Recomputes the numbers of a study's report.")
    parser.add_argument("directory", help="what batch --out wrote")
    parser.add_argument("study", help="the study file")
    parser.add_argument("--self-check", action="store_true", help="change numbers in copies and expect it to be found")
    arguments = parser.parse_args()
    try:
        document = document_of(arguments.directory)
        study = Study(arguments.directory, arguments.study, document)
    except (OSError, Unreadable, KeyError, ValueError) as error:
        print("can't read the study: %r" % error, file=sys.stderr)
        return 2
    expected = expectation(study, document)
    ledger = examine(arguments.directory, study, document, expected)
    for difference in ledger.differences[:MOST_SHOWN]:
        print(difference)
    if len(ledger.differences) > MOST_SHOWN:
        print("… and %d more" % (len(ledger.differences) - MOST_SHOWN))
    found = {}
    numbers_of(document, "", [], found)
    for kind, count in sorted(ledger.left_out.items()):
        print("not recomputed: %s, %d %s" % (kind, count, "numbers" if kind in found else "texts"), file=sys.stderr)
    for name in ("report.html, its numbers rounded", "figures/*.svg, their marks", "study.sqlite: digests, keys, effort, certificates",
                 "identities of runs, and runs themselves (repeat one with `batch --only`)"):
        print("not recomputed: " + name, file=sys.stderr)
    if not ledger.counts.get("document"):
        ledger.differ("study-results.json", "no figure was found to recompute")
    print("compared besides: %d cells of figures' tables, %d rows of export/ and the store, %d counts" % tuple(
        ledger.counts.get(kind, 0) for kind in ("figures", "store", "counts")), file=sys.stderr)
    print("%d figures recomputed, %d differ" % (ledger.counts.get("document", 0), len(ledger.differences)), file=sys.stderr)
    failed = bool(ledger.differences)
    if arguments.self_check:
        random.seed(20231122)
        wrong = known_answers()
        tried, missed = tampered_documents(document, expected)
        more, others = tampered_files(arguments.directory, study, document)
        for line in wrong + missed + others:
            print("self-check: " + line)
        print("%d changed numbers found, %d missed; known answers: %d wrong" % (
            tried + more - len(missed) - len(others), len(missed) + len(others), len(wrong)), file=sys.stderr)
        failed = failed or bool(wrong or missed or others)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
