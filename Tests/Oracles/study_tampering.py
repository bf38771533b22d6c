# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes one number of every kind in copies of a study's files, and tells which changes are not found."""

import copy
import csv
import os
import random
import re
import shutil
import sqlite3
import tempfile

import study_copies
import study_page
import study_warnings
from study_ledger import Ledger, compare, numbers_of


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


def tampered_warnings(study, document, expected):
    """Changes a digit of every warning, leaves each out, and adds one that stands there; what isn't found."""

    def differences(warnings):
        ledger = Ledger()
        study_warnings.check(study, {"warnings": warnings}, expected, ledger)
        return len(ledger.differences)

    own, tried, missed = document["warnings"], 0, []
    before = differences(own)
    for i, text in enumerate(own):
        changes = [own[:i] + own[i + 1:], own + [text]]
        digit = re.search(r"\d(?=\D*$)", text)
        if digit:
            changed = text[:digit.start()] + str((int(digit.group()) + 5) % 10) + text[digit.end():]
            changes.append(own[:i] + [changed] + own[i + 1:])
        tried += len(changes)
        missed += ["a warning, `%s`" % text for change in changes if differences(change) <= before]
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
        def in_page(ledger):
            study_page.tables(own, document, ledger)

        path, before = os.path.join(own, "report.html"), differences(in_page)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        start, end = text.index('<section id="grid-1"'), text.index('<section id="limits"')
        digits = [m.end(1) - 1 for m in re.finditer(r"<td>[^<&]*?(\d)(?=\D*(?:<|\d))", text) if start < m.start() < end]
        for place in random.sample(digits, min(40, len(digits))):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text[:place] + str((int(text[place]) + 5) % 10) + text[place + 1:])
            tried += 1
            if differences(in_page) <= before:
                missed.append("report.html, a number in `%s`" % text[place - 20:place + 8])
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
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
