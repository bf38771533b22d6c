// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `generate register`: a directory that the other commands take, and faults before anything is written.
@Suite struct GenerateRegisterTests {
  @Test func whatIsWrittenIsValidAndTheSameForASeed() throws {
    try Places.withTemporaryDirectory { directory in
      let arguments = ["--networks", "40", "--administrations", "12", "--recent-growth", "-0.2", "--planned", "0"]
      for out in ["one", "other"] {
        let run = try Program.run(["generate", "register", "--out", directory + "/" + out, "--seed", "3"] + arguments)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.text.contains("40 networks, 40 of them outside the plans, of 12 administrations"))
      }
      for file in ["networks.csv", "datapackage.json", "scenario.yaml", "policies/leximin.yaml"] {
        #expect(try Places.bytes(directory + "/one/" + file) == Places.bytes(directory + "/other/" + file))
      }
      let checked = try Program.run("validate", directory + "/one", directory + "/one/scenario.yaml")
      #expect(checked.status == 0, "\(checked.error)")
      let compared = try Program.run(
        "compare", directory + "/one/scenario.yaml", "--policy", "first-come", "--out", directory + "/result")
      #expect(compared.status == 0, "\(compared.error)")
      let again = try Program.run(["generate", "register", "--out", directory + "/one"] + arguments)
      #expect(again.status == 73)
    }
  }

  /// Whatever bands and channels the knobs ask for, the scenario has them.
  @Test(arguments: [["--bands", "Ka: 1, Ku: 2"], ["--bands", "Ku: 1", "--band-channels", "64"]])
  func theScenarioHasWhatTheRegisterUses(arguments: [String]) throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/out"
      let made = try Program.run(["generate", "register", "--out", out, "--networks", "30"] + arguments)
      #expect(made.status == 0, "\(made.error)")
      let compared = try Program.run(
        "compare", out + "/scenario.yaml", "--policy", "first-come", "--out", directory + "/result")
      #expect(compared.status == 0, "\(compared.error)")
    }
  }

  /// More networks than the square of their number's square fits into a machine word.
  @Test func theGreatestRegister() throws {
    try Places.withTemporaryDirectory { directory in
      let made = try Program.run("generate", "register", "--out", directory + "/out", "--networks", "100000")
      #expect(made.status == 0, "\(made.error)")
      #expect(made.text.contains("100000 networks"))
    }
  }

  @Test(arguments: [
    (["--wealth", "2"], 64, "--wealth: `2` is not a value of this knob"),
    (["--seed", "-1"], 64, "--seed"),
    (["--bands", "Zz: 1"], 64, "--bands: `Zz` is not a band of the scenario; write C, Ku, Ka"),
    (["--administrations", "300"], 64, "write at most 194"),
    (["--flexibility-degrees", "91"], 64, "--flexibility-degrees"),
    (["--base", "nowhere"], 66, "nowhere: there is no such file"),
  ])
  func faults(arguments: [String], status: Int, message: String) throws {
    try Places.withTemporaryDirectory { directory in
      let run = try Program.run(["generate", "register", "--out", directory + "/out"] + arguments)
      #expect(run.status == Int32(status))
      #expect(run.error.contains(message), "\(run.error)")
      #expect(!FileManager.default.fileExists(atPath: directory + "/out"))
    }
  }
}
