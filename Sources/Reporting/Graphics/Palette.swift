// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Colours and fonts of the figures: Okabe and Ito's colours, which people with every kind of colour vision tell apart.
///
/// Colour never stands alone: lines differ in their dashes too, and groups in their place.
enum Palette {
  /// Text and axes.
  static let ink = "#1a1a1a"
  /// Secondary text.
  static let quiet = "#555555"
  /// Grid lines.
  static let grid = "#d9d9d9"
  /// Areas behind data.
  static let ground = "#f3f3f3"
  /// Black, for the policy of reference.
  static let black = "#000000"
  /// Okabe and Ito's blue.
  static let blue = "#0072B2"
  /// Okabe and Ito's vermillion.
  static let vermillion = "#D55E00"
  /// Okabe and Ito's bluish green.
  static let green = "#009E73"
  /// Okabe and Ito's orange.
  static let orange = "#E69F00"
  /// Okabe and Ito's sky blue.
  static let sky = "#56B4E9"
  /// Okabe and Ito's reddish purple.
  static let purple = "#CC79A7"
  /// Fonts of figures and page.
  static let fonts = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

  /// The line of a policy: black and whole for the first in the list, then by colour and dashes together.
  static func line(_ index: Int) -> SVG.Style {
    let colours = [black, blue, vermillion, green, purple, orange, sky]
    let dashes: [[Double]] = [[], [9, 3], [3, 2], [9, 3, 2, 3], [1.5, 3], [14, 4], [5, 5], [12, 3, 2, 3, 2, 3]]
    return .line(colours[index % colours.count], width: index == 0 ? 2.6 : 2, dashes: dashes[index % dashes.count])
  }

  /// The colour of a part of the administrations.
  static func colour(_ partition: ResultsDocument.Administration.Partition) -> String {
    switch partition {
    case .leastDeveloped: vermillion
    case .landlockedDeveloping: orange
    case .smallIslandDeveloping: purple
    case .otherDeveloping: sky
    case .highIncome: blue
    }
  }

  /// The name of a part of the administrations, for people.
  static func name(_ partition: ResultsDocument.Administration.Partition) -> String {
    switch partition {
    case .leastDeveloped: "Least developed"
    case .landlockedDeveloping: "Landlocked developing"
    case .smallIslandDeveloping: "Small island developing"
    case .otherDeveloping: "Other developing"
    case .highIncome: "High income"
    }
  }
}
