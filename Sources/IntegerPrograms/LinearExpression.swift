// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that is linear in the variables of a model: a variable or an expression.
public protocol LinearTerm: Sendable {
  /// The same as an expression.
  var linearExpression: LinearExpression { get }
}

extension Variable: LinearTerm {
  /// The variable once.
  public var linearExpression: LinearExpression { LinearExpression([Term(self, 1)]) }
}

/// One variable with its coefficient.
public struct Term: Hashable, Sendable {
  /// The variable.
  public var variable: Variable
  /// Its coefficient.
  public var coefficient: Double

  /// Makes a term.
  public init(_ variable: Variable, _ coefficient: Double) {
    self.variable = variable
    self.coefficient = coefficient
  }
}

/// A sum of terms and a constant.
///
/// Terms stand in the order in which they were written and may name a variable more than once; `merged` sums them up.
/// Adding a term with `+=` takes constant time on average, so long sums are built by `+=` or from an array of terms.
/// An expression isn't `Equatable`: `==` between expressions makes a `Relation`.
public struct LinearExpression: LinearTerm {
  /// The terms as written.
  public var terms: [Term]
  /// The constant.
  public var constant: Double

  /// Makes an expression of terms and a constant.
  public init(_ terms: [Term] = [], constant: Double = 0) {
    self.terms = terms
    self.constant = constant
  }

  /// Makes the sum of variables.
  public init(sumOf variables: some Sequence<Variable>) {
    self.init(variables.map { Term($0, 1) })
  }

  /// Makes the sum of expressions or variables.
  public init(sum parts: some Sequence<some LinearTerm>) {
    self.init()
    for part in parts { self += part }
  }

  /// Itself.
  public var linearExpression: LinearExpression { self }

  /// The same expression with each variable at most once, in the order of the variables, and no zero coefficient.
  ///
  /// Coefficients of one variable are added in the order in which they were written, so the result is the same on
  /// every run. Takes O(n log n).
  public var merged: LinearExpression {
    let order = terms.indices.sorted {
      (terms[$0].variable.index, $0) < (terms[$1].variable.index, $1)
    }
    var result: [Term] = []
    result.reserveCapacity(terms.count)
    for position in order {
      let term = terms[position]
      if let last = result.last, last.variable == term.variable {
        result[result.count - 1].coefficient += term.coefficient
      } else {
        result.append(term)
      }
    }
    result.removeAll { $0.coefficient == 0 }
    return LinearExpression(result, constant: constant)
  }

  /// The demand that the expression lies between two values, both allowed.
  public func between(_ lower: Double, _ upper: Double) -> Relation {
    Relation(self, .between(lower, upper))
  }
}
