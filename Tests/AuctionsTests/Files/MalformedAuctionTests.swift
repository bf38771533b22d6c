// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Auctions

/// Auctions that are wrong in one way each, with the exact messages that a user sees.
///
/// A message that differs is written beside the expected one with `.new` appended; accepting it is one `mv`.
@Suite struct MalformedAuctionTests {
  static let folder = "Instances/malformed/auctions"
  static let cases = Places.names(in: folder).filter {
    $0.hasSuffix(".yaml") || $0.hasSuffix(".txt") && !$0.hasSuffix(".expected.txt")
  }

  @Test func thereAreEnoughCases() {
    #expect(Self.cases.count >= 80)
  }

  @Test(arguments: cases) func messages(name: String) throws {
    let directory = Places.root + "/" + Self.folder + "/"
    var messages = "no fault was found\n"
    do {
      _ = try AuctionDocument.read(path: directory + name)
    } catch {
      messages = "\(error)\n".replacingOccurrences(of: directory, with: "")
    }
    #expect(messages != "no fault was found\n")
    let path = directory + name.prefix { $0 != "." } + ".expected.txt"
    let expected = Places.text(path)
    if expected != messages { try Data(messages.utf8).write(to: URL(fileURLWithPath: path + ".new")) }
    #expect(expected == messages, "accept with: mv \(path).new \(path)")
  }

  /// Every fault names its line, save what is missing from the whole file.
  @Test(arguments: cases) func everyFaultHasItsPlace(name: String) throws {
    do {
      _ = try AuctionDocument.read(path: Places.root + "/" + Self.folder + "/" + name)
      Issue.record("no fault in \(name)")
    } catch let error as BadInput {
      #expect(!error.faults.isEmpty)
      for fault in error.faults where !fault.problem.contains("missing") {
        #expect(fault.line != nil || name.contains("overflow"), "\(fault)")
      }
    }
  }

  /// Whatever bytes a file holds, reading ends with a value or with faults, and never otherwise.
  @Test(arguments: ["yaml", "txt"]) func damagedBytesNeverEndTheProcess(kind: String) throws {
    let sources = try Places.names(in: "Instances/auctions/known").filter { $0.hasSuffix("." + kind) }
      .map { try #require(FileManager.default.contents(atPath: Places.root + "/Instances/auctions/known/" + $0)) }
    #expect(!sources.isEmpty)
    var state: UInt64 = 11
    func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let bytes: [UInt8] = [0, 9, 10, 13, 32, 34, 35, 39, 42, 45, 46, 48, 57, 58, 91, 93, 101, 123, 125, 0xC3, 0xFF]
    try Places.withDirectory { directory in
      let url = URL(fileURLWithPath: directory + "/file." + kind)
      for round in 0..<300 {
        var damaged = [UInt8](sources[round % sources.count])
        for _ in 0...next(below: 4) {
          let position = next(below: damaged.count)
          switch next(below: 3) {
          case 0: damaged[position] = bytes[next(below: bytes.count)]
          case 1: damaged.remove(at: position)
          default: damaged.insert(bytes[next(below: bytes.count)], at: position)
          }
        }
        try Data(damaged).write(to: url)
        do {
          _ = try AuctionDocument.read(path: url.path)
        } catch let error as BadInput {
          #expect(!error.faults.isEmpty)
        }
      }
    }
  }
}
