// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import GRDB

extension StudyStore {
  /// The runs that ended at a limit: what they hold is the best that was found. Complexity: one scan over `runs`.
  public func unprovedRuns() throws -> Set<RunIdentity> {
    try reading { database in
      let step = try SQLStep(database, "SELECT identity, proof FROM runs WHERE status = 'done'")
      defer { step.end() }
      var unproved: Set<RunIdentity> = []
      while try step.next() {
        guard Allocation.unproved.contains(step.text(1)) else { continue }
        guard let identity = RunIdentity(digits: step.bytes(ofText: 0)) else {
          throw StoreFault.corrupt(path: path, detail: "an identity isn't 32 hexadecimal digits")
        }
        unproved.insert(identity)
      }
      return unproved
    }
  }
}
