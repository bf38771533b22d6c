# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to spoil a file. Each takes a generator of chance and bytes, and answers other bytes."""

import re

NUMBERS = [
    b"9223372036854775807", b"-9223372036854775808", b"9223372036854775808", b"4611686018427387904", b"2147483648",
    b"1000000", b"999999999", b"-1", b"0", b"-0", b"1", b"2", b"0.5", b"0.001", b"0.0005", b"180", b"-180", b"360",
    b"1e309", b"-1e309", b"1e300", b"1e18", b"1e-320", b"NaN", b"nan", b"inf", b"-inf", b"0x10", b"1_000", b"007", b"+5",
    b"1e5", b"99999999999999999999999999999999999999", b"1.7976931348623157e308", b"12,5", "٣".encode(),
]
TEXTS = [
    b"", b'""', b"~", b"null", b"true", b"[]", b"{}", b"[[]]", b"{a: 1}", b"- x", b"x" * 300, b"x" * 70_000, b"../../x", b"/",
    b".", b"a/b", b"AAA", b"ZZZ", b"equal", b"all", b"\x00", "é".encode(), "e\u0301".encode(), "\u202e".encode(), b"\xff\xfe",
    b"\xed\xa0\x80", b"'", b'"', b"%s%n", b"!!binary abc", b"!!int x", b"!t x", b"*a", b"&a x", b"<<", b"? x", b"|", b">-",
    b"\x1b[2J", "\u2028".encode(), b"2023-02-30", b"0000-00-00", b"9999-12-31", b"NATIONAL-AAA", b"AAA-1",
    b'"a\nb"', b'"a""b"', b'"a,b"', b"a\tb", b"\xc2\x85",
]
BYTES = [0, 9, 10, 13, 0x20, 0x22, 0x26, 0x27, 0x2A, 0x2C, 0x2D, 0x2E, 0x30, 0x39, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x7F, 0xC3, 0xFF]
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
KEY = re.compile(rb"^([ \t-]*)([A-Za-z_][\w-]*)(:)", re.MULTILINE)
INLINE_KEY = re.compile(rb"([{,] *)([A-Za-z_][\w-]*)(:)")
VALUE = re.compile(rb"(: +)([^\n]+)")
WORD = re.compile(rb"[A-Za-z_][\w-]{2,}")
JSON_TOKEN = re.compile(rb'"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[\[\]{},:]')


def substitute(chance, data, pattern, replacement, group=0):
    """Replaces one match of a pattern, chosen by chance."""
    matches = list(pattern.finditer(data))
    if not matches:
        return data
    match = chance.choice(matches)
    return data[: match.start(group)] + replacement(match) + data[match.end(group) :]


def flip_bytes(chance, data):
    data = bytearray(data or b" ")
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        place = chance.randrange(len(data))
        way = chance.randrange(4)
        if way == 0:
            data[place] = chance.choice(BYTES)
        elif way == 1:
            data[place] ^= 1 << chance.randrange(8)
        elif way == 2 and len(data) > 1:
            del data[place]
        else:
            data.insert(place, chance.choice(BYTES))
    return bytes(data)


def change_lines(chance, data):
    lines = data.splitlines(keepends=True) or [b"\n"]
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(6)
    if way == 0:
        lines.insert(other, lines[place])
    elif way == 1:
        del lines[place]
    elif way == 2:
        lines[place], lines[other] = lines[other], lines[place]
    elif way == 3:
        lines[place:place] = [lines[place]] * chance.choice([2, 20])
    elif way == 4:
        del lines[min(place, other) : max(place, other)]
    else:
        lines = lines[: place + 1]
    return b"".join(lines)


def break_indentation(chance, data):
    lines = data.splitlines(keepends=True) or [b"\n"]
    place = chance.randrange(len(lines))
    bare = lines[place].lstrip(b" \t")
    lines[place] = chance.choice([b" ", b"  ", b"    ", b"\t", b"", b"- ", b"# "]) + bare
    return b"".join(lines)


def change_number(chance, data):
    return substitute(chance, data, NUMBER, lambda _: chance.choice(NUMBERS))


def change_word(chance, data):
    def other(_):
        words = WORD.findall(data)
        return chance.choice(words) if words and chance.random() < 0.6 else chance.choice(TEXTS)

    return substitute(chance, data, WORD, other)


def change_key(chance, data):
    pattern = chance.choice([KEY, INLINE_KEY])
    way = chance.randrange(4)
    if way == 0:  # twice
        match = next(iter(chance.sample(list(pattern.finditer(data)), 1)), None) if pattern.search(data) else None
        if not match:
            return data
        end = data.find(b"\n", match.end()) if pattern is KEY else match.end()
        piece = data[match.start() : end] + (b"\n" if pattern is KEY else b" 1")
        return data[: match.start()] + piece + data[match.start() :]
    if way == 1:  # misspelt
        return substitute(chance, data, pattern, lambda match: match.group(2)[:-1] + b"x", 2)
    if way == 2:  # another key of the file
        keys = [match.group(2) for match in pattern.finditer(data)]
        return substitute(chance, data, pattern, lambda _: chance.choice(keys), 2)
    return substitute(chance, data, pattern, lambda _: chance.choice(TEXTS), 2)


def change_value(chance, data):
    values = [match.group(2) for match in VALUE.finditer(data)]

    def other(match):
        return chance.choice(
            [chance.choice(TEXTS), chance.choice(NUMBERS), chance.choice(values), b"[" + match.group(2) + b"]",
             b"{a: " + match.group(2) + b"}", b'"' + match.group(2) + b'"', match.group(2) * 2])

    return substitute(chance, data, VALUE, other, 2)


def nest_deeply(chance, data):
    depth = chance.choice([20, 200, 2_000, 100_000])
    opening, closing = chance.choice([(b"[", b"]"), (b"{a: ", b"}"), (b'{"a": ', b"}"), (b"- ", b""), (b"? ", b"")])
    piece = opening * depth + b"1" + closing * chance.choice([0, depth])
    return chance.choice([
        piece, data + b"\nnested: " + piece + b"\n", substitute(chance, data, VALUE, lambda _: piece, 2),
        b"".join(b" " * level + b"a:\n" for level in range(min(depth, 2_000)))])


def add_aliases(chance, data):
    way = chance.randrange(4)
    if way == 0:  # every level doubles the one below it
        depth = chance.choice([4, 12, 30])
        lines = [b"a0: &a0 [x, x]"] + [
            b"a%d: &a%d [*a%d, *a%d]" % (level, level, level - 1, level - 1) for level in range(1, depth)]
        bomb = b"\n".join(lines) + b"\n"
        return chance.choice([bomb + data, data + bomb, data + bomb + b"? *a%d\n: x\n" % (depth - 1), substitute(chance, bomb + data, VALUE, lambda _: b"*a%d" % (depth - 1), 2)])
    if way == 1:
        data = substitute(chance, data, VALUE, lambda match: b"&a " + match.group(2), 2)
        return substitute(chance, data, VALUE, lambda _: b"*a", 2)
    if way == 2:
        return substitute(chance, data, VALUE, lambda _: b"&a [*a]", 2)
    return data + b"\n<<: {name: x}\n"


def change_encoding(chance, data):
    way = chance.randrange(8)
    if way == 0:
        return b"\xef\xbb\xbf" + data
    if way == 1:
        return data.replace(b"\n", b"\r\n")
    if way == 2:
        return data.replace(b"\n", b"\r")
    text = data.decode("utf-8", "replace")
    if way == 3:
        return text.encode("utf-16")
    if way == 4:
        return text.encode("utf-16-le")
    if way == 5:
        return data.replace(b"e", "é".encode("latin-1"), 3)
    if way == 6:
        return data[: len(data) // 2] + b"\x00" + data[len(data) // 2 :]
    return data.replace(b"\n", "\u2028".encode())


def replace_all(chance, data):
    return chance.choice([
        b"", b"\n", b"\x00" * 10, b" ", b"---\n", b"--- a\n--- b\n", b"{}", b"[]", b"null", b"orbitshare: policy/1\n",
        b"orbitshare: scenario/1\n", b"%YAML 9.9\n---\na: b\n", b"\xef\xbb\xbf", data + data, data[: len(data) // 2],
        b"x" * 1_000_000, b"," * 10_000 + b"\n", b'"'])


def change_table(chance, data):
    """Changes a comma-separated table without regard for quotation marks."""
    rows = [line.split(b",") for line in data.split(b"\n")]
    width = len(rows[0])
    column, row = chance.randrange(width), chance.randrange(len(rows))
    way = chance.randrange(8)
    if way == 0:
        rows = [cells[:column] + cells[column + 1 :] for cells in rows]
    elif way == 1:
        rows = [cells + cells[column : column + 1] for cells in rows]
    elif way == 2:
        other = chance.randrange(width)
        for cells in rows:
            if max(column, other) < len(cells):
                cells[column], cells[other] = cells[other], cells[column]
    elif way == 3:
        rows = rows[:1]
    elif way == 4 and rows[row]:
        rows[row][min(column, len(rows[row]) - 1)] = chance.choice(TEXTS)
    elif way == 5 and rows[row]:
        rows[row][min(column, len(rows[row]) - 1)] = chance.choice(NUMBERS)
    elif way == 6:  # a whole column alike
        text = chance.choice([chance.choice(NUMBERS), chance.choice(TEXTS)])
        for cells in rows[1:]:
            if column < len(cells) and len(cells) > 1:
                cells[column] = text
    else:  # a cell of another row
        source = chance.choice(rows)
        if column < len(source) and column < len(rows[row]):
            rows[row][column] = source[column]
    return b"\n".join(b",".join(cells) for cells in rows)


def change_json(chance, data):
    matches = list(JSON_TOKEN.finditer(data))
    if not matches:
        return data
    match = chance.choice(matches)
    token = chance.choice([
        b"", match.group() * 2, chance.choice(NUMBERS), b'"' + chance.choice(NUMBERS) + b'"', b'"' + chance.choice(TEXTS) + b'"',
        b"null", b"true", b"[]", b"{}", b'""', b"[" * 50_000, chance.choice(matches).group(), chance.choice(matches).group(),
        b'"\\ud800"', b'"\\u0000"', b'"\\u12"', b'"\\'])
    return data[: match.start()] + token + data[match.end() :]


def near_number(chance, data):
    """Another number that could stand there, so that more than the readers is reached."""
    def other(match):
        number = match.group()
        if b"." in number:
            return b"%.3f" % (float(number) * chance.choice([-1, 0, 0.5, 2, 10, 0.999]))
        return str(chance.choice([0, 1, 2, 3, 10, 100, 1_000_000, int(number) + 1, int(number) - 1, -int(number)])).encode()

    return substitute(chance, data, re.compile(rb"(?<![\w.-])-?\d{1,15}(?:\.\d{1,6})?(?![\w.-])"), other)


def near_cell(chance, data):
    """A cell, or a whole column, with what another row has in this column."""
    rows = [line.split(b",") for line in data.split(b"\n")]
    below = [cells for cells in rows[1:] if len(cells) == len(rows[0])]
    if below:
        column = chance.randrange(len(rows[0]))
        text = chance.choice(below)[column]
        for cells in below if chance.random() < 0.2 else [chance.choice(below)]:
            cells[column] = text
    return b"\n".join(b",".join(cells) for cells in rows)


def delete_line(chance, data):
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        del lines[chance.randrange(1, len(lines))]
    return b"".join(lines)


def near_word(chance, data):
    """A value of one key with a value that another key of the same file has, or the same key elsewhere in it."""
    values = [match.group(2) for match in VALUE.finditer(data)]
    return substitute(chance, data, VALUE, lambda _: chance.choice(values), 2)


ANY = [flip_bytes, flip_bytes, change_lines, change_lines, change_number, change_number, change_word, change_encoding, replace_all]
YAML = ANY + [change_key, change_key, change_value, change_value, change_value, break_indentation, nest_deeply, add_aliases]
TABLE = ANY + [change_table] * 8
JSON = ANY + [change_json] * 8 + [nest_deeply]

# Ways that leave most files readable.
GENTLE = {".yaml": [near_number, near_number, near_word, delete_line], ".csv": [near_number, near_cell, near_cell, delete_line],
          ".json": [near_number], ".lp": [near_number, delete_line], ".mps": [near_number, delete_line]}


def ways(name, is_gentle):
    """The mutations that suit a file of this name."""
    if is_gentle:
        return GENTLE.get(name[name.rfind("."):], ANY)
    if name.endswith((".yaml", ".yml")):
        return YAML
    if name.endswith(".csv"):
        return TABLE
    if name.endswith(".json"):
        return JSON
    return ANY


def mutate(chance, name, data):
    """Spoils the bytes of a file in one to four ways; answers them with the ways' names."""
    taken, is_gentle = [], chance.random() < 0.4
    for _ in range(chance.choice([1, 1, 1, 2, 2, 4])):
        way = chance.choice(ways(name, is_gentle))
        taken.append(way.__name__)
        data = way(chance, data)
    return data, taken
