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
INSERT INTO study VALUES (1, 'made-up', '0', 1, 1);
INSERT INTO runs VALUES (1, '02cba54ee9bdc2685843e7c972093720', 'done', 'optimal', '8aa9f2d802ee42ed', 'c0ce848fedc12ae2', -5644901248646537400, '{"edition":1,"policy":{"digest":"1f","settings":{}}}');
INSERT INTO measure_names VALUES (1, 'gini', 'member_states', 'equal', 'all');
INSERT INTO measures VALUES (1, 1, 0.25, 0);
INSERT INTO claims VALUES (1, 0, 'grant', 'granted-networks', 'optimal', 5, 5);
INSERT INTO request_names VALUES (1, 'NET-1');
INSERT INTO words VALUES (1, 'granted'), (2, 'first in order');
INSERT INTO allocations VALUES (1, 1, 1, 13000, NULL, 2);
INSERT INTO effort VALUES (1, 0.5, 3, 5);
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('first');
PRAGMA application_id = 1330858068;
