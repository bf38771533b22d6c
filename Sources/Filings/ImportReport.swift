// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What an import did with every record that it read: nothing is dropped silently.
public struct ImportReport: Hashable, Sendable, CustomStringConvertible {
  /// What was done with a record beyond copying it.
  public enum Action: String, CaseIterable, Hashable, Sendable {
    /// A value was changed to what it evidently means, and the record kept.
    case repaired
    /// The record was left out.
    case refused
    /// The record was kept as it is, although something about it is doubtful.
    case flagged
  }

  /// A record that was repaired, refused or flagged.
  public struct Entry: Hashable, Sendable {
    /// Name of the raw file.
    public var table: String
    /// Line of the raw file, where the entry speaks of one record.
    public var line: Int?
    /// What identifies the record, usually the network.
    public var record: String
    /// What was done.
    public var action: Action
    /// Number of records that the entry speaks of.
    public var records: Int
    /// Why, in the same words for all such records.
    public var reason: String
    /// The values concerned.
    public var detail: String

    /// Makes an entry.
    public init(
      table: String, line: Int?, record: String, action: Action, records: Int = 1, reason: String, detail: String = ""
    ) {
      self.table = table
      self.line = line
      self.record = record
      self.action = action
      self.records = records
      self.reason = reason
      self.detail = detail
    }
  }

  /// The counts of a raw table. A record is kept or refused; one that is kept may be repaired, flagged or both.
  public struct TableCount: Hashable, Sendable {
    /// Name of the raw file.
    public var table: String
    /// Records read.
    public var read: Int
    /// Records whose content is in the register.
    public var kept: Int
    /// Records left out.
    public var refused: Int
    /// Repairs made; a record may have several.
    public var repaired: Int
    /// Flags raised; a record may have several.
    public var flagged: Int
  }

  /// How many records of a raw table something was done with for one reason.
  public struct Reason: Hashable, Sendable {
    /// Name of the raw file.
    public var table: String
    /// What was done.
    public var action: Action
    /// Why.
    public var reason: String
    /// Number of records.
    public var records: Int
  }

  /// The raw tables, in the order in which they were read.
  public private(set) var tables: [TableCount] = []
  /// The entries, in the order in which they arose.
  public private(set) var entries: [Entry] = []

  /// Makes an empty report.
  public init() {}

  /// Counts the records of a raw table; its refused records follow as entries.
  mutating func count(table: String, read: Int) {
    tables.append(TableCount(table: table, read: read, kept: read, refused: 0, repaired: 0, flagged: 0))
  }

  /// Adds an entry and counts it.
  mutating func add(_ entry: Entry) {
    entries.append(entry)
    guard let position = tables.firstIndex(where: { $0.table == entry.table }) else { return }
    switch entry.action {
    case .repaired: tables[position].repaired += entry.records
    case .flagged: tables[position].flagged += entry.records
    case .refused:
      tables[position].refused += entry.records
      tables[position].kept -= entry.records
    }
  }

  /// The number of records by table, action and reason, in the order in which they first arose.
  public var reasons: [Reason] {
    var reasons: [Reason] = []
    var positions: [Reason: Int] = [:]
    for entry in entries {
      let key = Reason(table: entry.table, action: entry.action, reason: entry.reason, records: 0)
      let position = positions[key] ?? reasons.count
      if position == reasons.count {
        positions[key] = position
        reasons.append(key)
      }
      reasons[position].records += entry.records
    }
    return reasons
  }

  /// The report as text: one line a table, and below it one line for each action and reason.
  public var description: String {
    var lines: [String] = []
    let reasons = self.reasons
    for count in tables {
      lines.append(
        "\(count.table): \(count.read) read, \(count.kept) kept, \(count.repaired) repaired, \(count.refused) refused, "
          + "\(count.flagged) flagged")
      for reason in reasons where reason.table == count.table {
        lines.append("  \(reason.action.rawValue) \(reason.records): \(reason.reason)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
