// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// The registers of a study's worlds: real, generated, altered, by the settings of a point and a seed.
public struct RegisterSupply: RegisterSupplying, Hashable {
  /// The file that settings stand in, for messages.
  public var file: String

  /// Makes a supply for the settings of a file.
  public init(file: String = "study") { self.file = file }

  /// Names that may follow `register.`: alterations of any register, and the generator's knobs where it is generated.
  public func knownKnobs(generated: Bool) -> [String] {
    RegisterAlteration.names + (generated ? RegisterKnobs.names : [])
  }

  /// What is wrong with a setting by itself, with the nearest known name; nil where nothing is.
  public func fault(of setting: Setting, generated: Bool) -> (problem: String, remedy: String)? {
    read([setting], generated: generated).faults.first.map { ($0.problem, $0.remedy) }
  }

  /// Whether the seed makes any difference.
  public func isDrawn(_ settings: [Setting], generated: Bool) -> Bool {
    generated || read(settings, generated: false).alteration.isDrawn
  }

  /// Everything that makes the register what it is, with its value: all knobs of a generated one, set or not, and the
  /// alterations that change something. Two lists of settings with one outcome have one answer.
  public func effective(_ settings: [Setting], generated: Bool) -> [Setting] {
    let read = read(settings, generated: generated)
    return ((generated ? read.knobs.values : []) + read.alteration.values).map {
      Setting(parameter: .register($0.name), value: $0.value)
    }
  }

  /// The register of a world.
  ///
  /// Time: networks × log networks.
  ///
  /// - Parameters:
  ///   - base: the register that is altered; for a generated one, what lends administrations and territories.
  ///   - generated: whether the generator makes the networks.
  ///   - settings: of any parameters; those of the register count, later ones over earlier ones.
  ///   - seed: of everything drawn.
  /// - Throws: `BadInput` with every setting that is at fault, or with the one that the base leaves no room for.
  public func register(base: Register, generated: Bool, settings: [Setting], seed: Int) throws(BadInput) -> Register {
    let read = read(settings, generated: generated)
    guard read.faults.isEmpty else { throw BadInput(read.faults) }
    do throws(RegisterKnobs.Problem) {
      let register = generated ? try RegisterGenerator(knobs: read.knobs).register(base: base, seed: seed) : base
      return try read.alteration.applied(to: register, seed: seed)
    } catch {
      let line = settings.last { $0.parameter == .register(error.knob) }?.line
      throw BadInput([fault(error, line: line)])
    }
  }

  private func read(
    _ settings: [Setting], generated: Bool
  ) -> (knobs: RegisterKnobs, alteration: RegisterAlteration, faults: [Fault]) {
    var knobs = RegisterKnobs()
    var alteration = RegisterAlteration()
    var faults: [Fault] = []
    for setting in settings {
      guard case .register(let name) = setting.parameter else { continue }
      do throws(RegisterKnobs.Problem) {
        if RegisterAlteration.names.contains(name) {
          try alteration.set(name, to: setting.value)
        } else if generated, RegisterKnobs.names.contains(name) {
          try knobs.set(name, to: setting.value)
        } else {
          throw unknown(name, generated: generated)
        }
      } catch {
        faults.append(fault(error, line: setting.line))
      }
    }
    return (knobs, alteration, faults)
  }

  private func unknown(_ name: String, generated: Bool) -> RegisterKnobs.Problem {
    if !generated, RegisterKnobs.names.contains(name) {
      return RegisterKnobs.Problem(
        knob: name, problem: "only a generated register has this knob",
        remedy: "give the grid a register with `generate:`, or alter this one by: "
          + RegisterAlteration.names.joined(separator: ", "))
    }
    let known = knownKnobs(generated: generated)
    let near = nearest(to: name, among: known).map { "did you mean `register.\($0)`? " } ?? ""
    return RegisterKnobs.Problem(
      knob: name,
      problem: generated ? "a generated register has no such knob" : "a register can't be altered in this way",
      remedy: near + "write one of: \(known.joined(separator: ", "))")
  }

  private func fault(_ problem: RegisterKnobs.Problem, line: Int?) -> Fault {
    Fault(
      file: file, line: line, field: "register." + problem.knob, problem: problem.problem, remedy: problem.remedy)
  }
}
