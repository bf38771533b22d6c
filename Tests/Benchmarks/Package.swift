// swift-tools-version: 6.1
// OrbitShare: benchmarks, a package of their own so that nothing else depends on what they need.
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

let package = Package(
  name: "OrbitShareBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "OrbitShare", path: "../.."),
    // Without the default traits: counting allocations needs a replaced allocator, which isn't on every machine.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "RegisterBenchmarks",
      dependencies: [
        .product(name: "OrbitShareLibraries", package: "OrbitShare"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/RegisterBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    )
  ],
  swiftLanguageModes: [.v6]
)
