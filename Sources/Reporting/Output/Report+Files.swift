// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Report {
  /// The files of a result directory that are made from the document and the allocations, in order.
  ///
  /// The certificate and the record of the run are added by whoever has them.
  public func files(allocation: AllocationTable) throws -> [ResultFile] {
    [
      ResultFile(path: "results.json", bytes: try document.json()),
      ResultFile(path: "allocation.csv", text: allocation.csv),
      ResultFile(path: "metrics.csv", text: MetricsTable(document: document).csv),
      ResultFile(path: "report.html", text: try html()),
    ] + figures.all.flatMap(\.files)
  }
}
