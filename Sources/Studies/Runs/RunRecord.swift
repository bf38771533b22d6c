// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What comes out of a run; everything but the effort is the same on every machine.
public struct RunRecord: Hashable, Sendable {
  /// How a run ended.
  public enum Outcome: Hashable, Sendable {
    /// With an allocation; the text is how far it is proved: `optimal`, `bounded`, `feasible`, `replayed`.
    case done(proof: String)
    /// Without one.
    case failed(RunFailure)
  }

  /// What is claimed of a stage.
  public struct Claim: Hashable, Sendable {
    /// Its number, from 0.
    public var number: Int
    /// The stage's name.
    public var stage: String
    /// The objective.
    public var objective: String
    /// How strong the claim is.
    public var strength: String
    /// The objective's value.
    public var value: Int
    /// What no allocation exceeds; nil where nothing is known.
    public var bound: Int?

    /// Makes a claim.
    public init(number: Int, stage: String, objective: String, strength: String, value: Int, bound: Int?) {
      self.number = number
      self.stage = stage
      self.objective = objective
      self.strength = strength
      self.value = value
      self.bound = bound
    }
  }

  /// What became of a request.
  public struct Decision: Hashable, Sendable {
    /// Identifier of the network.
    public var network: String
    /// `granted`, `refused`, `lapsed` or `unsold`.
    public var outcome: String
    /// The position granted, in thousandths of a degree.
    public var positionMilliDegrees: Int?
    /// The first channel granted.
    public var firstChannel: Int?
    /// Why.
    public var reason: String

    /// Makes a decision.
    public init(network: String, outcome: String, positionMilliDegrees: Int?, firstChannel: Int?, reason: String) {
      self.network = network
      self.outcome = outcome
      self.positionMilliDegrees = positionMilliDegrees
      self.firstChannel = firstChannel
      self.reason = reason
    }
  }

  /// What it cost; may differ from one machine to another.
  public struct Effort: Hashable, Sendable {
    /// Seconds of the clock.
    public var seconds: Double
    /// Nodes of branch and bound.
    public var nodes: Int
    /// Iterations of the simplex method.
    public var simplexIterations: Int

    /// Makes an effort.
    public init(seconds: Double, nodes: Int, simplexIterations: Int) {
      self.seconds = seconds
      self.nodes = nodes
      self.simplexIterations = simplexIterations
    }
  }

  /// The run's identity.
  public var identity: RunIdentity
  /// The key that it is a hash of.
  public var key: String
  /// How it ended.
  public var outcome: Outcome
  /// Its measures, in the order of the results document.
  public var measures: [Measurement]
  /// What is claimed.
  public var claims: [Claim]
  /// What became of every request; empty where the study doesn't keep it.
  public var decisions: [Decision]
  /// The certificate as JSON; nil where the study doesn't keep it.
  public var certificate: [UInt8]?
  /// What it cost.
  public var effort: Effort

  /// Makes a record.
  public init(
    identity: RunIdentity, key: String, outcome: Outcome, measures: [Measurement], claims: [Claim],
    decisions: [Decision], certificate: [UInt8]?, effort: Effort
  ) {
    self.identity = identity
    self.key = key
    self.outcome = outcome
    self.measures = measures
    self.claims = claims
    self.decisions = decisions
    self.certificate = certificate
    self.effort = effort
  }
}

/// A figure of a run.
public struct Measurement: Hashable, Sendable {
  /// Which.
  public var name: MeasureName
  /// The value; nil where it isn't a number.
  public var value: Double?
  /// `value`, `undefined` or `infinite`.
  public var status: String

  /// Makes a figure.
  public init(name: MeasureName, value: Double?, status: String) {
    self.name = name
    self.value = value
    self.status = status
  }
}

/// A measure with what it is taken over.
public struct MeasureName: Hashable, Sendable, Comparable {
  /// Identifier of the measure, as in `metrics.csv`.
  public var measure: String
  /// The population.
  public var population: String
  /// The entitlement.
  public var entitlement: String
  /// The group, or `all`.
  public var group: String

  /// Makes a name.
  public init(measure: String, population: String, entitlement: String, group: String) {
    self.measure = measure
    self.population = population
    self.entitlement = entitlement
    self.group = group
  }

  /// By measure, population, entitlement and group.
  public static func < (left: MeasureName, right: MeasureName) -> Bool {
    (left.measure, left.population, left.entitlement, left.group)
      < (right.measure, right.population, right.entitlement, right.group)
  }
}

/// Why a run gave nothing.
public struct RunFailure: Hashable, Sendable {
  /// What went wrong.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The scenario, policy or register doesn't hold together with these settings.
    case badInput = "bad-input"
    /// A limit was reached with no answer.
    case limit
    /// A fault of the program or of a library.
    case `internal`
  }

  /// What went wrong.
  public var kind: Kind
  /// The message, as the command would have given it.
  public var message: String

  /// Makes a failure.
  public init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }
}
