# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests and places of a scenario, derived from its files by code that shares nothing with OrbitShare's own.

Lengths of arc are whole thousandths of a degree throughout.
"""

import csv
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import yaml

CIRCLE = 360_000
EARTH_RADIUS_KM = 6378.137
ORBIT_RADIUS_KM = 42164.2


class NotCovered(Exception):
    """The files ask for something that this peer doesn't model."""


@dataclass(frozen=True)
class Band:
    """A band whose blocks are interchangeable: any network fits any block."""

    identifier: str
    blocks: int
    separation: int
    flexibility: int


@dataclass(frozen=True)
class Request:
    """What one network asks for."""

    identifier: str
    kind: str
    administration: str
    holder: str | None
    band: int
    longitude: int
    holding: int


@dataclass
class Problem:
    """All that policies allocate."""

    name: str
    bands: list
    requests: list
    #: For each request its places: pairs of longitude and displacement without sign.
    places: list
    #: Symbol of each administration to its inhabitants, None where the table has none.
    populations: dict
    #: Policies: parsed files in the scenario's order.
    policies: list


def milli(text):
    """A decimal number of degrees in thousandths."""
    return int((Decimal(str(text)) * 1000).to_integral_value(ROUND_HALF_UP))


def normalised(longitude):
    """A longitude in (-180000, 180000]."""
    east = longitude % CIRCLE
    return east - CIRCLE if east > CIRCLE // 2 else east


def distance(left, right):
    """The shorter way round the circle."""
    way = abs(left - right) % CIRCLE
    return min(way, CIRCLE - way)


def draw(purpose, identifier, seed):
    """The seeded 64-bit number of a purpose and a name: FNV-1a, then one step of SplitMix64."""
    mask = (1 << 64) - 1
    value = 0xCBF29CE484222325
    for byte in f"{purpose}:{identifier}".encode():
        value = ((value ^ byte) * 0x100000001B3) & mask
    value = ((value ^ seed) + 0x9E3779B97F4A7C15) & mask
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & mask
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & mask
    return value ^ (value >> 31)


def drawn(purpose, identifier, seed, weights):
    """The entry of a weighted list that a name draws."""
    total = sum(weights.values())
    if total == 0:
        return None
    ticket = draw(purpose, identifier, seed) % total
    for entry, weight in weights.items():
        if ticket < weight:
            return entry
        ticket -= weight
    raise AssertionError("weights end before the ticket")


def rows(path):
    """The records of a table; none where there is no such file."""
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def visible_middle(points, elevation_degrees):
    """The middle of the arc that all points see, to 0.1 degrees; None where there is no such arc."""
    if not points:
        return None
    elevation = math.radians(elevation_degrees)
    central = math.acos(EARTH_RADIUS_KM / ORBIT_RADIUS_KM * math.cos(elevation)) - elevation
    first = points[0][1]
    west, east = -math.inf, math.inf
    for latitude, longitude in points:
        angle = math.radians(latitude / 1000)
        if abs(angle) > central:
            return None
        half = math.floor(math.degrees(math.acos(min(1.0, math.cos(central) / math.cos(angle)))) * 1000)
        centre = first + normalised(longitude - first)
        west, east = max(west, centre - half), min(east, centre + half)
    if west > east:
        return None
    twice = (west + east) % (2 * CIRCLE)
    if twice > CIRCLE:
        twice -= 2 * CIRCLE
    return normalised(100 * int((Decimal(twice) / 200).to_integral_value(ROUND_HALF_UP)))


def national_longitude(administration, allotments, points, elevation_degrees):
    """Where the national request of an administration is filed."""
    own = milli(administration["longitude_deg"])
    if allotments:
        # Of two at the same distance the eastern one; on the far side of the circle both are one.
        return normalised(min(allotments, key=lambda place: (distance(place, own), -((place - own + 180_000) % CIRCLE))))
    middle = visible_middle(points, elevation_degrees)
    if middle is not None:
        return middle
    return normalised(100 * int((Decimal(own) / 100).to_integral_value(ROUND_HALF_UP)))


def places_of(request, band, grid):
    """The filed longitude and every multiple of the grid within the flexibility."""
    west, east = request.longitude - band.flexibility, request.longitude + band.flexibility
    found = {normalised(request.longitude): 0}
    for multiple in range(-(-west // grid), east // grid + 1):
        position = multiple * grid
        found.setdefault(normalised(position), abs(position - request.longitude))
    return sorted(found.items())


def read_problem(scenario_path):
    """Reads a scenario and all that it names."""
    scenario_path = Path(scenario_path)
    with open(scenario_path, encoding="utf-8") as file:
        scenario = yaml.safe_load(file)
    register = scenario_path.parent / scenario["register"]
    if scenario.get("coordination_agreements"):
        raise NotCovered("coordination agreements")
    if (register / "channels.csv").exists():
        raise NotCovered("a register that fixes channels")
    assignment = scenario["band_assignment"]
    demands = {int(count) for count, weight in assignment.get("channels", {1: 1}).items() if weight > 0}
    latecomers = scenario.get("latecomers")
    if latecomers:
        demands.add(latecomers["channels"])
    if len(demands) != 1:
        raise NotCovered("demands that differ")
    demand = demands.pop()
    bands = []
    for entry in scenario["bands"]:
        if len(entry.get("polarizations", ["dual"])) > 1:
            raise NotCovered("more than one polarization")
        bands.append(
            Band(
                entry["id"], entry["channels"] // demand, milli(entry["required_separation_degrees"]),
                milli(entry["flexibility_degrees"])))
    index = {band.identifier: number for number, band in enumerate(bands)}
    unit = scenario["holding"]

    def holding(band):
        if unit == "networks":
            return 1
        return demand * (scenario["bands"][band]["channel_bandwidth_kilohertz"] if unit == "megahertz" else 1)

    apart = scenario["attribution"] == "organisations-apart"
    requests = []
    for network in rows(register / "networks.csv"):
        if not network["longitude_deg"]:
            continue
        weights = assignment["planned" if network["procedure"] == "planned" else "non_planned"]
        band = index[drawn("band", network["identifier"], assignment["seed"], weights)]
        holder = None if apart and network["organisation"] else network["administration"]
        requests.append(
            Request(
                network["identifier"], "filed", network["administration"], holder, band,
                normalised(milli(network["longitude_deg"])), holding(band)))
    administrations = rows(register / "administrations.csv")
    if latecomers:
        allotments, points = {}, {}
        for entry in rows(register / "allotments.csv"):
            allotments.setdefault(entry["administration"], []).append(milli(entry["longitude_deg"]))
        for entry in rows(register / "territory_points.csv"):
            points.setdefault(entry["administration"], []).append(
                (milli(entry["latitude_deg"]), milli(entry["longitude_deg"])))
        for administration in administrations:
            if administration["member_state"] != "true":
                continue
            symbol = administration["symbol"]
            identifier = "NATIONAL-" + symbol
            band = index[drawn("band", identifier, assignment["seed"], latecomers["bands"])]
            longitude = national_longitude(
                administration, allotments.get(symbol), points.get(symbol), latecomers["minimum_elevation_degrees"])
            requests.append(Request(identifier, "national", symbol, symbol, band, longitude, holding(band)))
    grid = milli(scenario["grid_degrees"])
    policies = []
    for name in scenario["policies"]:
        is_path = "/" in name or name.endswith((".yaml", ".yml"))
        path = scenario_path.parent / (name if is_path else f"../policies/{name}.yaml")
        with open(path, encoding="utf-8") as file:
            policies.append(yaml.safe_load(file))
    return Problem(
        name=scenario["name"], bands=bands, requests=requests,
        places=[places_of(request, bands[request.band], grid) for request in requests],
        populations={
            entry["symbol"]: int(entry["population"]) if entry["population"] else None for entry in administrations},
        policies=policies)
