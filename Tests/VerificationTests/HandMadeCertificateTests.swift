// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Certificates written by hand, whose proofs can be followed on paper.
struct HandMadeCertificateTests {
  /// Three requests of one administration each in one window of two blocks, nobody may move: two can be served.
  static func world(channels: Int = 2, polarizations: [String] = ["dual"]) -> SmallWorld {
    var scenario = SmallWorld.scenario(
      bands: [SmallWorld.band("C", channels: channels, polarizations: polarizations, flexibility: 0)])
    scenario.bandAssignment.nonPlanned = [.init(name: "C", weight: 1)]
    let symbols = ["A", "B", "D"]
    return SmallWorld(
      scenario: scenario,
      register: SmallWorld.register(
        symbols.map { SmallWorld.administration($0) },
        symbols.enumerated().map { SmallWorld.network("NET-\($1)", $1, 180_000 - $0 * 500) }),
      policies: [
        SmallWorld.policy(
          "most-served", [SmallWorld.stage(.maximise(.total(.holding), entitlement: .equal))])
      ])
  }

  /// The findings of the first claim with other multipliers.
  static func findings(
    _ multipliers: String, scale: Int = 1, columns: String = "\"places\"", bound: String = "2",
    world: SmallWorld = world()
  ) -> [String] {
    let reference = ReferenceFiles(world)
    var files = reference.files
    var text = reference.certificate
    let start = text.firstIndex(of: "[").map { text.index(after: $0) } ?? text.startIndex
    let claims = reference.solutions[0].solution.claims
    let grants = reference.solutions[0].solution.grantStage.keys.sorted().map {
      "\"\(reference.solutions[0].allocator.docket.requests[$0].identifier)\": 1"
    }
    func tie(_ identifier: String, _ value: Int) -> String {
      """
      {"stage": 1, "name": "t", "kind": "tie-break", "objective": {"id": "\(identifier)"}, "claim": "optimal",
      "value": \(value), "bound": \(value), "proof": "solver", "unit": "u"}
      """
    }
    text = String(text[..<start])
    text += """
      {"policy": "most-served", "grant_stage": {\(grants.joined(separator: ","))}, "stages": [
      {"stage": 1, "name": "n", "kind": "maximise", "objective": {"id": "holding"}, "claim": "optimal",
      "value": \(claims[0].value), "bound": \(bound), "proof": "multipliers", "unit": "channels",
      "columns": \(columns), "scale": \(scale), "multipliers": \(multipliers)},
      \(tie("displacement", claims[1].value)), \(tie("lot", claims[2].value))]}]}
      """
    files.certificate = Array(text.utf8)
    return reference.findings(files).map(\.description)
  }

  @Test("one window of two blocks proves that two of three can be served")
  func window() {
    #expect(Self.findings(#"{"window": {"C": {"179000": 1}}}"#) == [])
    #expect(Self.findings(#"{"window": {"C": {"179000": 2}}}"#, scale: 2) == [])
    // The window may start anywhere as long as it covers all three, also across the seam.
    #expect(Self.findings(#"{"window": {"C": {"178000": 1}}}"#).count == 1)
    #expect(Self.findings(#"{"window": {"C": {"178500": 1}}}"#) == [])
    #expect(Self.findings(#"{"window": {"C": {"-181000": 1}}}"#) == [])
  }

  @Test(
    "multipliers that prove less are found",
    arguments: [
      #"{"window": {"C": {"179000": 0}}}"#, #"{"window": {"C": {"-180000": 1}}}"#, #"{"window": {"C": {"180000": 1}}}"#,
      #"{"request": {"NET-A": 1, "NET-B": 1, "NET-D": 1}}"#, "{}", #"{"window": {"C": {"179000": 2}}}"#,
    ])
  func weaker(multipliers: String) {
    #expect(Self.findings(multipliers).count == 1)
  }

  @Test(
    "rows that do not hold are found",
    arguments: [
      #"{"window": {"Ku": {"179000": 1}}}"#, #"{"window": {"C": {"179000": -1}}}"#, #"{"door": {"C": 1}}"#,
      #"{"channel_window": {"C": {"179000": {"1": 1, "2": 1}}}}"#, #"{"at_least": {"0": 1}}"#,
      #"{"at_least": {"7": 1}}"#,
      #"{"request": {"NET-Z": 1}}"#, #"{"cap": {"A": 1}}"#, #"{"limit": {"1": {"A": 1}}}"#, #"{"kept": {"NET-A": 1}}"#,
      #"{"lower_quota": {"1": {"A": 1}}}"#, #"{"limit": {"x": {"A": 1}}}"#, #"{"served": {"Z": 1}}"#,
      #"{"holding": {"Z": 1}}"#,
      #"{"clique": [{"options": [["NET-A", 180000, 1, "dual"]], "y": 1}]}"#, #"{"clique": 3}"#, #"[]"#,
      #"{"window": {"C": {"9223372036854775807": 1}}}"#, #"{"window": {"C": {"-9223372036854775808": 1}}}"#,
      #"{"window": {"C": {"179000": 9223372036854775807}}}"#, #"{"window": {"C": {"179000": 1e300}}}"#,
      #"{"window": {"C": {"179000": 1.5}}}"#,
    ])
  func invalid(multipliers: String) {
    #expect(!Self.findings(multipliers).isEmpty)
  }

  @Test("windows of a channel and cliques prove the same for options")
  func options() {
    let windows = #"{"channel_window": {"C": {"179000": {"1": 1, "2": 1}}}}"#
    #expect(Self.findings(windows, columns: #"{"C": "options"}"#) == [])
    func clique(_ channel: Int, _ members: String = "ABD") -> String {
      let options = members.enumerated().map {
        #"["NET-\#($1)", \#(180_000 - ($1 == "A" ? 0 : $1 == "B" ? 500 : 1_000)), \#(channel), "dual"]"#
      }
      return #"{"options": [\#(options.joined(separator: ","))], "y": 1}"#
    }
    #expect(Self.findings(#"{"clique": [\#(clique(1)), \#(clique(2))]}"#, columns: #""options""#) == [])
    #expect(Self.findings(#"{"clique": [\#(clique(1)), \#(clique(2, "AB"))]}"#, columns: #""options""#).count == 1)
    #expect(Self.findings(#"{"clique": [\#(clique(1)), \#(clique(1))]}"#, columns: #""options""#).count == 1)
    #expect(Self.findings(#"{"clique": [\#(clique(3))]}"#, columns: #""options""#).count == 1)
    let apart = #"{"options": [["NET-A", 180000, 1, "dual"], ["NET-B", 179500, 2, "dual"]], "y": 1}"#
    #expect(Self.findings(#"{"clique": [\#(apart)]}"#, columns: #""options""#).count == 1)
    #expect(Self.findings(windows, columns: #""places""#).count == 1)
    #expect(Self.findings(windows, columns: #"{"Ka": "options"}"#).count == 1)
  }

  @Test("places and windows of a channel are refused where polarizations tell networks apart")
  func polarizations() {
    let world = Self.world(channels: 2, polarizations: ["H", "V"])
    #expect(!Self.findings(#"{"window": {"C": {"179000": 1}}}"#, world: world).isEmpty)
    let windows = #"{"channel_window": {"C": {"179000": {"1": 1, "2": 1}}}}"#
    #expect(!Self.findings(windows, columns: #""options""#, world: world).isEmpty)
  }

  @Test("a bound that is stated otherwise is found", arguments: ["1", "3", "null", "2.0", "\"2\""])
  func bound(text: String) {
    #expect(!Self.findings(#"{"window": {"C": {"179000": 1}}}"#, bound: text).isEmpty)
  }

  @Test("sums beyond 128 bits are a finding and not a crash")
  func overflow() {
    let huge = "9223372036854775807"
    let rows = ["A", "B", "D"].map { "\"NET-\($0)\": \(huge)" }.joined(separator: ",")
    #expect(!Self.findings("{\"request\": {\(rows)}}", scale: Int.max, bound: huge).isEmpty)
    var sum = ExactSum()
    sum.add(Int.max, times: Int.max)
    #expect(sum.dividedDown(by: Int.max) == Int128(Int.max))
    for _ in 0..<4 { sum.add(sum) }
    #expect(sum.dividedDown(by: 1) == nil)
    var negative = ExactSum()
    negative.subtract(7, times: 1)
    #expect(negative.dividedDown(by: 2) == -4)
  }
}
