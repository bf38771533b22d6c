#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recomputes figures of a result directory from its allocation and the register's tables.

usage: recompute.py RESULT_DIRECTORY REGISTER_DIRECTORY_OR_ADMINISTRATIONS_CSV
                    [--holding channels|networks|kilohertz] [--organisations-apart]

What holdings are counted in, and for whom, is read from results.json unless it is said here. Counts, holdings and
standing of results.json need the register's directory, for the longitudes and procedures of its networks.csv.

Python 3, standard library only; shares nothing with the program. Prints every difference and exits 1 if there is any.
"""

import argparse
import csv
import json
import math
import os
import sys
from fractions import Fraction

RELATIVE, ABSOLUTE = 1e-9, 1e-12


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cell(row, *names):
    """The first column that the table has under one of several names."""
    for name in names:
        if name in row:
            return row[name].strip()
    return ""


def flag(text):
    return text.lower() in ("1", "true", "yes", "y")


def table(path, name):
    """The path of a register's table; nothing where there is none."""
    inside = [os.path.join(path, name), os.path.join(path, "data", name)]
    return next((candidate for candidate in inside if os.path.exists(candidate)), None)


def administrations(path):
    if os.path.isdir(path):
        path = table(path, "administrations.csv")
    found = {}
    for row in read(path):
        inhabitants = cell(row, "population", "inhabitants")
        groups = {"all"}
        for name, columns in (
            ("LDC", ("ldc", "is_ldc", "least_developed")),
            ("LLDC", ("lldc", "is_lldc", "landlocked_developing")),
            ("SIDS", ("sids", "is_sids", "small_island_developing")),
        ):
            if flag(cell(row, *columns)):
                groups.add(name)
        income = cell(row, "income_group", "income")
        if income:
            groups.add("income:" + income)
        groups.add("region:" + cell(row, "itu_region", "region"))
        found[cell(row, "symbol", "administration", "itu_symbol")] = {
            "inhabitants": int(float(inhabitants)) if inhabitants else None,
            "groups": groups,
            "is_member": flag(cell(row, "member_state", "is_member_state") or "true"),
        }
    return found


def milli_degrees(text):
    return int(Fraction(text) * 1000)


def networks(path):
    """Filed longitude and procedure of the register's networks; none where only administrations are known."""
    path = table(path, "networks.csv") if os.path.isdir(path) else None
    return {} if path is None else {
        row["identifier"]: {
            "longitude": milli_degrees(row["longitude_deg"]) if row["longitude_deg"].strip() else None,
            "is_planned": row["procedure"].strip() == "planned",
        } for row in read(path)
    }


def figures(people, population):
    """Figures of a group; people are (holding, entitlement, networks, channels, requests)."""
    result = {
        "granted_networks": sum(p[2] for p in people),
        "granted_channels": sum(p[3] for p in people),
        "granted_administrations": sum(1 for p in people if p[2]),
    }
    asked = sum(p[4] for p in people)
    result["served_share"] = Fraction(result["granted_networks"], asked) if asked else None
    result["share_with_nothing"] = Fraction(sum(1 for p in people if not p[0]), len(people)) if people else None
    total, owed = sum(p[0] for p in people), sum(p[1] for p in people)
    everything, everybody = sum(p[0] for p in population), sum(p[1] for p in population)
    result["parity_ratio"] = Fraction(total, everything) / Fraction(owed, everybody) if everything and owed else None
    indices = "gini theil_t mld ge2 atkinson_0.5 atkinson_1 hoover jain cv hhi palma ratio_20_20 min_ratio nash_welfare"
    if not total:
        result.update(dict.fromkeys(indices.split()))
        return result
    shares = sorted(
        ((Fraction(p[0], total), Fraction(p[1], owed)) for p in people), key=lambda share: share[0] / share[1])

    def held(part):
        """The Lorenz curve, exactly."""
        below = under = Fraction(0)
        for share, weight in shares:
            if part <= below + weight:
                return under + share * (part - below) / weight
            below, under = below + weight, under + share
        return Fraction(1)

    gini, under = Fraction(1), Fraction(0)
    for share, weight in shares:
        gini -= weight * (2 * under + share)
        under += share
    result["gini"] = gini
    result["hoover"] = sum(abs(share - weight) for share, weight in shares) / 2
    result["hhi"] = sum(share * share for share, _ in shares)
    variation = sum(share * share / weight for share, weight in shares) - 1
    result["ge2"] = variation / 2
    result["cv"] = math.sqrt(variation)
    result["jain"] = 1 / (1 + variation)
    result["theil_t"] = math.fsum(s * math.log(s / q) for s, q in shares if s)
    result["atkinson_0.5"] = 1 - math.fsum(math.sqrt(s * q) for s, q in shares) ** 2
    result["min_ratio"] = shares[0][0] / shares[0][1]
    result["palma"] = (1 - held(Fraction(9, 10))) / held(Fraction(2, 5)) if held(Fraction(2, 5)) else None
    result["ratio_20_20"] = (1 - held(Fraction(4, 5))) / held(Fraction(1, 5)) if held(Fraction(1, 5)) else None
    if shares[0][0] == 0:
        result.update({"mld": math.inf, "atkinson_1": 1, "nash_welfare": 0})
    else:
        deviation = math.fsum(q * math.log(q / s) for s, q in shares)
        result.update(
            {"mld": deviation, "atkinson_1": -math.expm1(-deviation), "nash_welfare": math.exp(-deviation)})
    return result


def matches(expected, text, status):
    if expected is None:
        return status == "undefined"
    if expected == math.inf:
        return status == "infinite"
    if status != "value":
        return False
    try:
        value = float(text)
    except ValueError:
        return False
    return abs(value - float(expected)) <= RELATIVE * max(abs(value), abs(float(expected))) + ABSOLUTE


def compare(rows, states, tables, apart, holding, differences):
    """Holds every figure that is known here against the table's."""
    computed, count = {}, 0
    for row in rows:
        key = (row["policy"], row["population"], row["entitlement"])
        if key[0] not in tables:
            differences.append("metrics.csv names the unknown policy %s" % key[0])
            continue
        if key not in computed:
            computed[key] = people(tables[key[0]], states, key[1], key[2], apart, holding)
        members = computed[key]
        group = row["group"]
        if (key, group) not in computed:
            inside = [member for symbol, member in members if group in states[symbol]["groups"]]
            computed[key, group] = figures(inside, [member for _, member in members])
        expected = computed[key, group]
        if row["metric"] not in expected:
            continue
        count += 1
        if not matches(expected[row["metric"]], row["value"], row["status"]):
            value = expected[row["metric"]]
            differences.append("%s %s: %s is `%s` (%s), recomputed %s" % (
                " ".join(key), group, row["metric"], row["value"], row["status"],
                "undefined" if value is None else float(value)))
    return count


def weight(row, holding):
    """What a grant adds to a holding: a number of channels, one, or channels times the band's width."""
    if holding == "networks":
        return 1
    return int(row["channels"]) * (1 if holding == "channels" else holding[row["band"]])


def people(rows, states, population, entitlement, apart, holding):
    """Members of a population, each with what it holds."""
    sums = {symbol: [0, 0, 0, 0] for symbol in states}
    filers = set()
    for row in rows:
        symbol = row["administration"]
        if symbol not in sums or (apart and row["organisation"]):
            continue
        entry = sums[symbol]
        entry[3] += 1
        if row["network"] != "NATIONAL-" + symbol:
            filers.add(symbol)
        if row["outcome"] == "granted":
            entry[0] += weight(row, holding)
            entry[1] += 1
            entry[2] += int(row["channels"])
    members = []
    for symbol, (held, networks, channels, requests) in sorted(sums.items()):
        share = 1 if entitlement == "equal" else states[symbol]["inhabitants"]
        if share and (symbol in filers if population == "filers" else states[symbol]["is_member"]):
            members.append((symbol, (held, share, networks, channels, requests)))
    return members


def is_national(row):
    return row["network"] == "NATIONAL-" + row["administration"]


def summary_figures(summary, name):
    """The measures of every policy, as rows of metrics.csv."""
    for policy in summary["policies"]:
        for measure in policy[name]:
            yield {name: measure[name] for name in ("population", "entitlement", "group", "status")} | {
                "policy": policy["id"], "metric": measure["id"],
                "value": "" if measure.get("value") is None else str(measure["value"])}


def counts(rows, filed):
    """Counts of one policy; the displacement only of networks whose filed longitude the register has."""
    granted = [row for row in rows if row["outcome"] == "granted"]
    refused = [row for row in rows if row["outcome"] == "refused"]
    reasons = {}
    for row in refused:
        reasons[row["reason"]] = reasons.get(row["reason"], 0) + 1
    national = sum(1 for row in granted if is_national(row))
    at_home = sum(1 for row in granted if row["reason"] == "as-filed")
    result = {
        "requests": len(rows), "granted": len(granted), "refused": len(refused), "granted_national": national,
        "granted_filed": len(granted) - national, "granted_as_filed": at_home, "granted_moved": len(granted) - at_home,
        "requested_channels": sum(int(row["channels"]) for row in rows),
        "granted_channels": sum(int(row["channels"]) for row in granted),
        "refused_by_reason": reasons,
    }
    distance, unknown = 0, False
    for row in granted:
        if row["network"] in filed:
            apart = abs(milli_degrees(row["position_deg"]) - filed[row["network"]]["longitude"]) % 360000
            distance += min(apart, 360000 - apart)
            if (min(apart, 360000 - apart) == 0) != (row["reason"] == "as-filed"):
                unknown = True
        elif row["reason"] != "as-filed":
            unknown = True
    if not unknown:
        result["total_displacement_milli_degrees"] = distance
    return result


def holdings(rows, states, apart, holding):
    """What every administration holds, and how much of it from filings."""
    names = ("networks", "channels", "holding", "filed_networks", "filed_holding")
    result = {symbol: dict.fromkeys(names, 0) for symbol in states}
    for row in rows:
        if row["outcome"] != "granted" or (apart and row["organisation"]):
            continue
        entry = result[row["administration"]]
        entry["networks"] += 1
        entry["channels"] += int(row["channels"])
        entry["holding"] += weight(row, holding)
        if not is_national(row):
            entry["filed_networks"] += 1
            entry["filed_holding"] += weight(row, holding)
    return [{"administration": symbol} | entry for symbol, entry in sorted(result.items())]


def standing(rows, states, apart, counts_row):
    """How many member States were served, refused, or never asked."""
    asked, served = set(), set()
    for row in rows:
        if counts_row(row) and not (apart and row["organisation"]):
            asked.add(row["administration"])
            if row["outcome"] == "granted":
                served.add(row["administration"])
    members = {symbol for symbol, state in states.items() if state["is_member"]}
    return {
        "served": len(members & served), "refused": len(members & (asked - served)),
        "never_asked": len(members - asked)}


def compare_summary(summary, states, filed, tables, apart, holding, differences):
    """Holds counts, holdings and standing against the allocation."""
    count = 0

    def check(policy, name, written, expected):
        nonlocal count
        count += 1
        if written != expected:
            differences.append("%s: %s is %s, recomputed %s" % (policy, name, written, expected))

    if [policy["id"] for policy in summary["policies"]] != list(tables):
        differences.append("results.json has other policies than allocation.csv")
        return count
    for policy in summary["policies"]:
        name, rows = policy["id"], tables[policy["id"]]
        written = dict(policy["counts"])
        written["refused_by_reason"] = {entry["reason"]: entry["count"] for entry in written["refused_by_reason"]}
        for key, expected in counts(rows, filed).items():
            check(name, key, written.get(key), expected)
        written = policy["holdings"]
        expected = holdings(rows, states, apart, holding)
        check(name, "list of holdings", [entry["administration"] for entry in written], sorted(states))
        for entry, other in zip(written, expected):
            check(name, "holding of " + other["administration"], entry, other)
        kinds = {"with_latecomers": lambda row: True, "without_latecomers": lambda row: not is_national(row)}
        if any(network["is_planned"] for network in filed.values()):
            kinds["outside_plans"] = lambda row: row["network"] in filed and not filed[row["network"]]["is_planned"]
        for kind, counts_row in kinds.items():
            check(name, "standing " + kind, policy["standing"].get(kind), standing(rows, states, apart, counts_row))
    return count


def main():
    parser = argparse.ArgumentParser(description="Recomputes the figures of a result.")
    parser.add_argument("result", help="result directory")
    parser.add_argument("register", help="register directory or administrations.csv")
    parser.add_argument("--holding", choices=("channels", "networks", "kilohertz"))
    parser.add_argument("--organisations-apart", action="store_true")
    arguments = parser.parse_args()
    states, filed = administrations(arguments.register), networks(arguments.register)
    tables = {}
    for row in read(os.path.join(arguments.result, "allocation.csv")):
        tables.setdefault(row["policy"], []).append(row)
    summary = None
    if os.path.exists(os.path.join(arguments.result, "results.json")):
        with open(os.path.join(arguments.result, "results.json"), encoding="utf-8") as file:
            summary = json.load(file)
    scenario = summary["scenario"] if summary else {}
    apart = arguments.organisations_apart or scenario.get("attribution") == "organisations-apart"
    holding = arguments.holding or scenario.get("holding_unit", "channels")
    if holding == "kilohertz":
        holding = {band["id"]: band["channel_bandwidth_kilohertz"] for band in scenario["bands"]}
    differences = []
    rows = read(os.path.join(arguments.result, "metrics.csv"))
    count = compare(rows, states, tables, apart, holding, differences)
    if summary:
        rows = list(summary_figures(summary, "measures"))
        count += compare(rows, states, tables, apart, holding, differences)
        filings = {name: [row for row in rows if not is_national(row)] for name, rows in tables.items()}
        rows = list(summary_figures(summary, "measures_without_latecomers"))
        count += compare(rows, states, filings, apart, holding, differences)
        count += compare_summary(summary, states, filed, tables, apart, holding, differences)
    if not count:
        differences.append("no figure was found to recompute")
    for difference in differences:
        print(difference)
    print("%d figures recomputed, %d differences" % (count, len(differences)), file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
