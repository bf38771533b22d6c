# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statistics of a study, from the formulas of the article on analysing a study; shares nothing with the program."""

import itertools
import math
from operator import mul
from statistics import NormalDist

WORD = (1 << 64) - 1
NORMAL = NormalDist()
TIE = 1e-12
FEWEST_BLOCKS = 6


def split_mix(state):
    """SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195)."""
    while True:
        state = (state + 0x9E3779B97F4A7C15) & WORD
        bits = state
        bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & WORD
        yield bits ^ (bits >> 31)


def bootstrap_weights(seed, blocks, resamples):
    """How often each block is drawn: the high word of a draw times the number of blocks names one."""
    draws = split_mix(seed & WORD)
    for _ in range(resamples):
        weights = [0] * blocks
        for _ in range(blocks):
            weights[next(draws) * blocks >> 64] += 1
        yield weights


def sign_patterns(seed, blocks, draws):
    """Signs of the blocks: bits of words from the lowest on, 0 for plus, a fresh word every 64 blocks and every draw."""
    words = split_mix(seed & WORD)
    for _ in range(draws):
        signs = []
        for block in range(blocks):
            if block % 64 == 0:
                bits = next(words)
            signs.append(-1 if bits >> block % 64 & 1 else 1)
        yield signs


def quantile(ascending, p):
    """Type 7 of Hyndman and Fan 1996."""
    place = (len(ascending) - 1) * min(1.0, max(0.0, p))
    low = math.floor(place)
    high = min(low + 1, len(ascending) - 1)
    return ascending[low] + (place - low) * (ascending[high] - ascending[low])


def mean(numbers):
    return math.fsum(numbers) / len(numbers)


def deviation(numbers):
    """Standard deviation, n - 1 in the denominator; nothing of fewer than two."""
    if len(numbers) < 2:
        return None
    middle = mean(numbers)
    return math.sqrt(math.fsum((y - middle) ** 2 for y in numbers) / (len(numbers) - 1))


class Column:
    """Numbers by block, of which a resample takes or leaves all."""

    def __init__(self, blocks, entries):
        own = [[] for _ in range(blocks)]
        for block, number in entries:
            if number is not None:
                own[block].append(number)
        self.sums, self.counts = [math.fsum(n) for n in own], [len(n) for n in own]
        self.all = [n for numbers in own for n in numbers]

    def mean(self):
        return mean(self.all) if self.all else None

    def filled(self):
        """How many blocks have a number."""
        return sum(1 for count in self.counts if count)

    def resampled(self, weights):
        """Means of the resamples; none of one without a number."""
        means = []
        for own in weights:
            count = sum(map(mul, own, self.counts))
            means.append(math.fsum(map(mul, own, self.sums)) / count if count else None)
        return means

    def jackknife(self):
        total, count = math.fsum(self.all), len(self.all)
        return [(total - s) / (count - c) for s, c in zip(self.sums, self.counts) if 0 < c < count]


def estimate(value, ends=None):
    """A number with its interval; nothing in its place says that there must be none."""
    return {"value": value, "interval": None if ends is None else {"lower": ends[0], "upper": ends[1]}}


def percentile_interval(resampled, confidence):
    ascending = sorted(x for x in resampled if x is not None)
    tail = (1 - confidence) / 2
    return (quantile(ascending, tail), quantile(ascending, 1 - tail)) if ascending else None


def accelerated_estimate(column, weights, confidence):
    """A mean with its interval corrected for bias and acceleration (Efron 1987)."""
    value = column.mean()
    if value is None:
        return None
    if column.filled() < FEWEST_BLOCKS or not weights:
        return estimate(value)
    ascending = sorted(x for x in column.resampled(weights) if x is not None)
    if ascending[0] == ascending[-1]:
        return estimate(value, (ascending[0], ascending[-1]))
    slack = TIE * max(abs(ascending[0]), abs(ascending[-1]))
    below = sum(1 for x in ascending if x < value - slack)
    ties = sum(1 for x in ascending if abs(x - value) <= slack)
    share = (below + ties / 2) / len(ascending)
    bias = NORMAL.inv_cdf(min(1 - 0.5 / len(ascending), max(0.5 / len(ascending), share)))
    left_out = column.jackknife()
    differences = [mean(left_out) - x for x in left_out] if left_out else []
    squares = math.fsum(d * d for d in differences)
    acceleration = math.fsum(d ** 3 for d in differences) / (6 * squares ** 1.5) if squares else 0.0
    ends = []
    for p in ((1 - confidence) / 2, (1 + confidence) / 2):
        z = bias + NORMAL.inv_cdf(p)
        scale = 1 - acceleration * z
        ends.append(quantile(ascending, NORMAL.cdf(bias + z / scale) if scale > 0 else p))
    return estimate(value, (min(ends), max(ends)))


def sign_test(sums, seed, draws):
    """p-value, patterns looked at, and whether these are all."""
    own = [d for d in sums if d]
    reach = abs(math.fsum(own)) - TIE * math.fsum(map(abs, own))
    if len(own) <= 16:
        totals = [0.0]
        for d in own:
            totals = [t + d for t in totals] + [t - d for t in totals]
        return sum(1 for t in totals if abs(t) >= reach) / len(totals), len(totals), True
    far = sum(1 for signs in sign_patterns(seed, len(sums), draws) if abs(math.fsum(map(mul, signs, sums))) >= reach)
    return (far + 1) / (draws + 1), draws, False


def holm(p_values):
    adjusted, least = [0.0] * len(p_values), 0.0
    for k, place in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        least = max(least, min(1.0, p_values[place] * (len(p_values) - k)))
        adjusted[place] = least
    return adjusted


def factorial_squares(cells, factors):
    """Sums of squares of a full grid; `cells` has a number for each (levels…, seed).

    Returns those of factors and pairs by tuples of indexes, then higher, seeds, remainder and total.
    """
    middle = mean(list(cells.values()))

    def between(key):
        groups = {}
        for cell, y in cells.items():
            groups.setdefault(key(cell), []).append(y)
        return {name: (mean(numbers), len(numbers)) for name, numbers in groups.items()}

    def squares(groups):
        return math.fsum(count * (own - middle) ** 2 for own, count in groups.values())

    singles = [between(lambda cell, i=i: cell[i]) for i in range(factors)]
    parts = {(i,): squares(groups) for i, groups in enumerate(singles)}
    for i, j in itertools.combinations(range(factors), 2):
        both = between(lambda cell: (cell[i], cell[j]))
        parts[i, j] = math.fsum(
            count * (own - singles[i][a][0] - singles[j][b][0] + middle) ** 2 for (a, b), (own, count) in both.items())
    combinations = squares(between(lambda cell: cell[:-1]))
    seeds = squares(between(lambda cell: cell[-1]))
    total = math.fsum((y - middle) ** 2 for y in cells.values())
    higher = combinations - math.fsum(parts.values()) if factors > 2 else 0.0
    return parts, higher, seeds, total - combinations - seeds, total


def class_count(runs):
    return min(32, max(2, math.isqrt(runs)))


def classes(numbers, count):
    """Classes of as equal a size as can be, of the different numbers: class k has the ranks above kn/m up to (k + 1)n/m."""
    different = sorted(set(numbers))
    n, m = len(different), min(count, len(different))
    class_of = {number: -(-rank * m // n) - 1 for rank, number in enumerate(different, 1)}
    return [class_of[number] for number in numbers]


def correlation_ratio(numbers, own, weights):
    """Share of the sum of squares that lies between classes; nothing where numbers don't vary."""
    count = sum(weights)
    if not count:
        return None
    middle = math.fsum(map(mul, weights, numbers)) / count
    whole = math.fsum(w * (y - middle) ** 2 for w, y in zip(weights, numbers))
    if whole <= TIE ** 2 * count * middle ** 2:
        return None
    groups = {}
    for w, y, c in zip(weights, numbers, own):
        groups.setdefault(c, []).append((w, y))
    between = 0.0
    for members in groups.values():
        size = sum(w for w, _ in members)
        if size:
            between += size * (math.fsum(w * y for w, y in members) / size - middle) ** 2
    return between / whole


def share_within(numbers, groups):
    """The mean square within groups over the mean square of all, at most 1; 0 where every group has one number."""
    own = {}
    for number, group in zip(numbers, groups):
        own.setdefault(group, []).append(number)
    if len(own) == len(numbers):
        return 0.0
    within = math.fsum((y - mean(group)) ** 2 for group in own.values() for y in group)
    total = math.fsum((y - mean(numbers)) ** 2 for y in numbers)
    return min(1.0, within / (len(numbers) - len(own)) / (total / (len(numbers) - 1))) if total else 0.0


def extreme(numbers, sign):
    """Index of the least (sign 1) or greatest (sign -1) number; of equal ones the first."""
    most = sign * min(sign * x for x in numbers)
    return next(i for i, x in enumerate(numbers) if abs(x - most) <= TIE * max(abs(x), abs(most)))


def shapley(values, causes):
    """Parts of the causes, as the mean of what each adds over all orders; `values` by frozenset of causes."""
    parts = [0.0] * causes
    n = math.factorial(causes)
    for i in range(causes):
        others = [j for j in range(causes) if j != i]
        for size in range(causes):
            weight = math.factorial(size) * math.factorial(causes - size - 1) / n
            for chosen in itertools.combinations(others, size):
                own = frozenset(chosen)
                parts[i] += weight * (values[own | {i}] - values[own])
    return parts


def outlier_scores(numbers):
    """Median, and the modified z-score of every number (Iglewicz and Hoaglin 1993)."""
    median = quantile(sorted(numbers), 0.5)
    distances = [abs(x - median) for x in numbers]
    spread, least = quantile(sorted(distances), 0.5), TIE * abs(median)
    if spread > least:
        return median, [0.6745 * (x - median) / spread for x in numbers]
    middle = mean(distances)
    return median, [(x - median) / (1.253314 * middle) if middle > least else 0.0 for x in numbers]


def beaten_by_none(points):
    """Indexes of points (more is better) that none is at least as good as in both and better in one."""
    best = {}
    for first, second in points:
        best[first] = max(second, best.get(first, -math.inf))
    unbeaten, greatest = set(), -math.inf
    for first in sorted(best, reverse=True):
        # Of those with a greater first number the greatest second must be less; with the same first number none may be greater.
        if best[first] > greatest:
            unbeaten.add((first, best[first]))
            greatest = best[first]
    return [i for i, point in enumerate(points) if tuple(point) in unbeaten]


def means_beaten_by_none(points):
    """The same of means, which count as equal where they differ by rounding alone."""

    def less(one, other):
        return other - one > TIE * max(abs(one), abs(other))

    def beats(one, other):
        return not any(map(less, one, other)) and any(map(less, other, one))

    return [i for i, own in enumerate(points) if not any(beats(other, own) for other in points)]


def known_answers():
    """The worked examples of the article, which come from elsewhere; what doesn't come out is returned."""
    ten = sorted([2.1, 3.4, 1.9, 5.6, 4.4, 3.3, 7.8, 2.2, 4.0, 6.1])
    maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    table = [[3, 5, 4, 7, 6, 9], [4, 6, 4, 9, 7, 13], [2, 5, 3, 8, 5, 12]]
    # A row a seed; the second factor, of three levels, changes fastest.
    cells = {(i // 3, i % 3, seed): float(y) for seed, own in enumerate(table) for i, y in enumerate(own)}
    parts, _, seeds, rest, total = factorial_squares(cells, 2)
    model = {
        frozenset(s): 0.15 + 0.3 * (0 in s) + 0.15 * (1 in s) + 0.1 * (0 in s and 1 in s) + 0.05 * (2 in s)
        + 0.05 * (1 in s and 2 in s)
        for size in range(4) for s in itertools.combinations(range(3), size)}
    column = Column(10, enumerate(ten))
    interval = accelerated_estimate(column, list(bootstrap_weights(1, 10, 40000)), 0.95)["interval"]
    first = split_mix(0)
    checks = [
        ("SplitMix64 of 0", next(first), 0xE220A8397B1DCDAF, 0),
        ("quartile", quantile(ten, 0.25), 2.475, 1e-12), ("quartile", quantile(ten, 0.75), 5.3, 1e-12),
        ("lower end", interval["lower"], 3.09, 0.02), ("upper end", interval["upper"], 5.38, 0.03),
        ("maize", sign_test([float(d) for d in maize], 1, 10)[0], 1726 / 32768, 0),
        ("first factor", max(parts[0,], parts[1,]), 88.89, 0.005),
        ("second factor", min(parts[0,], parts[1,]), 14.78, 0.005),
        ("both", parts[0, 1], 37.44, 0.005), ("seeds", seeds, 8.11, 0.005), ("remainder", rest, 7.89, 0.005),
        ("total", total, 157.11, 0.005),
        ("outlier", outlier_scores([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])[1][-1], 26.3, 0.05),
    ]
    # By hand: 4 within two points of two numbers, 20 in all, 4/2 over 20/3; and what rounding alone keeps apart.
    rounded = [0.1 + 0.2, 0.3, 0.6]
    checks += [
        ("share within", share_within([1.0, 3.0, 5.0, 7.0], [0, 0, 1, 1]), 0.3, 1e-12),
        ("share within single points", share_within([1.0, 3.0], [0, 1]), 0.0, 0),
        ("least of equals", extreme(rounded[:2], 1) + extreme(rounded[1::-1], 1), 0, 0),
        ("greatest of equals", extreme(rounded[:2], -1) + extreme(rounded, -1), 2, 0),
        ("equal means beaten by none", len(means_beaten_by_none([(1.0, own) for own in rounded[:2]])), 2, 0),
        ("means beaten by none", len(means_beaten_by_none([(1.0, own) for own in rounded])), 1, 0),
        ("interval of five", 0 if accelerated_estimate(
            Column(5, enumerate(ten[:5])), list(bootstrap_weights(1, 5, 100)), 0.95)["interval"] is None else 1, 0, 0)]
    checks += [("part %d" % i, part, known, 1e-12)
               for i, (part, known) in enumerate(zip(shapley(model, 3), [0.35, 0.225, 0.075]))]
    checks += [("Holm", own, known, 1e-12) for own, known in zip(
        holm([0.01, 0.04, 0.03, 0.005, 0.5, 0.04]), [0.05, 0.12, 0.12, 0.03, 0.5, 0.12])]
    return ["%s: %r instead of %r" % (name, own, known) for name, own, known, slack in checks if abs(own - known) > slack]
