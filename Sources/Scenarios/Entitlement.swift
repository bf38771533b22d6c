// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What an administration's holding is measured against.
///
/// An entitlement is an assumption of a scenario or a policy, not law: the Radio Regulations entitle nobody to a share.
public enum Entitlement: Hashable, Sendable {
  /// One for every administration.
  case equal
  /// Its inhabitants.
  case population
  /// Its inhabitants without service.
  case need
  /// The width of the arc that its territory sees, in thousandths of a degree.
  case visibleArc
  /// The weight of its income group.
  case income
  /// A weighted sum of other entitlements, which the scenario defines under a name.
  case blend(String)
  /// A column of a table, which the scenario defines under a name.
  case column(String)

  /// Those that need no definition.
  public static let builtIn: [Entitlement] = [.equal, .population, .need, .visibleArc, .income]

  /// Reads an identifier; `visible-arc` is read as `visible_arc`.
  ///
  /// Nil where it is neither a built-in one nor `blend:` or `column:` with a plain name.
  public init?(_ text: String) {
    if text == "visible-arc" {
      self = .visibleArc
    } else if let known = Self.builtIn.first(where: { $0.identifier == text }) {
      self = known
    } else if text.hasPrefix("blend:"), PlainName.isPlain(text.dropFirst("blend:".count)) {
      self = .blend(String(text.dropFirst("blend:".count)))
    } else if text.hasPrefix("column:"), PlainName.isPlain(text.dropFirst("column:".count)) {
      self = .column(String(text.dropFirst("column:".count)))
    } else {
      return nil
    }
  }

  /// The word that files and results use.
  public var identifier: String {
    switch self {
    case .equal: "equal"
    case .population: "population"
    case .need: "need"
    case .visibleArc: "visible_arc"
    case .income: "income"
    case .blend(let name): "blend:" + name
    case .column(let name): "column:" + name
    }
  }

  /// The name for people, as in “measured against …”.
  public var title: String {
    switch self {
    case .equal: "equal entitlements"
    case .population: "entitlements by inhabitants"
    case .need: "entitlements by inhabitants without service"
    case .visibleArc: "entitlements by visible arc"
    case .income: "entitlements by income group"
    case .blend(let name): "the blend “\(name)”"
    case .column(let name): "the column “\(name)”"
    }
  }
}

/// Names that stand in file names, identifiers and results.
package enum PlainName {
  /// Whether a name is not empty and has letters, digits, `-` and `_` only.
  package static func isPlain(_ name: some StringProtocol) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
      }
  }
}
