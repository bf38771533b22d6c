// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The MPS text format, fixed and free.
///
/// Conventions that differ between programs, as they are taken here: a right-hand side of the objective is the opposite
/// of its constant (as CPLEX, Gurobi and HiGHS take it; GLPK takes it as the constant itself); an integer variable of a
/// marked section without bounds is between 0 and 1; an upper bound below 0 without a lower bound takes the lower bound
/// away; `OBJSENSE` gives the direction. Written files state every bound of an integer variable.
public enum MPSFormat {
  /// How the fields of a line are told apart.
  public enum Layout: String, Hashable, Sendable, CaseIterable {
    /// By columns; names have at most 8 characters and may hold spaces.
    case fixed
    /// By white space.
    case free
  }

  /// The text of a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - layout: Fixed or free.
  ///   - names: Given or generic names.
  ///   - statesDirection: Whether to write an `OBJSENSE` section when maximising. GLPK doesn't read one; without it the
  ///     reader has to be told the direction.
  /// - Throws: `InvalidModelFile` for faults of the model, or names or numbers that the layout can't hold.
  public static func text(
    of model: Model, layout: Layout = .free, names: NameStyle = .given, statesDirection: Bool = true
  ) throws(InvalidModelFile) -> String {
    let writable = try WritableModel(model, names: names) { problem(ofName: $0, layout) }
    var writer = MPSWriter(writable, layout, statesDirection: statesDirection)
    return try writer.text()
  }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - text: The whole file.
  ///   - layout: Fixed or free; nil tries free first and then fixed.
  /// - Throws: `InvalidModelFile` with line, problem and remedy of each fault.
  public static func model(from text: String, layout: Layout? = nil) throws(InvalidModelFile) -> Model {
    if let layout {
      var reader = MPSReader(text, layout)
      return try reader.read()
    }
    do {
      return try model(from: text, layout: .free)
    } catch let freeFaults {
      guard let model = try? model(from: text, layout: .fixed) else { throw freeFaults }
      return model
    }
  }

  private static func problem(ofName name: String, _ layout: Layout) -> String? {
    if name.isEmpty { return "is empty" }
    if name.utf8.count > 255 { return "is longer than 255 bytes" }
    if name.contains(where: { $0.isNewline || $0 == "\t" }) { return "holds a line break or tab" }
    switch layout {
    case .fixed:
      if name.unicodeScalars.count > 8 { return "is longer than the 8 characters of fixed MPS" }
      if name.first == " " || name.last == " " { return "starts or ends with a space" }
    case .free:
      if name.contains(where: \.isWhitespace) { return "holds a space" }
    }
    if name.first == "*" || name.first == "$" { return "starts like a comment" }
    return nil
  }
}
