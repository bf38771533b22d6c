// swift-tools-version: 6.2
// OrbitShare: a policy laboratory for orbital slots and spectrum.
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

/// Warnings are errors where ORBITSHARE_STRICT is set, as it is in CI; a newer compiler must not keep a user from building.
let settings: [SwiftSetting] = Context.environment["ORBITSHARE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// A library room: its Swift settings are the same for all.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a room.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, exclude: exclude,
    swiftSettings: settings)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "OrbitShare",
  products: [
    .executable(name: "orbitshare", targets: ["orbitshare"]),
    .library(
      name: "OrbitShareLibraries",
      targets: [
        "IntegerPrograms", "GLPKSolver", "Filings", "Radio", "Scenarios", "Coordination", "Allocation", "Fairness",
        "Auctions", "Verification", "Reporting", "Assessment", "Studies",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    .target(name: "CGLPKGuard", dependencies: ["CGLPK"]),
    room("IntegerPrograms"),
    room("GLPKSolver", ["IntegerPrograms", "CGLPK", "CGLPKGuard"]),
    room("SeededNumbers"),
    room("Filings"),
    room("Radio"),
    room("Scenarios", ["Filings", yams]),
    room("Coordination", ["Filings", "Radio", "Scenarios", "SeededNumbers"]),
    room("Allocation", ["Filings", "Scenarios", "Coordination", "IntegerPrograms", bigInt]),
    room(
      "Auctions",
      ["Filings", "Scenarios", "Coordination", "Allocation", "IntegerPrograms", "SeededNumbers", bigInt, yams]),
    room("Fairness", ["SeededNumbers"]),
    room("Verification", ["Filings", "Scenarios", bigInt]),
    room("Reporting", ["Filings", mustache]),
    room(
      "Assessment", ["Filings", "Scenarios", "Coordination", "Allocation", "Auctions", "Fairness", "Reporting"]),
    room(
      "Studies",
      [
        "Filings", "Scenarios", "Coordination", "Allocation", "Auctions", "Fairness", "Assessment", "Reporting",
        "IntegerPrograms", "SeededNumbers", yams, grdb, sqlite,
      ]),
    .executableTarget(
      name: "orbitshare",
      dependencies: [
        "IntegerPrograms", "GLPKSolver", "Filings", "Radio", "Scenarios", "Coordination", "Allocation", "Fairness",
        "Auctions", "Verification", "Reporting", "Assessment", "Studies", argumentParser,
      ], swiftSettings: settings),
    tests("IntegerPrograms"),
    tests("GLPKSolver", ["IntegerPrograms"]),
    tests("Filings"),
    tests("Radio"),
    tests("Scenarios", ["Filings"]),
    tests("Coordination", ["Filings", "Scenarios"]),
    tests(
      "Allocation",
      [
        "Filings", "Scenarios", "Coordination", "IntegerPrograms", "GLPKSolver", "Fairness", "Reporting", "Assessment",
        "Verification",
      ]),
    tests("Auctions", ["Filings", "Scenarios", "Coordination", "Allocation", "IntegerPrograms", "GLPKSolver"]),
    tests("Fairness", ["SeededNumbers"]),
    tests("Verification", ["Filings", "Scenarios"]),
    tests("Reporting", ["Filings"], exclude: ["Snapshots"]),
    tests(
      "Assessment",
      ["Filings", "Scenarios", "Coordination", "Allocation", "Auctions", "Fairness", "Reporting", "GLPKSolver"]),
    tests(
      "Studies",
      [
        "Filings", "Scenarios", "Coordination", "Allocation", "Fairness", "Assessment", "Reporting", "GLPKSolver",
        "SeededNumbers", "StudiesTestSupport", "study-exercise", grdb,
      ],
      exclude: [
        "Reliability/failing-writes.c", "Store/first-version.py", "Store/first-version.sql",
        "Store/first-version-tables.txt",
      ]),
    .target(
      name: "StudiesTestSupport", dependencies: ["Studies", "Filings"], path: "Tests/StudiesTestSupport",
      swiftSettings: settings),
    .executableTarget(
      name: "study-exercise", dependencies: ["Studies", "Filings", "StudiesTestSupport"], path: "Tests/StudyExercise",
      swiftSettings: settings),
    .testTarget(name: "orbitshareTests", dependencies: ["orbitshare"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
