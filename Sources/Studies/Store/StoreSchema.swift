// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

/// The tables of a store and how they came about; TheStore describes every column.
enum StoreSchema {
  /// `OSHT`, which tells a store from other files of SQLite.
  static let applicationIdentifier = 0x4f53_4854
  /// The version that this program writes.
  static let version = 1

  /// Brings a store to the version of this program. A migration that was released is never changed.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("first") { database in
      try database.execute(sql: first)
      try database.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
    }
    migrator.registerMigration("places") { database in
      try database.execute(sql: places)
      try database.execute(sql: "PRAGMA user_version = 1")
    }
    return migrator
  }

  private static let first = """
    CREATE TABLE study (
      number INTEGER PRIMARY KEY CHECK (number = 1),
      name TEXT NOT NULL,
      declaration TEXT NOT NULL,
      shard INTEGER NOT NULL CHECK (shard BETWEEN 1 AND shards),
      shards INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE runs (
      number INTEGER PRIMARY KEY,
      identity TEXT NOT NULL UNIQUE,
      status TEXT NOT NULL CHECK (status IN ('done', 'failed')),
      proof TEXT NOT NULL,
      measures_digest TEXT NOT NULL,
      digest TEXT NOT NULL,
      key_hash INTEGER NOT NULL,
      key TEXT NOT NULL
    ) STRICT;
    CREATE TABLE measure_names (
      number INTEGER PRIMARY KEY,
      measure TEXT NOT NULL,
      population TEXT NOT NULL,
      entitlement TEXT NOT NULL,
      group_name TEXT NOT NULL,
      UNIQUE (measure, population, entitlement, group_name)
    ) STRICT;
    CREATE TABLE measure_statuses (number INTEGER PRIMARY KEY, status TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO measure_statuses VALUES (0, 'value'), (1, 'undefined'), (2, 'infinite');
    CREATE TABLE measures (
      run INTEGER NOT NULL,
      measure INTEGER NOT NULL,
      value REAL,
      status INTEGER NOT NULL,
      PRIMARY KEY (run, measure)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE claims (
      run INTEGER NOT NULL,
      number INTEGER NOT NULL,
      stage TEXT NOT NULL,
      objective TEXT NOT NULL,
      strength TEXT NOT NULL,
      value INTEGER NOT NULL,
      bound INTEGER,
      PRIMARY KEY (run, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE request_names (number INTEGER PRIMARY KEY, network TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE words (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE allocations (
      run INTEGER NOT NULL,
      request INTEGER NOT NULL,
      outcome INTEGER NOT NULL,
      position_millidegrees INTEGER,
      first_channel INTEGER,
      reason INTEGER NOT NULL,
      PRIMARY KEY (run, request)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE certificates (run INTEGER PRIMARY KEY, json BLOB NOT NULL) STRICT;
    CREATE TABLE failures (run INTEGER PRIMARY KEY, kind TEXT NOT NULL, message TEXT NOT NULL) STRICT;
    CREATE TABLE effort (
      run INTEGER PRIMARY KEY,
      seconds REAL NOT NULL,
      nodes INTEGER NOT NULL,
      simplex_iterations INTEGER NOT NULL
    ) STRICT;
    """

  /// Where runs stand in the plan, so that a store can be read without the study's files.
  private static let places = """
    ALTER TABLE study ADD COLUMN plan TEXT NOT NULL DEFAULT '';
    ALTER TABLE runs ADD COLUMN policy TEXT NOT NULL DEFAULT '';
    ALTER TABLE runs ADD COLUMN place TEXT NOT NULL DEFAULT '';
    CREATE TABLE places (
      number INTEGER PRIMARY KEY,
      world INTEGER NOT NULL,
      grid TEXT NOT NULL,
      scenario TEXT NOT NULL,
      register TEXT NOT NULL,
      point INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      policy TEXT NOT NULL,
      identity TEXT NOT NULL
    ) STRICT;
    CREATE TABLE points (
      grid TEXT NOT NULL,
      point INTEGER NOT NULL,
      factor INTEGER NOT NULL,
      parameter TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (grid, point, factor)
    ) STRICT, WITHOUT ROWID;
    CREATE VIEW measured AS
      SELECT runs.identity, measure_names.measure, measure_names.population, measure_names.entitlement,
        measure_names.group_name, measure_statuses.status, measures.value
      FROM measures
      JOIN runs ON runs.number = measures.run
      JOIN measure_names ON measure_names.number = measures.measure
      JOIN measure_statuses ON measure_statuses.number = measures.status;
    CREATE VIEW decided AS
      SELECT runs.identity, request_names.network, outcomes.word AS outcome, allocations.position_millidegrees,
        allocations.first_channel, reasons.word AS reason
      FROM allocations
      JOIN runs ON runs.number = allocations.run
      JOIN request_names ON request_names.number = allocations.request
      JOIN words AS outcomes ON outcomes.number = allocations.outcome
      JOIN words AS reasons ON reasons.number = allocations.reason;
    """
}
