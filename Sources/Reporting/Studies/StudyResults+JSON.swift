// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

extension StudyResults {
  /// The bytes of `study-results.json`: keys sorted, shortest numbers that read back the same.
  ///
  /// - Throws: `EncodingError` where a number is not finite.
  public func json() throws -> [UInt8] {
    try JSONLayout.text(encoding: self)
  }

  /// Reads `study-results.json`.
  ///
  /// - Parameters:
  ///   - json: the bytes of the file.
  ///   - path: the path to name in faults.
  /// - Throws: `BadInput` where it isn't a document of the current schema.
  public init(json: [UInt8], path: String) throws(BadInput) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document = try? decoder.decode(Self.self, from: Data(json))
    guard let document, document.schema == Self.currentSchema else {
      throw BadInput([
        Fault(
          file: path, problem: "this is not a document of the schema \"\(Self.currentSchema)\"",
          remedy: "give the study-results.json that a study wrote, unchanged")
      ])
    }
    self = document
  }
}
