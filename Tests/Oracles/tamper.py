"""Changes one cell of allocation.csv at a time and expects `orbitshare verify` to refuse the result with exit code 1.

Usage: tamper.py PROGRAM RESULT_DIRECTORY [CELLS_PER_COLUMN]

SPDX-License-Identifier: GPL-3.0-or-later
"""

import csv
import io
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile


def other(column, value, rows, index):
    """A value that differs from the cell's and is of its kind, so that only the meaning is wrong."""
    seen = sorted({row[index] for row in rows if row[index] != value})
    if column == "position_deg":
        return "0.1" if value != "0.1" else "0.2"
    if column in ("first_channel", "channels"):
        return "2" if value == "1" else "1"
    return random.choice(seen) if seen else value + "x"


def main():
    program, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    per_column = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    random.seed(20230907)
    with open(directory / "allocation.csv", encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    header, rows = table[0], table[1:]
    missed = []
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch) / "result"
        shutil.copytree(directory, copy)
        for index, column in enumerate(header):
            for _ in range(per_column):
                number = random.randrange(len(rows))
                changed = [row[:] for row in rows]
                changed[number][index] = other(column, rows[number][index], rows, index)
                text = io.StringIO()
                csv.writer(text, lineterminator="\n").writerows([header] + changed)
                (copy / "allocation.csv").write_text(text.getvalue(), encoding="utf-8")
                run = subprocess.run([program, "verify", str(copy)], capture_output=True, text=True)
                if run.returncode != 1:
                    missed.append((number + 2, column, rows[number][index], changed[number][index], run.returncode))
    for line, column, old, new, code in missed:
        print(f"line {line}, {column}: `{old}` became `{new}`, and verify ended with {code}", file=sys.stderr)
    print(f"{per_column * len(header) - len(missed)} changed cells found, {len(missed)} missed", file=sys.stderr)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
