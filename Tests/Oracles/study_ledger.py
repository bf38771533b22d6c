# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what was compared and what differs, and compares documents key by key."""

import math

RELATIVE, ABSOLUTE = 1e-9, 1e-12

# Records that are told apart by what they say, not by where they stand.
KEYS = {
    "distributions": ("target", "policy"), "comparisons": ("target", "policy"), "variance": ("target", "policy"),
    "effects": ("target", "policy", "parameter"), "interactions": ("target", "policy", "parameters", "levels"),
    "decompositions": ("target", "policy"), "frontiers": ("target",), "sets": ("present",), "terms": ("parameters",),
    "outliers": ("target", "policy", "world"), "families": ("id",), "changes": ("target",),
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
