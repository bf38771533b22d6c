# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""What families of rules change, world by world, by the article on analysing a study."""

from study_statistics import accelerated_estimate, extreme, mean


def known(numbers):
    return [y for y in numbers if y is not None]


def families(own):
    """Records of the families of a grid's expectation; none where all policies but the reference are of one family."""
    grid, study = own.grid, own.study
    if study.reference not in grid.policies:
        return []
    reference, members = grid.policies.index(study.reference), {}
    for policy, family in enumerate(grid.families):
        if policy != reference and family is not None:
            members.setdefault(family, []).append(policy)
    found = []
    for family, policies in members.items() if len(members) > 1 else ():
        changes = [change(own, target, reference, policies) for target in study.reported]
        found.append({
            "id": family, "policies": [grid.policies[policy] for policy in policies],
            "changes": [record for record in changes if record]})
    return found


def change(own, target, reference, policies):
    """In each world the mean of the differences that there are; and the rules at both ends, the first of equals."""
    grid = own.grid
    other = grid.numbers[reference][target]
    pairs = [[None if a is None or b is None else a - b for a, b in zip(grid.numbers[policy][target], other)]
             for policy in policies]
    means = [(policy, mean(known(d))) for policy, d in zip(policies, pairs) if known(d)]
    if not means:
        return None
    middles = [mean(known(d)) if known(d) else None for d in zip(*pairs)]
    least, greatest = (means[extreme([d for _, d in means], sign)] for sign in (1, -1))
    return {
        "target": target, "count": len(known(middles)),
        "difference": accelerated_estimate(own.column(middles), own.weights, own.confidence),
        "least_policy": grid.policies[least[0]], "least": least[1],
        "greatest_policy": grid.policies[greatest[0]], "greatest": greatest[1]}
