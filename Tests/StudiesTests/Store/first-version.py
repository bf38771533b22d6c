#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes first-version.sql: a store of the first version of the schema with one run. The digests are worked out here as
# TheStore describes them, by code that shares nothing with the program.
MASK = (1 << 64) - 1


def scramble(word):
    word = (word + 0x9E3779B97F4A7C15) & MASK
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    return word ^ (word >> 31)


def fnv(text, bits):
    offset, prime = {
        64: (0xCBF29CE484222325, 0x100000001B3),
        128: (0x6C62272E07BB014262B821756295C58D, 0x0000000001000000000000000000013B),
    }[bits]
    for byte in text.encode():
        offset = ((offset ^ byte) * prime) % (1 << bits)
    return offset


def digest(table, *fields):
    bits = scramble(table)
    for field in fields:
        words = [fnv(field, 64), len(field.encode())] if isinstance(field, str) else [field & MASK]
        for word in words:
            bits = scramble(bits ^ word)
    return bits


def double(value):
    import struct
    return struct.unpack("<Q", struct.pack("<d", value))[0]


key = '{"edition":1,"policy":{"digest":"1f","settings":{}}}'
identity = f"{fnv(key, 128):032x}"
name = ("gini", "member_states", "equal", "all")
measures = digest(1, fnv("\x1f".join(name), 64), double(0.25), 0)
claim = (0, "grant", "granted-networks", "optimal", 5, 1, 5)  # a bound that is there
decision = ("NET-1", "granted", 13000, None, "first in order")
others = (digest(2, *claim) + digest(3, "NET-1", "granted", 1, 13000, 0, 0, "first in order")) & MASK
# A certificate that isn't there: 0 for its hash, then "missing" (0) and 0.
head = digest(4, identity, key, 1, "optimal", 0, 0, 0)
whole = digest(0, measures, others, head)
key_hash = digest(5, key)
key_hash -= (key_hash >> 63) << 64

print(open(__file__.replace("first-version.py", "first-version-tables.txt")).read(), end="")
print(f"""INSERT INTO study VALUES (1, 'made-up', '0', 1, 1);
INSERT INTO runs VALUES (1, '{identity}', 'done', 'optimal', '{measures:016x}', '{whole:016x}', {key_hash}, '{key}');
INSERT INTO measure_names VALUES (1, 'gini', 'member_states', 'equal', 'all');
INSERT INTO measures VALUES (1, 1, 0.25, 0);
INSERT INTO claims VALUES (1, 0, 'grant', 'granted-networks', 'optimal', 5, 5);
INSERT INTO request_names VALUES (1, 'NET-1');
INSERT INTO words VALUES (1, 'granted'), (2, 'first in order');
INSERT INTO allocations VALUES (1, 1, 1, 13000, NULL, 2);
INSERT INTO effort VALUES (1, 0.5, 3, 5);
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('first');
PRAGMA application_id = {0x4F534854};""")
