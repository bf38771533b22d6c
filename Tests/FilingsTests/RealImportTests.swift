// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Filings

/// The import of the real tables, and the shipped register held against it byte by byte.
@Suite struct RealImportTests {
  @Test(.enabled(if: Places.rawTables != nil)) func theShippedRegisterIsWhatTheImportMakes() throws {
    let directory = try #require(Places.rawTables)
    let result = try SpaceNetworkListImport(directory: directory).run()
    var differing: [String] = []
    // The list of networks doesn't tell who the members of organisations are, nor who is without service: those tables were
    // added by hand, with their sources.
    var register = result.register
    let shippedRegister = try Register.read(directory: Places.register2023)
    register.memberships = shippedRegister.memberships
    register.sources += shippedRegister.sources.suffix(2)
    for (name, text) in register.files(report: result.report) {
      let shipped = FileManager.default.contents(atPath: Places.register2023 + "/" + name)
      if shipped != Data(text.utf8) {
        differing.append(name)
        try FileManager.default.createDirectory(
          atPath: Places.register2023, withIntermediateDirectories: true)
        try Places.write(text, Places.register2023 + "/" + name + ".new")
      }
    }
    #expect(differing.isEmpty, "accept with: mv <file>.new <file>")
  }
}
