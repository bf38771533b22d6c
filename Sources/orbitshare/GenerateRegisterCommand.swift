// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Filings
import Foundation
import Scenarios
import Studies

/// `orbitshare generate register`.
struct GenerateRegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register", abstract: "Make a register like a real one, with a scenario beside it.",
    discussion: """
      Administrations, territories, organisations and allotments are those of a base register; networks are drawn. Every \
      knob's standard value is calibrated to the register of 2023. The directory holds the register, scenario.yaml and \
      the policies that it names, so that `compare` runs at once.
      """)

  @Option(help: "The register's directory to write; it must not exist.")
  var out: String

  @Option(help: "The seed, at least 0.")
  var seed: Int = 1

  @Option(help: "The base register.")
  var base: String = "Instances/register-2023"

  @Option(help: "How far the scenario lets a network be moved, in degrees.")
  var flexibilityDegrees: String = "3"

  @OptionGroup(title: "Knobs")
  var knobs: RegisterKnobOptions

  func validate() throws {
    if seed < 0 { throw ValidationError("--seed: write a number of at least 0") }
    if flexibility == nil { throw ValidationError("--flexibility-degrees: write a number from 0 to 90, as 1.5") }
    for own in try knobs.knobs().bands where !SyntheticScenario.bands.contains(own.band) {
      throw ValidationError(
        "--bands: `\(own.band)` is not a band of the scenario; write \(SyntheticScenario.bands.joined(separator: ", "))"
      )
    }
  }

  private var flexibility: Int? {
    Thousandths.parse(flexibilityDegrees).flatMap { (0...90_000).contains($0) ? $0 : nil }
  }

  func run() throws {
    let knobs = try knobs.knobs()
    try ExitStatus.reporting {
      let lender = try Register.read(directory: base)
      let register: Register
      do {
        register = try RegisterGenerator(knobs: knobs).register(base: lender, seed: seed)
      } catch {
        throw ValidationError("--\(error)")
      }
      var isDirectory: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: base, isDirectory: &isDirectory)
      let directory =
        isThere && isDirectory.boolValue ? base : URL(fileURLWithPath: base).deletingLastPathComponent().path
      let policies = SyntheticScenario.policies.filter {
        FileManager.default.fileExists(atPath: Self.path(ofPolicy: $0, beside: directory))
      }
      if policies.count < SyntheticScenario.policies.count {
        Console.warning("no library of policies beside \(base): give `compare` the path of each with --policy")
      }
      let scenario = SyntheticScenario(
        seed: seed, flexibilityMilliDegrees: flexibility ?? 3_000, policies: policies, channels: knobs[.bandChannels])
      try register.write(to: out)
      try write(scenario, policiesBeside: directory)
      try Console.answer(summary(of: register))
    }
  }

  private static func path(ofPolicy name: String, beside directory: String) -> String {
    LoadedScenario.path(ofPolicy: name, scenario: directory + "/scenario.yaml")
  }

  /// Puts the scenario and its policies into the directory, or takes the whole directory away again.
  private func write(_ scenario: SyntheticScenario, policiesBeside directory: String) throws {
    let files = FileManager.default
    let target = URL(fileURLWithPath: out)
    do {
      if !scenario.policies.isEmpty {
        let library = target.appendingPathComponent("policies")
        try files.createDirectory(at: library, withIntermediateDirectories: false)
        for policy in scenario.policies {
          try Data(contentsOf: URL(fileURLWithPath: Self.path(ofPolicy: policy, beside: directory)))
            .write(to: library.appendingPathComponent(policy + ".yaml"))
        }
      }
      try Data(scenario.yaml.utf8).write(to: target.appendingPathComponent("scenario.yaml"))
    } catch {
      try? files.removeItem(at: target)
      throw OutputNotWritable(
        path: out, reason: "the scenario can't be written there", remedy: "give a path on a disk with enough room")
    }
  }

  private func summary(of register: Register) -> String {
    let figures = RegisterFigures(of: register)
    func share(_ thousandths: Int) -> String { Thousandths.text(thousandths * 100) + " %" }
    return """
      \(out): \(register.networks.count) networks, \(figures.networks) of them outside the plans, of \
      \(figures.administrations) administrations: Gini \(Thousandths.text(figures.giniThousandths)), the five largest \
      \(share(figures.fiveLargestThousandths)), the ten largest \(share(figures.tenLargestThousandths)), in use \
      \(share(figures.inUseThousandths))
      """
  }
}

/// One option for each knob of the generator.
struct RegisterKnobOptions: ParsableArguments {
  @Option(help: .init(RegisterKnob.networks.help)) var networks: String?
  @Option(help: .init(RegisterKnob.administrations.help)) var administrations: String?
  @Option(help: .init(RegisterKnob.concentration.help)) var concentration: String?
  @Option(help: .init(RegisterKnob.wealth.help)) var wealth: String?
  @Option(help: .init(RegisterKnob.early.help)) var early: String?
  @Option(help: .init(RegisterKnob.planned.help)) var planned: String?
  @Option(help: .init(RegisterKnob.allotments.help)) var allotments: String?
  @Option(help: .init(RegisterKnob.organisations.help)) var organisations: String?
  @Option(help: .init(RegisterKnob.home.help)) var home: String?
  @Option(help: .init(RegisterKnob.reach.help)) var reach: String?
  @Option(help: .init(RegisterKnob.busy.help)) var busy: String?
  @Option(help: .init(RegisterKnob.repeats.help)) var repeats: String?
  @Option(help: .init(RegisterKnob.wholeDegrees.help)) var wholeDegrees: String?
  @Option(help: .init(RegisterKnob.halfDegrees.help)) var halfDegrees: String?
  @Option(help: .init(RegisterKnob.span.help)) var span: String?
  @Option(help: .init(RegisterKnob.recent.help)) var recent: String?
  @Option(parsing: .unconditional, help: .init(RegisterKnob.growth.help)) var growth: String?
  @Option(parsing: .unconditional, help: .init(RegisterKnob.recentGrowth.help)) var recentGrowth: String?
  @Option(help: .init(RegisterKnob.undated.help)) var undated: String?
  @Option(help: .init(RegisterKnob.inUseOld.help)) var inUseOld: String?
  @Option(help: .init(RegisterKnob.inUseRecent.help)) var inUseRecent: String?
  @Option(help: .init(RegisterKnob.inUsePlanned.help)) var inUsePlanned: String?
  @Option(help: .init(RegisterKnob.bandChannels.help)) var bandChannels: String?
  @Option(help: .init(RegisterKnobs.bandsHelp)) var bands: String?

  /// The knobs that were given, by name.
  private var given: [(name: String, value: String?)] {
    func value(_ knob: RegisterKnob) -> String? {
      switch knob {
      case .networks: networks
      case .administrations: administrations
      case .concentration: concentration
      case .wealth: wealth
      case .early: early
      case .planned: planned
      case .allotments: allotments
      case .organisations: organisations
      case .home: home
      case .reach: reach
      case .busy: busy
      case .repeats: repeats
      case .wholeDegrees: wholeDegrees
      case .halfDegrees: halfDegrees
      case .span: span
      case .recent: recent
      case .growth: growth
      case .recentGrowth: recentGrowth
      case .undated: undated
      case .inUseOld: inUseOld
      case .inUseRecent: inUseRecent
      case .inUsePlanned: inUsePlanned
      case .bandChannels: bandChannels
      }
    }
    return RegisterKnob.allCases.map { ($0.rawValue, value($0)) } + [(RegisterKnobs.bandsName, bands)]
  }

  /// The knobs of the generator.
  ///
  /// - Throws: `ValidationError` with the option that is at fault.
  func knobs() throws -> RegisterKnobs {
    var knobs = RegisterKnobs()
    for (name, value) in given {
      guard let value else { continue }
      do {
        try knobs.set(name, to: value)
      } catch {
        throw ValidationError("--\(error)")
      }
    }
    return knobs
  }
}
