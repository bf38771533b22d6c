// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

extension ResultsDocument {
  /// The bytes of `results.json`: keys sorted, shortest numbers that read back the same, one line for what is small.
  ///
  /// The same document always gives the same bytes.
  ///
  /// - Throws: `EncodingError` where a number is not finite; such numbers belong into a `Quantity`.
  public func json() throws -> [UInt8] {
    try JSONLayout.text(encoding: self)
  }

  /// Reads `results.json`.
  ///
  /// - Parameters:
  ///   - json: the bytes of the file.
  ///   - path: the path to name in faults.
  /// - Throws: `BadInput` with the place in the document.
  public init(json: [UInt8], path: String) throws(BadInput) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try Self.read(Self.self, json, path, with: decoder)
  }

  /// Reads a document, or a part of one, of the current schema.
  static func read<Part: SchemaNaming>(
    _: Part.Type, _ json: [UInt8], _ path: String, with decoder: JSONDecoder
  ) throws(BadInput) -> Part {
    let data = Data(json)
    do {
      let part = try decoder.decode(Part.self, from: data)
      guard part.schema == currentSchema else { throw otherSchema(part.schema, path: path) }
      return part
    } catch let fault as BadInput {
      throw fault
    } catch let error as DecodingError {
      // A document of another schema is told as such, whatever else it lacks.
      if let schema = (try? decoder.decode(SchemaOnly.self, from: data))?.schema, schema != currentSchema {
        throw otherSchema(schema, path: path)
      }
      throw BadInput([Self.fault(error, path: path)])
    } catch {
      throw BadInput([Fault(file: path, problem: "the file can't be read as JSON", remedy: Self.remedy)])
    }
  }

  private static func otherSchema(_ schema: String, path: String) -> BadInput {
    BadInput([
      Fault(
        file: path, field: "schema", problem: "the schema is \"\(schema)\"",
        remedy: "give a file of the schema \"\(currentSchema)\"")
    ])
  }

  private struct SchemaOnly: Decodable {
    var schema: String
  }

  private static let remedy = "give the results.json that a comparison wrote, unchanged"

  private static func fault(_ error: DecodingError, path: String) -> Fault {
    let (keys, problem): ([any CodingKey], String) =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context):
        (context.codingPath, "the value is of another kind")
      case .keyNotFound(let key, let context): (context.codingPath + [key], "the value is missing")
      case .dataCorrupted(let context): (context.codingPath, "the value isn't allowed or the text isn't JSON")
      @unknown default: ([], "the file can't be read")
      }
    let place = keys.map { $0.intValue.map { "[\($0)]" } ?? snakeCase($0.stringValue) }
    return Fault(
      file: path, field: place.isEmpty ? nil : place.joined(separator: "."), problem: problem, remedy: remedy)
  }

  /// A property's name as it stands in the file.
  private static func snakeCase(_ name: String) -> String {
    var text = ""
    for character in name {
      if character.isUppercase { text += "_" }
      text += character.lowercased()
    }
    return text
  }
}

/// Something read from `results.json` that names the document's schema.
protocol SchemaNaming: Decodable {
  var schema: String { get }
}

extension ResultsDocument: SchemaNaming {}
