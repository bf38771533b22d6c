// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Auctions
import Filings
import Foundation
import Scenarios

/// `orbitshare generate`: made-up inputs from a seed.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make inputs from a seed, the same for the same numbers.",
    subcommands: [GenerateAuctionCommand.self, GenerateRegisterCommand.self])
}

/// `orbitshare generate auction`.
struct GenerateAuctionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auction", abstract: "Make an auction of a published distribution.",
    discussion: "Distributions: \(AuctionDistribution.allCases.map(\.rawValue).joined(separator: ", ")).")

  @Option(help: "The distribution of packages and prices.")
  var distribution: String

  @Option(help: "How many goods.")
  var goods: Int

  @Option(help: "How many bids.")
  var bids: Int

  @Option(help: "The seed, at least 0.")
  var seed: Int = 1

  @Option(help: "The file to write: .txt for the format of the Combinatorial Auction Test Suite, .yaml for ours.")
  var out: String

  private var kind: AuctionDistribution? {
    AuctionDistribution.allCases.first { $0.rawValue.lowercased() == distribution.lowercased() }
  }

  private var isCATS: Bool { out.lowercased().hasSuffix(".txt") || out.lowercased().hasSuffix(".cats") }

  func validate() throws {
    if kind == nil {
      let known = AuctionDistribution.allCases.map(\.rawValue)
      let near = nearest(to: distribution, among: known).map { "did you mean \($0)? " } ?? ""
      throw ValidationError("--distribution: \(near)write one of: \(known.joined(separator: ", "))")
    }
    if seed < 0 { throw ValidationError("--seed: write a number of at least 0") }
    if !isCATS, !out.lowercased().hasSuffix(".yaml"), !out.lowercased().hasSuffix(".yml") {
      throw ValidationError("--out: end the name in .txt (test suite) or .yaml")
    }
  }

  func run() throws {
    try ExitStatus.reporting {
      guard let kind else { return }
      let document: AuctionDocument
      do {
        document = try AuctionGenerator(distribution: kind, goods: goods, bids: bids, seed: seed).document()
      } catch {
        throw ValidationError("\(error)")
      }
      let text: String
      if isCATS {
        let losses = CATSFile.losses(of: document.auction)
        if !losses.isEmpty {
          Console.warning("the format of the test suite doesn't say: \(losses.joined(separator: "; "))")
        }
        text = try CATSFile.text(
          of: document.auction, comments: [document.auction.title, document.source ?? ""], file: out)
      } else {
        text = document.yaml()
      }
      guard !FileManager.default.fileExists(atPath: out) else {
        throw OutputNotWritable(path: out, reason: "it exists", remedy: "give the path of a new file")
      }
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
      } catch {
        throw OutputNotWritable(
          path: out, reason: "the file can't be written", remedy: "give a path in a directory that you may write")
      }
      try Console.answer(
        "\(out): \(document.auction.lots.count) lots, \(document.auction.bids.count) bids of \(document.auction.bidders.count) bidders"
      )
    }
  }
}
