// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// All figures of a document, in the order of the report.
public struct FigureSet: Sendable {
  /// Lorenz curves, one figure for each population and entitlement.
  public var lorenz: [Figure]
  /// Channels granted against inequality; none with fewer than two policies.
  public var efficiency: [Figure]
  /// What fairness costs, one figure for each entitlement; none where it wasn't worked out.
  public var frontier: [Figure]
  /// Who pays, by income group; none where nothing is paid.
  public var market: [Figure]
  /// Probabilities of being served, one figure for each policy with a lottery or orders by lot.
  public var chances: [Figure]
  /// Who sits where on the arc, a few policies a figure.
  public var arc: [Figure]
  /// Parity of groups.
  public var groups: [Figure]
  /// Holdings in ascending order under two policies.
  public var staircase: [Figure]
  /// Who gains and loses against the policy of reference, one figure for each other policy.
  public var gains: [Figure]

  /// Draws the figures of a document.
  public init(document: ResultsDocument) {
    self.init(Digest(document))
  }

  init(_ digest: Digest) {
    lorenz = LorenzFigure.figures(digest)
    efficiency = EfficiencyFigure.figures(digest)
    frontier = FrontierFigure.figures(digest)
    market = MarketFigure.figures(digest)
    chances = ChancesFigure.figures(digest)
    arc = ArcFigure.figures(digest)
    groups = GroupParityFigure.figures(digest)
    staircase = StaircaseFigure.figures(digest)
    gains = GainsFigure.figures(digest)
  }

  /// All of them in order.
  public var all: [Figure] { lorenz + efficiency + frontier + market + chances + arc + groups + staircase + gains }
}
