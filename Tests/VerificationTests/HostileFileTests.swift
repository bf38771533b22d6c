// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Files from strangers give findings and never end the process.
struct HostileFileTests {
  static let reference = ReferenceFiles(HandMadeCertificateTests.world())

  @Test(
    "anything may stand in a file",
    arguments: [
      "", "null", "[]", "{}", "{\"schema\": 1}", "{\"schema\": \"orbitshare-certificate/1\", \"policies\": {}}",
      "{\"schema\": \"orbitshare-certificate/1\", \"policies\": [null, 3, [], {}]}", "{\"a\": 1, \"a\": 2}",
      "{\"schema\": \"orbitshare-certificate/1\", \"policies\": [{\"policy\": \"most-served\"}]}", "\"\\ud800\"",
      "\u{0}",
      "{\"schema\": \"orbitshare-certificate/1\", \"policies\": [{\"policy\": \"most-served\", \"grant_stage\": {\"NET-A\": "
        + "-9223372036854775808, \"x\": 1}, \"stages\": [{\"stage\": -9223372036854775808}, 1, {}]}]}",
      String(repeating: "[", count: 100_000), "01", "1.", "-", "tru", "\"\\x\"", "a,b\n\"", "\"a\"b,c",
      "policy,network",
    ])
  func anything(text: String) {
    var files = Self.reference.files
    files.certificate = Array(text.utf8)
    #expect(!Self.reference.findings(files).isEmpty)
    files = Self.reference.files
    files.allocation = Array(text.utf8)
    #expect(!Self.reference.findings(files).isEmpty)
    files = Self.reference.files
    files.metrics = Array(text.utf8)
    #expect(!Self.reference.findings(files).isEmpty)
  }

  @Test("bytes that are no text, and files that are missing, are findings")
  func missing() {
    let files = Self.reference.files
    for bytes in [nil, [0xFF, 0xFE]] as [[UInt8]?] {
      for path in [\ResultFiles.allocation, \ResultFiles.metrics, \ResultFiles.certificate] {
        var tampered = files
        tampered[keyPath: path] = bytes
        #expect(!Self.reference.findings(tampered).isEmpty)
      }
    }
  }

  @Test("a certificate cut off anywhere is found")
  func truncated() {
    var files = Self.reference.files
    let bytes = Array(Self.reference.certificate.utf8)
    for length in stride(from: 0, to: bytes.count - 3, by: 11) {
      files.certificate = Array(bytes[..<length])
      #expect(!Self.reference.findings(files).isEmpty)
    }
  }

  @Test("every part of a certificate may be replaced by anything")
  func replaced() throws {
    let document = try JSONValue(bytes: Array(Self.reference.certificate.utf8))
    var files = Self.reference.files
    for path in document.paths {
      for other in ["null", "-1", "[]", "{}", "\"x\"", "9223372036854775807", "-9223372036854775808", "1e999", "true"] {
        files.certificate = Array(document.replacing(path[...], with: .number(other)).written.utf8)
        _ = Self.reference.findings(files)
      }
    }
  }
}
