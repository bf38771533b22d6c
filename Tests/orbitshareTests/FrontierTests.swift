// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `orbitshare frontier` on the small scenario.
@Suite struct FrontierTests {
  /// Points are attained, no dearer demand gives more, and the verifier accepts the comparison.
  @Test(arguments: ["equal", "population"]) func pointsAreInOrderAndVerify(entitlement: String) throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/out"
      let run = try Program.run("frontier", Places.small, "--entitlement", entitlement, "--points", "5", "--out", out)
      #expect(run.status == 0, "\(run.error)")
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(try Places.bytes(out + "/results.json"))) as? [String: Any])
      let frontier = try #require((document["frontier"] as? [[String: Any]])?.first)
      #expect(frontier["entitlement"] as? String == entitlement)
      let points = try #require(frontier["points"] as? [[String: Any]])
      #expect(points.count > 1 && points.count <= 5)
      func ratio(_ point: [String: Any], _ key: String) throws -> (Int, Int) {
        let value = try #require(point[key] as? [String: Int])
        return (try #require(value["numerator"]), try #require(value["denominator"]))
      }
      var last = Int.max
      for point in points {
        let (demanded, for1) = try ratio(point, "threshold")
        let (held, for2) = try ratio(point, "min_ratio")
        #expect(held * for1 >= demanded * for2)
        let holding = try #require(point["holding"] as? Int)
        #expect(holding <= last)
        last = holding
      }
      #expect(try Program.run("verify", out).status == 0)
    }
  }

  /// Networks 90° apart leave each channel to one of them on this piece of arc, so that somebody always gets nothing.
  @Test func onePointIsShown() throws {
    try Places.withTemporaryDirectory { directory in
      let text = try Places.text(Places.small)
        .replacingOccurrences(of: "register: .", with: "register: \(Places.root)/Instances/small")
        .replacingOccurrences(of: "required_separation_degrees: 2", with: "required_separation_degrees: 90")
      try Places.write(text, directory + "/scenario.yaml")
      let out = directory + "/out"
      let run = try Program.run("frontier", directory + "/scenario.yaml", "--points", "5", "--out", out)
      #expect(run.status == 0, "\(run.error)")
      #expect(run.text.contains("only the ratio 0 is attainable"))
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(try Places.bytes(out + "/results.json"))) as? [String: Any])
      let frontier = try #require((document["frontier"] as? [[String: Any]])?.first)
      #expect((frontier["points"] as? [[String: Any]])?.count == 1)
      #expect(try Places.text(out + "/report.html").contains("only one smallest ratio is attainable"))
      #expect(try Program.run("verify", out).status == 0)
    }
  }

  /// Faults and warnings name what the user wrote, not the files that the points are kept in meanwhile.
  @Test func faultsNameTheOption() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/out"
      let unknown = try Program.run("frontier", Places.small, "--entitlement", "need", "--out", out)
      #expect(unknown.status == 65)
      #expect(unknown.error.contains("scenario.yaml: --entitlement: "), "\(unknown.error)")
      #expect(!unknown.error.contains("frontier-"))
      // FFF has no known population.
      let gap = try Program.run(
        "frontier", Places.small, "--entitlement", "population", "--points", "2", "--out", out)
      #expect(gap.error.contains("scenario.yaml: --entitlement: 2 administrations that ask have no `population`"))
      #expect(!gap.error.contains("frontier-"), "\(gap.error)")
      let taken = try Program.run("frontier", Places.small, "--entitlement", "need", "--out", out)
      #expect(taken.status == 73, "the output is looked at first")
    }
  }

  @Test func wrongUse() throws {
    #expect(try Program.run("frontier", Places.small, "--points", "1", "--out", "/nowhere/out").status == 64)
    #expect(try Program.run("frontier", Places.small, "--entitlement", "beauty", "--out", "/nowhere/out").status == 64)
  }
}
