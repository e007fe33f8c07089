-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The server's tables, one text for SQLite and PostgreSQL. Ids are lower-case UUIDs as text, since that
-- is how they travel; times are RFC 3339 in UTC, since they sort as text; roles are the bits of MvRoles.

-- What the server knows about itself: `epoch`, made anew when a backup is restored.
CREATE TABLE meta (
  key text PRIMARY KEY,
  value text NOT NULL
);

-- A scope and its counter. The row is changed last in a writing transaction and locked until it
-- commits, so that nobody reads a sequence number before a smaller one.
CREATE TABLE scope (
  id {identity},
  name text NOT NULL UNIQUE,    -- `user/<uid>`, never `user/me`
  seq bigint NOT NULL,          -- last number given out
  floor bigint NOT NULL         -- tombstones up to here were thrown away
);

-- One row an item, at its newest revision: alive (body, no why), or a tombstone (why, no body).
CREATE TABLE item (
  id text PRIMARY KEY,
  scope bigint NOT NULL REFERENCES scope (id),
  seq bigint NOT NULL,
  rev bigint NOT NULL,
  kind text NOT NULL,
  writer text NOT NULL,         -- uid of the last writer, `by` on the wire; empty for the server
  author text NOT NULL,         -- uid of the first writer, whose own record it is
  written text NOT NULL,
  body text,                    -- canonical JSON, ready for the wire
  why text,                     -- deleted, unpublished, erased
  conflict_of text,             -- the item that this one is a sibling of
  CHECK ((body IS NULL) <> (why IS NULL))
);
-- Not unique: until its end a transaction writes numbers below zero, and two of them must not wait for
-- each other because of that.
CREATE INDEX item_feed ON item (scope, seq);
CREATE INDEX item_sibling ON item (conflict_of) WHERE conflict_of IS NOT NULL;
CREATE INDEX item_kind ON item (kind, scope);

-- An item that left the scope, for devices that still have it there.
CREATE TABLE departed (
  scope bigint NOT NULL REFERENCES scope (id),
  id text NOT NULL,
  seq bigint NOT NULL,
  rev bigint NOT NULL,
  why text NOT NULL,
  PRIMARY KEY (scope, id)
) {clustered};
CREATE INDEX departed_feed ON departed (scope, seq);

-- A person: with an account once a device has enrolled, without one while the team writes for them.
CREATE TABLE person (
  uid text PRIMARY KEY,
  name text NOT NULL,
  language text NOT NULL,
  email text,
  enrolled text,                -- first device
  confirmed text,               -- the inviter said who this is; always set with an invitation by command
  erased text,
  created text NOT NULL
);

-- Who belongs where. Grants follow from it; it is the one place to ask for a role.
CREATE TABLE membership (
  type text NOT NULL,           -- project, committee, organisation
  owner text NOT NULL,          -- its id
  uid text NOT NULL REFERENCES person (uid),
  roles bigint NOT NULL,        -- 0 when all have ended
  former bigint NOT NULL,       -- roles held before
  since text NOT NULL,
  ended text,
  PRIMARY KEY (type, owner, uid)
) {clustered};
CREATE INDEX membership_person ON membership (uid);

-- Which scopes a person's devices get, and as what.
CREATE TABLE grants (
  uid text NOT NULL REFERENCES person (uid),
  scope bigint NOT NULL REFERENCES scope (id),
  roles bigint NOT NULL,
  PRIMARY KEY (uid, scope)
) {clustered};
CREATE INDEX grants_scope ON grants (scope);

CREATE TABLE device (
  id text PRIMARY KEY,
  uid text NOT NULL REFERENCES person (uid),
  name text NOT NULL,
  token_hash text NOT NULL,     -- SHA-256, hexadecimal
  next_token_hash text,         -- a new token, valid beside the old one until it is first used
  token_since text NOT NULL,
  last_n bigint NOT NULL,       -- last operation that was taken
  ack bigint NOT NULL,          -- the device has seen the answers up to here
  schema bigint NOT NULL,
  created text NOT NULL,
  seen text NOT NULL,           -- kept to the hour
  revoked text
);
CREATE UNIQUE INDEX device_token ON device (token_hash);
CREATE UNIQUE INDEX device_next_token ON device (next_token_hash) WHERE next_token_hash IS NOT NULL;
CREATE INDEX device_person ON device (uid);

-- What an operation gave, to be said again after a lost answer. Holds no text that people wrote.
CREATE TABLE operation (
  device text NOT NULL REFERENCES device (id),
  n bigint NOT NULL,
  hash text NOT NULL,           -- SHA-256 of the canonical operation
  item text,                    -- what it acted on, for later operations that build on it
  rev bigint NOT NULL,          -- revision it left there; 0 if none
  result text NOT NULL,         -- as on the wire
  at text NOT NULL,
  PRIMARY KEY (device, n)
) {clustered};
CREATE INDEX operation_time ON operation (at);

-- Invitations of people and link codes for a person's own next device.
CREATE TABLE invitation (
  hash text PRIMARY KEY,        -- SHA-256 of the code without its hyphens
  uid text NOT NULL REFERENCES person (uid),
  type text NOT NULL,           -- invitation, link
  inviter text,                 -- uid; NULL when made by command
  created text NOT NULL,
  expires text NOT NULL,
  used text,
  device text                   -- of the first use, which may come again for 10 minutes
);
CREATE INDEX invitation_person ON invitation (uid);

-- A register's own record of a study, as it was imported.
CREATE TABLE study_source (
  study text PRIMARY KEY,
  format text NOT NULL,
  fetched text NOT NULL,
  body text NOT NULL
);

-- What was done with whose data. Ids only, never what somebody wrote.
CREATE TABLE audit (
  id {identity},
  at text NOT NULL,
  actor text NOT NULL,          -- uid; empty for the server and its commands
  device text,
  action text NOT NULL,
  subject text,                 -- uid of the person concerned
  scope text,
  item text,
  detail text
);
CREATE INDEX audit_subject ON audit (subject);
CREATE INDEX audit_actor ON audit (actor);
