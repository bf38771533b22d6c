// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The files of a result directory that are verified, as bytes; nil for a file that isn't there.
public struct ResultFiles: Sendable {
  /// Name of the table of grants.
  public static let allocationName = "allocation.csv"
  /// Name of the table of figures.
  public static let metricsName = "metrics.csv"
  /// Name of the certificate.
  public static let certificateName = "certificate.json"
  /// Name of the summary.
  public static let resultsName = "results.json"

  /// Bytes of `allocation.csv`.
  public var allocation: [UInt8]?
  /// Bytes of `metrics.csv`.
  public var metrics: [UInt8]?
  /// Bytes of `certificate.json`.
  public var certificate: [UInt8]?
  /// Bytes of `results.json`.
  public var results: [UInt8]?
  /// Bytes of every file under `inputs/`, by path within the result directory; nil where digests of inputs aren't checked.
  public var inputs: [String: [UInt8]]?

  /// Takes the files' bytes.
  public init(
    allocation: [UInt8]?, metrics: [UInt8]?, certificate: [UInt8]?, results: [UInt8]? = nil,
    inputs: [String: [UInt8]]? = nil
  ) {
    self.allocation = allocation
    self.metrics = metrics
    self.certificate = certificate
    self.results = results
    self.inputs = inputs
  }

  /// Takes the files' texts.
  public init(allocation: String, metrics: String, certificate: String, results: String? = nil) {
    self.init(
      allocation: Array(allocation.utf8), metrics: Array(metrics.utf8), certificate: Array(certificate.utf8),
      results: results.map { Array($0.utf8) })
  }

  /// Reads what there is of a result directory; a file that is missing becomes a finding later.
  public init(directory: String) {
    let base = directory as NSString
    func bytes(_ name: String) -> [UInt8]? {
      FileManager.default.contents(atPath: base.appendingPathComponent(name)).map { Array($0) }
    }
    self.init(
      allocation: bytes(Self.allocationName), metrics: bytes(Self.metricsName),
      certificate: bytes(Self.certificateName), results: bytes(Self.resultsName))
    let inputs = FileManager.default.enumerator(atPath: base.appendingPathComponent("inputs"))?.compactMap {
      ($0 as? String).map { "inputs/" + $0 }
    }
    var isDirectory = ObjCBool(false)
    let files = (inputs ?? []).filter {
      FileManager.default.fileExists(atPath: base.appendingPathComponent($0), isDirectory: &isDirectory)
        && !isDirectory.boolValue
    }
    self.inputs = Dictionary(files.map { ($0, bytes($0) ?? []) }) { first, _ in first }
  }
}

/// Exact equality of bytes: `==` on strings takes different spellings of a letter for the same.
func isSame(_ left: String, _ right: String) -> Bool {
  left.utf8.elementsEqual(right.utf8)
}
