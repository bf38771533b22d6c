// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reading of a register from its Data Package.
extension Register {
  /// Reads and checks a register.
  ///
  /// - Parameter path: the register's directory, or the `datapackage.json` in it.
  /// - Throws: `InputNotFound` where there is no descriptor; `BadInput` with every fault of the descriptor and the
  ///   tables, each with file, line, column and remedy.
  public static func read(directory path: String) throws -> Register {
    let isDirectory = InputFile.isDirectory(path)
    let file = isDirectory ? InputFile.path(path, RegisterDescriptor.fileName) : path
    let directory = isDirectory ? path : InputFile.parent(path)
    let descriptor = try RegisterDescriptor(try InputFile.bytes(file), file: file, directory: directory)
    var reader = RegisterReader(descriptor)
    return try reader.read(descriptorFile: file)
  }
}

/// The reading of a register's tables, with the faults found so far.
private struct RegisterReader {
  let descriptor: RegisterDescriptor
  var faults: [Fault]
  /// Tables of which no row could be read: nothing can be said about what refers to them.
  private var unread: Set<String> = []

  init(_ descriptor: RegisterDescriptor) {
    self.descriptor = descriptor
    faults = descriptor.faults
  }

  mutating func read(descriptorFile: String) throws(BadInput) -> Register {
    var rows = RegisterRows()
    rows.administrations = decode(.administrations) { $0.administration() }
    rows.organisations = decode(.organisations) { $0.organisation() }
    rows.networks = decode(.networks) { $0.network() }
    rows.suspensions = decode(.suspensions) { $0.suspension() }
    rows.previousNames = decode(.previousNames) { $0.previousName() }
    rows.allotments = decode(.allotments) { $0.allotment() }
    rows.territoryPoints = decode(.territoryPoints) { $0.territoryPoint() }
    rows.shells = decode(.shells) { $0.shell() }
    rows.channels = decode(.channels) { $0.channels() }
    rows.memberships = decode(.memberships) { $0.membership() }
    rows.jointFilings = decode(.jointFilings) { $0.jointFiling() }
    faults += rows.relationFaults(unread: unread)
    if rows.networks.isEmpty, !unread.contains("networks"), let file = descriptor.paths["networks"] {
      faults.append(
        Fault(file: file, problem: "the register holds no network", remedy: "add at least one row to the table"))
    }
    guard faults.isEmpty, let snapshot = descriptor.snapshot else { throw BadInput(inOrderOfInput(descriptorFile)) }
    return rows.register(descriptor, snapshot: snapshot)
  }

  /// The faults by file, descriptor first, and by line; those of one row stay as they were found.
  private func inOrderOfInput(_ descriptorFile: String) -> [Fault] {
    let files = [descriptorFile] + RegisterTable.all.compactMap { descriptor.paths[$0.name] }
    func rank(_ fault: Fault) -> (Int, Int) { (files.firstIndex(of: fault.file) ?? files.count, fault.line ?? 0) }
    return faults.enumerated().sorted { left, right in
      let (leftRank, rightRank) = (rank(left.element), rank(right.element))
      return leftRank == rightRank ? left.offset < right.offset : leftRank < rightRank
    }.map(\.element)
  }

  /// Reads one table; an optional one that isn't listed has no rows.
  private mutating func decode<Value>(
    _ schema: RegisterTable, _ make: (inout RowDecoder) -> Value
  ) -> [Placed<Value>] {
    guard let path = descriptor.paths[schema.name] else {
      if schema.isRequired { unread.insert(schema.name) }
      return []
    }
    do {
      let table = try Table.parse(bytes: try InputFile.bytes(path), file: path)
      var decoder = RowDecoder(schema: schema, table: table, file: path)
      if !decoder.faults.isEmpty { unread.insert(schema.name) }
      let values = decoder.decode { Placed(value: make(&$0), file: path, line: $0.line) }
      faults += decoder.faults
      return values
    } catch let error as BadInput {
      faults += error.faults
    } catch let error as InputNotFound {
      faults.append(
        Fault(
          file: path, problem: error.reason,
          remedy: "add the table \(schema.name), or mend its path in the descriptor"))
    } catch {
      faults.append(Fault(file: path, problem: "\(error)", remedy: "make the file readable"))
    }
    unread.insert(schema.name)
    return []
  }
}

/// A value and the row that it was read from.
struct Placed<Value> {
  var value: Value
  var file: String
  var line: Int

  /// A fault at a column of the row.
  func fault(_ column: String, _ problem: String, _ remedy: String) -> Fault {
    Fault(file: file, line: line, field: column, problem: problem, remedy: remedy)
  }
}
