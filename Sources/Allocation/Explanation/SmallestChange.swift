// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The smallest changes that would have served a refused request, all else as it was granted.
public struct SmallestChange: Encodable, Sendable {
  /// A free option that some change would open.
  public struct FreeOption: Encodable, Hashable, Sendable {
    /// The band.
    public var band: String
    /// How many channels it has.
    public var channels: Int
    /// Longitude in thousandths of a degree.
    public var longitudeMilliDegrees: Int
    /// Displacement from the filed longitude in thousandths of a degree, east positive.
    public var displacementMilliDegrees: Int
    /// First channel, from 1.
    public var firstChannel: Int
    /// Polarization.
    public var polarization: String
  }

  /// Grants that would have to be given up.
  public struct Sacrifice: Encodable, Hashable, Sendable {
    /// The networks, by identifier.
    public var networks: [String]
    /// The option that opens.
    public var option: FreeOption
  }

  /// What a shift beyond the flexibility was held against.
  public enum Visibility: String, Encodable, Sendable {
    /// Every point of the notifying administration's territory that sees the filed position sees the new one too.
    case territory
    /// Nothing: the register has no point of the territory that sees the filed position.
    case notChecked = "not-checked"
  }

  /// Whether a cap or an upper quota of the policy keeps the request out; then only giving up a grant helps.
  public var capIsReached: Bool
  /// The nearest free option on the grid, as far from the filed longitude as need be; nil where the band is full, or free
  /// only where the territory doesn't see it.
  public var shift: FreeOption?
  /// Whether the shift is within the request's flexibility.
  public var shiftIsWithinFlexibility: Bool
  /// Whether the shift was held against what the territory sees.
  public var visibility: Visibility
  /// In every other band that requests of its kind are made in the free option nearest to the filed longitude, within that band's
  /// flexibility; bands without one are left out.
  public var otherBands: [FreeOption]
  /// The fewest grants whose absence would open an option; nil where none would.
  public var sacrifice: Sacrifice?
  /// The most channels below those asked for that fit within the flexibility; nil where none do or it asks for one.
  public var fewerChannels: FreeOption?
}
