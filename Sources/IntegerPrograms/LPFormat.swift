// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The CPLEX LP text format.
///
/// What is written can be read by any reader of the format, GLPK's included: a range is written as a row `… − ~name = 0`
/// with bounds on `~name`, a constant of the objective as a variable `~constant` fixed at 1. Reading folds both back,
/// and also takes `1 <= x + y <= 3` and a plain constant. Numbers are written so that they read back as the same.
public enum LPFormat {
  /// Characters besides letters and digits that a name may hold.
  static let nameCharacters: Set<Character> = [
    "!", "\"", "#", "$", "%", "&", "(", ")", ",", ".", ";", "?", "@", "_", "‘", "’", "'", "`", "{", "}", "~", "[",
    "]", "/", "|",
  ]

  /// Names that the format reads as something else.
  static let reservedNames: Set<String> = ["inf", "infinity", "free", "end", "st", "bounds", "bound"]

  /// The text of a model.
  ///
  /// - Throws: `InvalidModelFile` if the model has faults or names that the format can't hold.
  public static func text(of model: Model, names: NameStyle = .given) throws(InvalidModelFile) -> String {
    let writable = try WritableModel(model, names: names, problem: problem(ofName:))
    var writer = LPWriter(writable)
    return writer.text()
  }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - text: The whole file.
  ///   - name: A name for the model.
  /// - Throws: `InvalidModelFile` with line, problem and remedy of each fault.
  public static func model(from text: String, name: String = "") throws(InvalidModelFile) -> Model {
    var reader = LPReader(text, name: name)
    return try reader.read()
  }

  static func problem(ofName name: String) -> String? {
    guard let first = name.first else { return "is empty" }
    if name.utf8.count > 255 { return "is longer than 255 bytes" }
    if first.isNumber || first == "." || first == "[" || first == "/" { return "starts with \"\(first)\"" }
    if let bad = name.first(where: { !isNameCharacter($0) }) { return "holds the character \"\(bad)\"" }
    if reservedNames.contains(name.lowercased()) || LPSection(firstWord: name.lowercased()) != nil {
      return "is a word of the LP format"
    }
    if name.hasPrefix("~") { return "starts with \"~\", which stands for a range" }
    return startsLikeExponent(name) ? "reads like the exponent of a number" : nil
  }

  static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || nameCharacters.contains(character)
  }

  private static func startsLikeExponent(_ name: String) -> Bool {
    guard name.first == "e" || name.first == "E" else { return false }
    return name.dropFirst().first?.isNumber == true
  }
}

/// The sections of an LP file.
enum LPSection: Hashable {
  case minimise, maximise, rows, bounds, general, binary, end
  case unsupported(String)

  /// The section that a word at the start of a line opens, where one word is enough.
  init?(firstWord word: String) {
    switch word {
    case "min", "minimize", "minimise", "minimum": self = .minimise
    case "max", "maximize", "maximise", "maximum": self = .maximise
    case "st", "s.t.", "st.": self = .rows
    case "bounds", "bound": self = .bounds
    case "general", "generals", "gen", "integer", "integers", "int": self = .general
    case "binary", "binaries", "bin": self = .binary
    case "end": self = .end
    case "sos", "sos1", "sos2", "semi-continuous", "semi", "semis", "pwlobj", "genconstr": self = .unsupported(word)
    default: return nil
    }
  }
}
