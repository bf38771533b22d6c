#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recomputes the numbers of a study's report from the tables of its runs.

usage: recompute_study.py DIR STUDY.yaml [--self-check]

DIR is what `orbitshare batch STUDY.yaml --out DIR` wrote. Every number of study-results.json is worked out anew from export/ and
the study file, by the formulas and draws of the article on analysing a study. Every table of figures/ is held against
study-results.json, and so is every number in the tables of report.html; every warning must follow from the records; every row
of export/ is held against study.sqlite, and the plan against both. What is not recomputed is counted and named. `--self-check`
tries the formulas on known answers, then changes one number of every kind, and every warning, in copies of the files and expects
each change to be found.

Python 3, standard library only; shares nothing with the program. Prints every difference and exits 1 if there is any; exits 2
where a file can't be read.
"""

import argparse
import random
import sys

import study_copies
import study_page
import study_warnings
from study_expectation import expectation
from study_inputs import Study, Unreadable, document_of
from study_ledger import Ledger, compare, numbers_of
from study_statistics import known_answers
from study_tampering import tampered_documents, tampered_files, tampered_warnings

MOST_SHOWN = 200


def examine(directory, study, document, expected):
    """All checks of a directory."""
    ledger = Ledger()
    compare("study-results.json", "", document, expected, ledger)
    study_copies.figures(directory, document, ledger)
    study_page.tables(directory, document, ledger)
    study_warnings.check(study, document, expected, ledger)
    study_copies.counts(study, document, study_copies.store(directory, ledger), ledger)
    return ledger


def main():
    parser = argparse.ArgumentParser(description="Recomputes the numbers of a study's report.")
    parser.add_argument("directory", help="what batch --out wrote")
    parser.add_argument("study", help="the study file")
    parser.add_argument("--self-check", action="store_true", help="change numbers in copies and expect it to be found")
    arguments = parser.parse_args()
    try:
        document = document_of(arguments.directory)
        study = Study(arguments.directory, arguments.study, document)
    except (OSError, Unreadable, KeyError, IndexError, ValueError) as error:
        print("can't read the study: %r" % error, file=sys.stderr)
        return 2
    expected = expectation(study, document)
    ledger = examine(arguments.directory, study, document, expected)
    for difference in ledger.differences[:MOST_SHOWN]:
        print(difference)
    if len(ledger.differences) > MOST_SHOWN:
        print("… and %d more" % (len(ledger.differences) - MOST_SHOWN))
    # Their numbers and names are recomputed, not their words.
    ledger.left_out.pop("warnings[]", None)
    if study.families_taken:
        ledger.left_out["families of policies whose files name none"] = len(study.families_taken)
    found = {}
    numbers_of(document, "", [], found)
    for kind, count in sorted(ledger.left_out.items()):
        print("not recomputed: %s, %d %s" % (kind, count, "numbers" if kind in found else "texts"), file=sys.stderr)
    for name in ("report.html: numbers in sentences", "words of warnings", "figures/*.svg: their marks",
                 "study.sqlite: digests, keys, effort, certificates",
                 "identities of runs, and runs themselves (repeat one with `batch --only`)"):
        print("not recomputed: " + name, file=sys.stderr)
    if not ledger.counts.get("document"):
        ledger.differ("study-results.json", "no figure was found to recompute")
    print("compared besides: %d cells of figures' tables, %d numbers in tables of report.html, %d rows of export/ and the store, "
          "%d counts" % tuple(ledger.counts.get(kind, 0) for kind in ("figures", "page", "store", "counts")), file=sys.stderr)
    print("%d figures recomputed, %d differ" % (ledger.counts.get("document", 0), len(ledger.differences)), file=sys.stderr)
    failed = bool(ledger.differences)
    if arguments.self_check:
        random.seed(20231122)
        wrong = known_answers()
        tried, missed = tampered_documents(document, expected)
        more, others = tampered_files(arguments.directory, study, document)
        warned, unseen = tampered_warnings(study, document, expected)
        for line in wrong + missed + others + unseen:
            print("self-check: " + line)
        print("%d changed numbers found, %d missed; known answers: %d wrong" % (
            tried + more + warned - len(missed) - len(others) - len(unseen), len(missed) + len(others) + len(unseen),
            len(wrong)), file=sys.stderr)
        failed = failed or bool(wrong or missed or others or unseen)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
