// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The command line: thin commands over the rooms.
@main
struct OrbitShare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orbitshare",
    abstract: "A policy laboratory for orbital slots and spectrum.")
}
