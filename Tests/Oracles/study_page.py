# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the numbers in the tables of report.html against study-results.json, as far as they are shown."""

import os
import re
from html.parser import HTMLParser

NUMBER = re.compile(r"([-−+]?\d+(?:[,\u202f\u2009\u00a0]\d{3})*(?:\.\d+)?)([\u00a0 ]%|[\u00a0 ]points)?")


class Page(HTMLParser):
    """Tables with their section, caption and rows; a row is a heading and the texts of its cells."""

    def __init__(self):
        super().__init__()
        self.tables, self.section, self.place = [], "", None

    def handle_starttag(self, tag, attributes):
        if tag == "section":
            self.section = dict(attributes).get("id", "")
        elif tag == "table":
            self.tables.append({"section": self.section, "caption": "", "columns": [], "rows": []})
        elif self.tables and tag in ("caption", "th", "td"):
            own = self.tables[-1]
            scope = dict(attributes).get("scope")
            if tag == "th" and scope == "col":
                own["columns"].append("")
            elif tag == "th":
                own["rows"].append([""])
            elif tag == "td" and own["rows"]:
                own["rows"][-1].append("")
            self.place = "caption" if tag == "caption" else "columns" if scope == "col" else "rows"

    def handle_endtag(self, tag):
        if tag in ("caption", "th", "td"):
            self.place = None

    def handle_data(self, text):
        if self.place == "caption":
            self.tables[-1]["caption"] += text
        elif self.place == "columns":
            self.tables[-1]["columns"][-1] += text
        elif self.place == "rows" and self.tables[-1]["rows"]:
            self.tables[-1]["rows"][-1][-1] += text


def shown(text):
    """Numbers of a cell, with half a unit of the last place that is shown; per cent become shares."""
    found = []
    for match in NUMBER.finditer(text):
        digits = re.sub(r"[,\u202f\u2009\u00a0]", "", match.group(1)).replace("−", "-")
        half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
        scale = 0.01 if match.group(2) else 1.0
        found.append((float(digits) * scale, half * scale))
    return found


def ends(own):
    interval = (own or {}).get("interval")
    return [interval["lower"], interval["upper"]] if interval else []


def value(own):
    return [] if own is None else [own["value"]]


def rest(record):
    """What a record has beside its terms: of drawn points nothing is said of three parameters and more."""
    names = ("higher", "seeds", "remainder") if record["method"] == "factorial" else ("seeds", "remainder")
    return [[record[name]] for name in names]


def kinds(document, grid):
    """Tables of a grid in the page's order: what their rows must show, by heading, cell by cell."""
    targets = document["targets"]

    def by_target(records):
        return [[r for r in records if r["target"] == t] for t in sorted({r["target"] for r in records})]

    for own in by_target(grid["distributions"]):
        rows = []
        for r in own:
            q = r["quantiles"]
            rows.append((r["policy"], [
                [r["count"]] + ([r["undefined"]] if r["undefined"] else []), value(r.get("mean")), ends(r.get("mean")),
                q[10:11], [q[5], q[15]] if q else [], q[:1], q[20:]]))
        yield "distribution", rows
    for own in by_target(grid["comparisons"]):
        rows = []
        for r in own:
            # Where neither way is better the page shows less and greater.
            less_first = targets[r["target"]]["direction"] in ("lower-is-fairer", "neutral")
            sides = (r["less"], r["greater"]) if less_first else (r["greater"], r["less"])
            adjusted, effect = r.get("adjusted_p_value"), r.get("standardised_mean")
            rows.append((r["policy"], [
                value(r["difference"]), ends(r["difference"]), [r["p_value"]], [] if adjusted is None else [adjusted],
                [sides[0], r["equal"], sides[1]], [] if effect is None else [effect]]))
        yield "difference", rows
    for target in sorted({change["target"] for family in grid["families"] for change in family["changes"]}):
        rows = []
        for family, own in ((f, c) for f in grid["families"] for c in f["changes"] if c["target"] == target):
            rules = len(family["policies"])
            rows.append(("%s %d rule%s" % (family["title"], rules, "" if rules == 1 else "s"), [
                value(own["difference"]), ends(own["difference"]), ([own["least"]], own["least_policy"]),
                ([own["greatest"]], own["greatest_policy"])]))
        yield "families", rows
    for own in by_target(grid["variance"]):
        together = [r for r in own if r.get("policy") is None]
        apart = [r for r in own if r.get("policy") is not None]
        for r in together:
            cells = [value(t["share"]) + ends(t["share"]) for t in r["terms"]] + rest(r)
            yield "variance, all", [(None, [cell]) for cell in cells]
        if apart:
            yield "variance", [(r["policy"], [value(t["share"]) + ends(t["share"]) for t in r["terms"]] + rest(r) + [
                [r["standard_deviation"]]]) for r in apart]
    for own in by_target(grid["decompositions"]):
        yield "causes", [
            (r["policy"], [value(r["whole"]) + ends(r["whole"])]
             + [value(c["part"]) + ends(c["part"]) + value(c.get("share")) for c in r["causes"]]
             + [value(r["rest"]) + ends(r["rest"]) + value(r.get("rest_share"))]) for r in own]
    for own in grid["frontiers"]:
        if len(own["policies"]) > 1:
            yield "frontier", [(p["policy"], [
                [p["efficiency"]], [p["equity"]], "yes" if p["is_undominated"] else "no",
                [p["undominated_worlds"], p["worlds"]]]) for p in own["policies"]]


def kind_of(caption):
    for start, kind in (("Difference from", "difference"), ("Shares of variance over", "variance, all"),
                        ("Shares of variance by", "variance"), ("What families of rules change", "families"), ("What ", "causes")):
        if caption.startswith(start):
            return kind
    return "frontier" if " against " in caption else "distribution"


def close(text, expected, kind):
    if isinstance(expected, str):
        return text == expected
    if isinstance(expected, tuple):
        # A number with a name below it.
        expected, name = expected
        if not text.endswith(" " + name):
            return False
        text = text[:-len(name)]
    found = shown(text)
    if len(found) != len(expected):
        return False
    for i, ((number, half), own) in enumerate(zip(found, expected)):
        if text.startswith("<") and i == 0:
            if own >= number:
                return False
            continue
        # Shares of causes are shown with one decimal, without a zero at the end.
        if kind == "causes" and i == len(found) - 1 and text.endswith("%"):
            half = 0.0005
        if abs(number - own) > half * (1 + 1e-6) + 1e-12:
            return False
    return True


def tables(directory, document, ledger):
    """Every number in the tables of a grid, and the runs listed as far from the others or without a result."""
    page = Page()
    with open(os.path.join(directory, "report.html"), encoding="utf-8") as file:
        page.feed(file.read())
    for number, grid in enumerate(document["grids"], 1):
        where = "report.html, grid " + grid["name"]
        own = [t for t in page.tables if t["section"] == "grid-%d" % number]
        expected = list(kinds(document, grid))
        for kind in ("distribution", "difference", "families", "variance, all", "variance", "causes", "frontier"):
            written = [t for t in own if kind_of(t["caption"]) == kind]
            wanted = [rows for name, rows in expected if name == kind]
            ledger.check(where, "tables of " + kind, len(written), len(wanted))
            for table, rows in zip(written, wanted):
                ledger.check(where, "rows of `%s`" % table["caption"], len(table["rows"]), len(rows))
                for row, (heading, cells) in zip(table["rows"], rows):
                    if heading is not None and row[0] != heading or len(row) - 1 != len(cells):
                        ledger.differ(where, "`%s`: row `%s` is not that of %s" % (table["caption"], row[0], heading))
                        continue
                    for text, cell in zip(row[1:], cells):
                        numbers = cell[0] if isinstance(cell, tuple) else cell
                        ledger.count("page", len(numbers) if isinstance(numbers, list) else 0)
                        if not close(text, cell, kind):
                            ledger.differ(where, "`%s`, %s: shows `%s`, the document has %s" % (
                                table["caption"], row[0], text, cell))
    listed = [row for t in page.tables if t["section"] == "outliers" for row in t["rows"]]
    outliers = [own for grid in document["grids"] for own in grid["outliers"]]
    ledger.check("report.html", "runs far from the others", len(listed), len(outliers))
    for row, own in zip(listed, outliers):
        ledger.count("page", 3)
        cells = ([own["value"]], [own["median"]], [own["score"]])
        if row[0] != own["policy"] or own["identity"] not in row[-1] or not all(
                close(text, cell, "outlier") for text, cell in zip(row[3:6], cells)):
            ledger.differ("report.html", "the run far from the others %s is shown as %s" % (own["identity"], row))
    failed = [row for t in page.tables if t["section"] == "failures" for row in t["rows"]]
    ledger.check("report.html", "runs without a result", len(failed), min(200, len(document["failures"])))
    for row, own in zip(failed, document["failures"]):
        if own["identity"] not in row[-1]:
            ledger.differ("report.html", "the failed run %s is not listed in its place" % own["identity"])
