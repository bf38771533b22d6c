// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Sums and multiples

extension LinearExpression {
  /// Adds an expression or a variable.
  public static func += (left: inout LinearExpression, right: some LinearTerm) {
    if let variable = right as? Variable {
      left.terms.append(Term(variable, 1))
    } else {
      let expression = right.linearExpression
      left.terms.append(contentsOf: expression.terms)
      left.constant += expression.constant
    }
  }

  /// Subtracts an expression or a variable.
  public static func -= (left: inout LinearExpression, right: some LinearTerm) {
    let expression = right.linearExpression
    left.terms.append(contentsOf: expression.terms.map { Term($0.variable, -$0.coefficient) })
    left.constant -= expression.constant
  }

  /// Adds a constant.
  public static func += (left: inout LinearExpression, right: Double) {
    left.constant += right
  }

  /// Subtracts a constant.
  public static func -= (left: inout LinearExpression, right: Double) {
    left.constant -= right
  }
}

/// The sum of two expressions or variables.
public func + (left: some LinearTerm, right: some LinearTerm) -> LinearExpression {
  var sum = left.linearExpression
  sum += right
  return sum
}

/// The difference of two expressions or variables.
public func - (left: some LinearTerm, right: some LinearTerm) -> LinearExpression {
  var difference = left.linearExpression
  difference -= right
  return difference
}

/// An expression and a constant.
public func + (left: some LinearTerm, right: Double) -> LinearExpression {
  var sum = left.linearExpression
  sum.constant += right
  return sum
}

/// A constant and an expression.
public func + (left: Double, right: some LinearTerm) -> LinearExpression {
  right + left
}

/// An expression less a constant.
public func - (left: some LinearTerm, right: Double) -> LinearExpression {
  left + (-right)
}

/// A constant less an expression.
public func - (left: Double, right: some LinearTerm) -> LinearExpression {
  -right + left
}

/// The opposite of an expression.
public prefix func - (operand: some LinearTerm) -> LinearExpression {
  -1 * operand
}

/// A multiple of an expression.
public func * (left: Double, right: some LinearTerm) -> LinearExpression {
  let expression = right.linearExpression
  return LinearExpression(
    expression.terms.map { Term($0.variable, left * $0.coefficient) }, constant: left * expression.constant)
}

/// A multiple of an expression.
public func * (left: some LinearTerm, right: Double) -> LinearExpression {
  right * left
}

/// An expression divided by a number.
public func / (left: some LinearTerm, right: Double) -> LinearExpression {
  let expression = left.linearExpression
  return LinearExpression(
    expression.terms.map { Term($0.variable, $0.coefficient / right) }, constant: expression.constant / right)
}

// MARK: - Relations

/// The demand that the left side is at most the right side.
public func <= (left: some LinearTerm, right: some LinearTerm) -> Relation {
  Relation(left - right, .atMost(0))
}

/// The demand that an expression is at most a number.
public func <= (left: some LinearTerm, right: Double) -> Relation {
  Relation(left.linearExpression, .atMost(right))
}

/// The demand that a number is at most an expression.
public func <= (left: Double, right: some LinearTerm) -> Relation {
  Relation(right.linearExpression, .atLeast(left))
}

/// The demand that the left side is at least the right side.
public func >= (left: some LinearTerm, right: some LinearTerm) -> Relation {
  Relation(left - right, .atLeast(0))
}

/// The demand that an expression is at least a number.
public func >= (left: some LinearTerm, right: Double) -> Relation {
  Relation(left.linearExpression, .atLeast(right))
}

/// The demand that a number is at least an expression.
public func >= (left: Double, right: some LinearTerm) -> Relation {
  Relation(right.linearExpression, .atMost(left))
}

/// The demand that both sides are equal.
public func == (left: LinearExpression, right: LinearExpression) -> Relation {
  Relation(left - right, .equal(0))
}

/// The demand that both sides are equal.
public func == (left: LinearExpression, right: Variable) -> Relation {
  Relation(left - right, .equal(0))
}

/// The demand that both sides are equal.
public func == (left: Variable, right: LinearExpression) -> Relation {
  Relation(left - right, .equal(0))
}

/// The demand that an expression equals a number.
public func == (left: some LinearTerm, right: Double) -> Relation {
  Relation(left.linearExpression, .equal(right))
}

/// The demand that an expression equals a number.
public func == (left: Double, right: some LinearTerm) -> Relation {
  Relation(right.linearExpression, .equal(left))
}
