# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what stands twice against itself: figures' tables and the document, export/ and the store, plan and runs."""

import csv
import glob
import os
import sqlite3

from study_inputs import read

NUMBER_COLUMNS = {
    "causes": "value lower upper share share_lower share_upper", "effects": "worlds mean lower upper",
    "differences": "worlds difference lower upper p p_adjusted patterns greater equal less d_z",
    "distribution": "worlds undefined mean lower upper standard_deviation " + " ".join("q%d" % p for p in range(0, 101, 5)),
    "interactions": "worlds mean", "variance": "share lower upper",
    "frontier": "efficiency equity undominated_worlds worlds",
}


def fields(name, own, ends=("lower", "upper")):
    """An estimate as three cells."""
    interval = (own or {}).get("interval") or {}
    return {name: (own or {}).get("value"), ends[0]: interval.get("lower"), ends[1]: interval.get("upper")}


def rows_of(kind, grid, target):
    """The rows that a figure's table must have, from the document."""
    shares = ("share_lower", "share_upper")
    rows = []
    if kind == "distribution":
        for own in grid["distributions"]:
            if own["target"] == target and own["count"]:
                rows.append(
                    {"policy": own["policy"], "worlds": own["count"], "undefined": own["undefined"],
                     "standard_deviation": own.get("standard_deviation")} | fields("mean", own.get("mean"))
                    | {"q%d" % (5 * i): q for i, q in enumerate(own["quantiles"])})
    elif kind == "differences":
        for own in grid["comparisons"]:
            if own["target"] == target:
                rows.append(
                    {"policy": own["policy"], "worlds": own["count"], "p": own["p_value"],
                     "p_adjusted": own.get("adjusted_p_value"), "patterns": own["patterns"], "exact": own["is_exact"],
                     "greater": own["greater"], "equal": own["equal"], "less": own["less"],
                     "d_z": own.get("standardised_mean")} | fields("difference", own["difference"]))
    elif kind == "effects":
        rows = [
            {"policy": own["policy"], "parameter": own["parameter"], "level": own["level"], "worlds": own["count"]}
            | fields("mean", own["mean"]) for own in grid["effects"] if own["target"] == target]
    elif kind == "interactions":
        rows = [
            {"policy": own["policy"], "first": own["parameters"][0], "second": own["parameters"][1],
             "first_level": own["levels"][0], "second_level": own["levels"][1], "worlds": own["count"], "mean": own["mean"]}
            for own in grid["interactions"] if own["target"] == target]
    elif kind == "variance":
        for own in grid["variance"]:
            if own["target"] == target:
                head = {"policy": own.get("policy"), "method": own["method"]}
                rows += [head | {"source": " × ".join(t["parameters"])} | fields("share", t["share"]) for t in own["terms"]]
                rows += [head | {"source": name} | fields("share", {"value": own[name]})
                         for name in ("higher", "seeds", "remainder")]
    elif kind == "causes":
        for own in grid["decompositions"]:
            if own["target"] == target:
                def row(kind, name, value, share):
                    return {"policy": own["policy"], "kind": kind, "name": name} | fields("value", value) | fields(
                        "share", share, shares)
                rows.append(row("whole", "", own["whole"], {"value": 1}))
                rows += [row("cause", c["parameter"], c["part"], c.get("share")) for c in own["causes"]]
                rows.append(row("rest", "", own["rest"], own.get("rest_share")))
                rows += [row("set", " + ".join(s["present"]), s["value"], None) for s in own["sets"]]
    elif kind == "frontier":
        for own in grid["frontiers"]:
            if own["target"] == target and len(own["policies"]) > 1:
                rows += [
                    {"kind": "mean", "policy": p["policy"], "identity": "", "efficiency": p["efficiency"],
                     "equity": p["equity"], "undominated": p["is_undominated"], "worlds": p["worlds"],
                     "undominated_worlds": p["undominated_worlds"]} for p in own["policies"]]
                for name, unbeaten in (("runs", True), ("cloud", False)):
                    rows += [
                        {"kind": "run", "policy": grid["policies"][r["policy"]], "identity": r["identity"],
                         "efficiency": r["efficiency"], "equity": r["equity"], "undominated": unbeaten,
                         "undominated_worlds": None, "worlds": None} for r in own[name]]
    return rows


def is_drawn(kind, grid, rows, reference):
    """Whether there is anything to see: effects need two levels of a factor, interactions of both, under the policy drawn."""
    policy = reference if reference in grid["policies"] else grid["policies"][0]
    levels = {}
    for row in rows:
        if kind == "effects":
            levels.setdefault(row["parameter"], (set(),))[0].add(row["level"])
        elif kind == "interactions" and row["policy"] == policy:
            for own, level in zip(levels.setdefault((row["first"], row["second"]), (set(), set())), (
                    row["first_level"], row["second_level"])):
                own.add(level)
    return kind not in ("effects", "interactions") or any(all(len(s) > 1 for s in own) for own in levels.values())


def same(cell, expected):
    if expected is None or expected == "":
        return cell == ""
    if isinstance(expected, bool):
        return cell == str(expected).lower()
    if isinstance(expected, str):
        return cell == expected
    try:
        # A table has the document's own number: the shortest text that reads back the same.
        return float(cell) == float(expected)
    except ValueError:
        return False


def figures(directory, document, ledger):
    """Every figure's table, cell by cell; which figures there must be follows from the records."""
    expected = {}
    for number, grid in enumerate(document["grids"], 1):
        for target, own in enumerate(document["targets"]):
            for kind in NUMBER_COLUMNS:
                if kind in ("effects", "interactions") and target not in document["study"]["primary"]:
                    continue
                rows = rows_of(kind, grid, target)
                if not is_drawn(kind, grid, rows, document["study"]["reference"]):
                    continue
                if rows:
                    names = "-".join(own[key].replace("_", "-") for key in ("measure", "population", "entitlement"))
                    expected["g%d-%s-%s" % (number, kind, names.lower())] = kind, rows
    present = {os.path.basename(p)[:-4] for p in glob.glob(os.path.join(directory, "figures", "*.csv"))}
    drawn = {os.path.basename(p)[:-4] for p in glob.glob(os.path.join(directory, "figures", "*.svg"))}
    for name in sorted(present ^ set(expected)):
        ledger.differ("figures/%s.csv" % name, "is there for no record" if name in present else "is missing")
    for name in sorted(present ^ drawn):
        ledger.differ("figures/" + name, "has no " + ("drawing" if name in present else "table"))
    for name in sorted(present & set(expected)):
        kind, rows = expected[name]
        path = os.path.join(directory, "figures", name + ".csv")
        # Differences stand by size, as drawn; everything else in the document's order.
        written = read(path)
        if kind == "differences":
            written, rows = (sorted(own, key=lambda row: row["policy"]) for own in (written, rows))
        ledger.check("figures/%s.csv" % name, "number of rows", len(written), len(rows))
        for i, (row, own) in enumerate(zip(written, rows), 1):
            if set(row) != set(own) | ({"q%d" % p for p in range(0, 101, 5)} if kind == "distribution" else set()):
                ledger.differ("figures/%s.csv" % name, "columns %s" % list(row))
                break
            for column, cell in row.items():
                ledger.count("figures" if column in NUMBER_COLUMNS[kind].split() else None)
                if not same(cell, own.get(column)):
                    ledger.differ("figures/%s.csv" % name, "row %d, %s is `%s`, the document has %s" % (
                        i, column, cell, own.get(column)))


def store_of(directory):
    """The store, read in a way that leaves no trace beside it where nothing waits in its log."""
    path = os.path.abspath(os.path.join(directory, "study.sqlite"))
    waits = os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0
    for sign, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(sign, code)
    return sqlite3.connect("file:%s?%s" % (path, "mode=ro" if waits else "immutable=1"), uri=True)


def as_cell(value):
    return "" if value is None else value


def equal_row(row, own):
    for cell, value in zip(row, own):
        if isinstance(value, float):
            if cell == "" or float(cell) != value:
                return False
        elif cell != str(as_cell(value)):
            return False
    return len(row) == len(own)


TABLES = {
    "measures": (
        "identity,measure,population,entitlement,group,status,value",
        "SELECT identity, measure, population, entitlement, group_name, status, value FROM measured WHERE identity = ?",
        lambda row: row[:5]),
    "claims": (
        "identity,number,stage,objective,strength,value,bound",
        "SELECT runs.identity, claims.number, stage, objective, strength, value, bound FROM claims "
        "JOIN runs ON runs.number = claims.run WHERE identity = ?",
        lambda row: (row[0], int(row[1]))),
    "decisions": (
        "identity,network,outcome,position_millidegrees,first_channel,reason",
        "SELECT identity, network, outcome, position_millidegrees, first_channel, reason FROM decided WHERE identity = ?",
        lambda row: row[:2]),
    "failures": (
        "identity,kind,message",
        "SELECT identity, kind, message FROM failures JOIN runs ON runs.number = failures.run WHERE identity = ?",
        lambda row: row[:1]),
}


def by_identity(path, ledger, header):
    """Rows of a table, in groups of neighbours with one identity."""
    with open(path, newline="", encoding="utf-8") as file:
        table = csv.reader(file)
        first = next(table, [])
        ledger.check("export/" + os.path.basename(path), "columns", ",".join(first), header)
        own = []
        for row in table:
            if own and row[0] != own[0][0]:
                yield own[0][0], own
                own = []
            own.append(row)
        if own:
            yield own[0][0], own


def store(directory, ledger):
    """Every row of export/ against the store's, run by run."""
    connection = store_of(directory)
    runs = {row[0]: row[1:] for row in connection.execute("SELECT identity, status, proof, digest FROM runs")}
    places = connection.execute(
        "SELECT number, world, grid, scenario, register, point, seed, policy, identity FROM places ORDER BY number").fetchall()
    factors = {}
    for grid, point, parameter, value in connection.execute("SELECT grid, point, parameter, value FROM points"):
        factors.setdefault((grid, point), {})[parameter] = value
    exported = read(os.path.join(directory, "export", "runs.csv"))
    ledger.check("export/runs.csv", "number of rows", len(exported), len(places))
    fixed = "place world grid scenario register point seed policy identity status proof digest".split()
    for row, place in zip(exported, places):
        ledger.count("store")
        # Places, worlds and points count from 0 in the store and from 1 in the table.
        own = (place[0] + 1, place[1] + 1) + place[2:5] + (place[5] + 1,) + place[6:] + runs.get(place[8], ("", "", ""))
        settings = {name: value for name, value in row.items() if name not in fixed and value != ""}
        if not equal_row([row[name] for name in fixed], own) or settings != factors.get((place[2], place[5]), {}):
            ledger.differ("export/runs.csv", "place %s is not the store's" % row["place"])
    wanted = list(dict.fromkeys(place[8] for place in places if place[8] in runs))
    for name, (header, query, key) in TABLES.items():
        path, seen = os.path.join(directory, "export", name + ".csv"), set()
        for identity, rows in by_identity(path, ledger, header):
            own = connection.execute(query, (identity,)).fetchall()
            ledger.count("store", len(rows))
            if identity in seen or identity not in runs:
                ledger.differ("export/%s.csv" % name, "run %s stands twice, or is not in the store" % identity)
            seen.add(identity)
            rows, own = sorted(rows, key=key), sorted(own, key=key)
            pairs = list(zip(rows, own))
            wrong = next((i for i, (row, other) in enumerate(pairs) if not equal_row(row, other)), None)
            if wrong is not None or len(rows) != len(own):
                ledger.differ("export/%s.csv" % name, "run %s: %s" % (identity, "%d rows, the store has %d" % (
                    len(rows), len(own)) if wrong is None else "`%s`, the store has %s" % (
                        ",".join(rows[wrong]), list(own[wrong]))))
        for identity in wanted:
            if identity not in seen and connection.execute(query, (identity,)).fetchone() is not None:
                ledger.differ("export/%s.csv" % name, "lacks run %s, which the store has" % identity)
    counts = {}
    for place in places:
        own = counts.setdefault(place[2], {"planned": 0, "done": 0, "failed": 0})
        own["planned"] += 1
        status = runs.get(place[8], ("missing",))[0]
        own[status] = own.get(status, 0) + 1
    connection.close()
    return counts


def counts(study, document, stored, ledger):
    """Planned, done and failed by grid: by the study file, in the tables, in the store and in the document."""
    for grid, record in zip(study.grids, document["grids"]):
        own, where = stored.get(grid.name, {}), "grid %s" % grid.name
        ledger.number(where, "places in export/runs.csv", len(grid.places), grid.planned)
        ledger.number(where, "places in the store", own.get("planned", 0), grid.planned)
        places = [(r["scenario"], r["register"], int(r["point"]), int(r["seed"]), r["policy"]) for r in grid.places]
        wrong = sum(1 for one, other in zip(places, grid.plan()) if one != other)
        ledger.number(where, "places in export/runs.csv with another world or policy than planned", wrong, 0)
        ledger.number(where, "worlds in export/runs.csv", len({r["world"] for r in grid.places}), grid.worlds_planned)
        for status in ("done", "failed"):
            ledger.number(where, status + " in the store", own.get(status, 0), record[status])
    ledger.check("export/runs.csv", "grids that the study doesn't have", study.strangers, [])
