// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Reporting

extension Fixture {
  /// Six administrations with awkward names and three policies, one of which grants nothing.
  static var small: Fixture {
    let rows: [(String, String, Partition, [String], Int)] = [
      ("AAA", "Côte d'Avant & <Fils>", .leastDeveloped, ["LDC", "LLDC"], 0),
      (
        "BBB", "Saint \"Quoted\" and the Very Long Name of Many Islands in the Ocean", .smallIslandDeveloping, ["SIDS"],
        1
      ),
      ("CCC", "Commaland, Republic of", .otherDeveloping, [], 2),
      ("DDD", "Duchy", .highIncome, [], 5),
      ("EEE", "Empire", .highIncome, [], 9),
      ("XYU", "Territory of Nowhere", .otherDeveloping, [], 1),
    ]
    let administrations = rows.map { row in
      Document.Administration(
        symbol: row.0, name: row.1, isMemberState: row.0 != "XYU", groups: row.3,
        incomeGroup: row.2 == .highIncome ? "HIC" : nil, ituRegion: 1, partition: row.2, filedRequests: row.4,
        nationalRequests: row.0 == "XYU" ? 0 : 1, populationInhabitants: row.0 == "CCC" ? nil : 1000 * row.4 + 17)
    }
    return Fixture(
      administrations: administrations,
      policies: [
        ("first-come", "First come, first served"), ("leximin", "Leximin <fairest> & \"best\""),
        ("none", "Nothing at all"),
      ],
      networks: [
        [(0, 0), (0, 0), (1, 0), (4, 1), (9, 0), (1, 0)], [(0, 1), (1, 1), (2, 1), (2, 1), (3, 0), (1, 0)],
        [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)],
      ], bands: ["C", "Ku"], families: ["leximin": "equity", "none": "chance"])
  }

  /// Ten policies and 194 administrations with about 1,400 grants a policy.
  static var large: Fixture {
    let names = [
      "France", "Kazakhstan", "Saint Vincent and the Grenadines",
      "United Kingdom of Great Britain and Northern Ireland",
      "Lao P.D.R.", "Bolivia (Plurinational State of)", "Tuvalu", "United States of America", "Chad",
      "Brunei Darussalam",
    ]
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let administrations = (0..<194).map { index -> Document.Administration in
      let kind = index % 20
      let partition: Partition =
        kind < 5
        ? .leastDeveloped
        : kind < 6
          ? .landlockedDeveloping
          : kind < 8
            ? .smallIslandDeveloping
            : kind < 14
              ? .otherDeveloping : .highIncome
      var groups: [String] = []
      if partition == .leastDeveloped { groups.append("LDC") }
      if partition == .landlockedDeveloping || kind == 1 { groups.append("LLDC") }
      if partition == .smallIslandDeveloping || kind == 2 { groups.append("SIDS") }
      return Document.Administration(
        symbol: String([letters[index / 26], letters[index % 26], letters[(index * 7) % 26]]),
        name: names[index % names.count], isMemberState: index != 100, groups: groups, incomeGroup: "LMC",
        ituRegion: index % 3 + 1, partition: partition, filedRequests: filed(index), nationalRequests: 1,
        populationInhabitants: index == 50 ? nil : 10_000 * (index + 1))
    }
    let titles = [
      ("first-come", "First come, first served"), ("as-filed", "First come, only as filed"),
      ("equal-caps", "First come with a cap of 30"), ("set-aside", "A fifth set aside for LDC, LLDC, SIDS"),
      ("national-first", "One national network each, then in order"), ("lottery", "By lot"),
      ("most-channels", "Most channels"), ("most-administrations", "Most administrations served"),
      ("leximin", "Leximin"), ("leximin-channels", "Leximin, then most channels"),
    ]
    let networks = titles.indices.map { policy in
      administrations.indices.map { index -> (filed: Int, national: Int) in
        let asked = filed(index)
        let cap = [999, 999, 30, 90, 40, 60, 999, 50, 12, 14][policy]
        return (
          min(asked, cap) - (asked > 3 ? (index + policy) % 3 : 0),
          policy < 2 ? (index % 97 == 0 ? 1 : 0) : policy % 5 == 1 ? index % 2 : 1
        )
      }
    }
    return Fixture(
      administrations: administrations, policies: titles.map { (id: $0.0, title: $0.1) }, networks: networks,
      bands: ["C", "Ku", "Ka", "AP30B-4", "AP30B-10"])
  }

  /// Filed requests of an administration of the large fixture: a few have most, and two thirds none.
  private static func filed(_ index: Int) -> Int {
    guard index % 3 == 0 || index % 20 >= 14 else { return 0 }
    let rank = index * 37 % 194
    return 420 / (rank + 1) + (rank < 60 ? 9 : 1)
  }
}
