// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Fairness
import Filings
import Foundation
import Reporting

/// `orbitshare metrics`: every measure over a column of numbers.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Every measure over the column `value` of a CSV file.",
    discussion: """
      Optional columns: `entitlement` (above 0; equal where absent) and `group` (for the decomposition and parity \
      ratios). Values are decimals of at least 0.
      """)

  @Argument(help: "A CSV file with a header.")
  var file: String

  @OptionGroup
  var answer: AnswerOption

  func run() throws {
    try ExitStatus.reporting {
      let column = try MeasuredColumn.read(file)
      let results = try column.results()
      if answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(results))
      } else {
        for metric in results.metrics {
          let value = metric.value.map { "\($0)" } ?? metric.status
          let group = metric.group == "all" ? "" : " [\(metric.group)]"
          try Console.answer("\(metric.id)\(group): \(value)  (\(metric.unit), \(metric.direction))")
        }
      }
    }
  }
}
