# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report must warn of, from the recomputed records: each warning up to its last number or name."""

import math
import re

from study_statistics import FEWEST_BLOCKS, holm

FEW_BLOCKS = 20


def counted(count, word):
    return "%d %s%s" % (count, word, "" if count == 1 else "s")


def listed(names):
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def of_blocks(grid):
    """Whether blocks are too few to say much, and seeds that repeat others."""
    head, blocks, name = "Grid %s: " % grid["name"], grid["blocks"], grid["block"]
    if blocks < 2:
        yield head + "one %s only" % name
    elif blocks < FEWEST_BLOCKS:
        yield head + "%d %ss are too few for intervals." % (blocks, name)
    elif blocks < FEW_BLOCKS:
        yield head + "%d %ss only; " % (blocks, name)
    if grid["repeated_seeds"]:
        yield head + "all runs of %s are those of an earlier one, " % counted(grid["repeated_seeds"], "seed")


def of_grid(study, grid):
    head = "Grid %s: " % grid["name"]
    missing = grid["planned"] - grid["done"] - grid["failed"]
    if missing:
        yield head + "%d of %d planned runs are missing." % (missing, grid["planned"])
    if grid["failed"]:
        yield head + "%s failed. " % counted(grid["failed"], "run")
    if not grid["done"]:
        return
    yield from of_blocks(grid)
    for own in grid["unproved"]:
        yield head + "%s under %s ended at a limit; " % (counted(own["count"], "run"), own["policy"])
    undefined = sum(own["undefined"] for own in grid["distributions"])
    if undefined:
        yield head + "%d undefined or infinite values are left out." % undefined
    ties = sorted({
        own["policy"] for own in grid["comparisons"] if own["target"] in study.primary and 2 * own["equal"] > own["count"]})
    if ties:
        yield head + "in more than half of the worlds %s ha%s the same number" % (listed(ties), "s" if len(ties) == 1 else "ve")
    if study.reference not in grid["policies"] and len(grid["policies"]) > 1:
        yield "Grid %s doesn't run %s, " % (grid["name"], study.reference)


def of_tests(study, grids):
    """Grids whose tests can't reach the level once adjusted, with their p-values at the least that patterns of signs allow."""
    level = (1000 - int(study.confidence * 1000)) / 1000
    primary = [(grid, own) for grid in grids for own in grid["comparisons"] if own["target"] in study.primary]
    for grid in grids:
        mine = [of is grid for of, _ in primary]
        floors = [(2 / 2 ** min(60, max(1, grid["blocks"])) if own["is_exact"] else 1 / (study.resamples + 1))
                  if is_mine else own["p_value"] for is_mine, (_, own) in zip(mine, primary)]
        reached = [p for p, is_mine in zip(holm(floors), mine) if is_mine]
        if not reached or min(reached) <= level:
            continue
        exact = all(own["is_exact"] for of, own in primary if of is grid)
        yield "Grid %s: with %s no adjusted p-value can be below %r, " % (
            grid["name"], counted(grid["blocks"], grid["block"]) if exact else "%d draws of signs" % study.resamples,
            min(1.0, math.ceil(min(reached) * 1000) / 1000))
    for target in study.reported:
        if not any(own["target"] == target and own["count"] for grid in grids for own in grid["distributions"]):
            yield "No run has a number for %s (%s, %s): " % study.targets[target]


def check(study, document, expected, ledger):
    """Every warning that must stand there stands once, and no other does."""
    wanted = [own for grid in expected["grids"] for own in of_grid(study, grid)] + list(of_tests(study, expected["grids"]))
    written = [re.sub(r"(?<=\d),(?=\d{3})", "", own) for own in document["warnings"]]
    for own in wanted:
        ledger.count("counts", len(re.findall(r"\d+(?:\.\d+)?", own)))
        found = next((text for text in written if text.startswith(own)), None)
        if found is None:
            ledger.differ("warnings", "lack `%s…`" % own)
        else:
            written.remove(found)
    for text in written:
        ledger.differ("warnings", "`%s` has nothing to warn of" % text)
