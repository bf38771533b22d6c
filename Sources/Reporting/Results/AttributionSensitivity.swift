// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// The chief measures of one policy's allocation if networks of organisations counted for others.
  ///
  /// The allocation is the same; only who its grants count for differs. Measured over member States with equal entitlements.
  public struct AttributionSensitivity: Codable, Hashable, Sendable {
    /// Identifier of the policy.
    public var policy: String
    /// Who networks of organisations count for.
    public var attribution: Scenario.Attribution
    /// Gini coefficient.
    public var gini: Quantity
    /// Hoover index.
    public var hoover: Quantity
    /// Share of member States that hold nothing.
    public var shareWithNothing: Quantity
    /// The least ratio of the share held to the share entitled.
    public var minRatio: Quantity
    /// Parity ratio of the least developed countries.
    public var parityOfLeastDeveloped: Quantity

    /// Makes a record.
    public init(
      policy: String, attribution: Scenario.Attribution, gini: Quantity, hoover: Quantity, shareWithNothing: Quantity,
      minRatio: Quantity, parityOfLeastDeveloped: Quantity
    ) {
      self.policy = policy
      self.attribution = attribution
      self.gini = gini
      self.hoover = hoover
      self.shareWithNothing = shareWithNothing
      self.minRatio = minRatio
      self.parityOfLeastDeveloped = parityOfLeastDeveloped
    }
  }
}
