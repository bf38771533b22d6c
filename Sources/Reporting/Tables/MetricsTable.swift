// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes `metrics.csv`: every measure over all requests.
public struct MetricsTable: Sendable {
  /// The document that the measures are in.
  public var document: ResultsDocument

  /// Makes the table of a document.
  public init(document: ResultsDocument) {
    self.document = document
  }

  /// The table as text; a measure without a finite value has an empty field and its status.
  public var csv: String {
    var table = CSVText(header: ["policy", "population", "entitlement", "group", "metric", "value", "status"])
    for policy in document.policies {
      for measure in policy.measures {
        table.append([
          policy.id, measure.population, measure.entitlement, measure.group, measure.id,
          measure.value.map(NumberText.shortest) ?? "", measure.status.rawValue,
        ])
      }
    }
    return table.text
  }
}
