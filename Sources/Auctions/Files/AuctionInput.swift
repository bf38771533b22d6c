// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// Which kind of file an auction is given as, and its bytes.
public enum AuctionInput {
  /// Whether a path leads to a file of the Combinatorial Auction Test Suite rather than to one of ours: by its ending, and
  /// where that says nothing, by its first line that isn't a comment.
  public static func isCATS(_ path: String) -> Bool {
    let name = path.lowercased()
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") { return false }
    if name.hasSuffix(".txt") || name.hasSuffix(".cats") { return true }
    guard let data = FileManager.default.contents(atPath: path) else { return false }
    let text = data.starts(with: byteOrderMark) ? data.dropFirst(3) : data
    for line in text.prefix(65_536).split(separator: 10) {
      let text = String(decoding: line, as: UTF8.self).drop { $0 == " " || $0 == "\t" }
      if text.isEmpty || text.hasPrefix("%") || text == "\r" { continue }
      return ["goods", "bids", "dummy"].contains {
        text.lowercased().hasPrefix($0 + " ") || text.lowercased().hasPrefix($0 + "\t")
      }
    }
    return false
  }

  /// What some editors put before the text of a file in UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The bytes of a file.
  static func bytes(_ path: String) throws(InputNotFound) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputNotFound(path: path, reason: "no such file")
    }
    guard !isDirectory.boolValue else { throw InputNotFound(path: path, reason: "is a directory") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "can't be read")
    }
    return [UInt8](data)
  }
}
