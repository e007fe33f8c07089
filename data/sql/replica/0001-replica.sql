-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The replica on a person's own device. Every row belongs to an account, so that one file can hold
-- several persons' servers, and lists are unions over accounts.
-- Ids of records are time-ordered (UUIDv7), so tables kept in key order grow at their end.

CREATE TABLE account (
  account       TEXT NOT NULL PRIMARY KEY,
  server        TEXT,                        -- null: only on this machine
  uid           TEXT NOT NULL,
  device        TEXT,
  name          TEXT NOT NULL,
  epoch         TEXT,                        -- that the cursors belong to
  push_epoch    TEXT,                        -- that the server's numbers belong to
  last_n        INTEGER NOT NULL DEFAULT 0,  -- highest operation number given out
  acknowledged  INTEGER NOT NULL DEFAULT 0,  -- results up to here are safe on this device
  asks_position INTEGER NOT NULL DEFAULT 0,  -- the next push only asks what the server has last
  is_started    INTEGER NOT NULL DEFAULT 0,  -- the first page's heads are in scope.first_head
  is_complete   INTEGER NOT NULL DEFAULT 0,  -- every scope has reached its first_head
  last_answer   INTEGER NOT NULL DEFAULT 0   -- microseconds since 1970
) {clustered};

-- What the account is granted, and how far each scope has been read.
CREATE TABLE scope (
  account    TEXT NOT NULL,
  scope      TEXT NOT NULL,
  role       TEXT NOT NULL,
  seq        INTEGER NOT NULL DEFAULT 0,
  head       INTEGER NOT NULL DEFAULT 0,
  first_head INTEGER NOT NULL DEFAULT 0,
  reset_head INTEGER,  -- not null: being fetched again into shadow, finished when seq reaches it
  PRIMARY KEY (account, scope)
) {clustered};

-- What this device shows: the server's row with the outbox on top. One row an item, also for rows
-- that never leave the device. The columns from project on are drawn out of the body for the views.
CREATE TABLE item (
  account        TEXT NOT NULL,
  id             TEXT NOT NULL,
  scope          TEXT NOT NULL,
  kind           TEXT NOT NULL,
  rev            INTEGER NOT NULL,            -- of the server's row; 0 where it has none
  seq            INTEGER NOT NULL,
  written_by     TEXT NOT NULL,
  body           TEXT NOT NULL,
  conflict_of    TEXT,                        -- a sibling: not counted, not listed
  pending        INTEGER NOT NULL DEFAULT 0,  -- 1 something waits in the outbox, 2 needs attention
  is_device_only INTEGER NOT NULL DEFAULT 0,
  project        TEXT,                        -- project it belongs to
  target         TEXT,                        -- record it is about
  sort_key       TEXT,                        -- what lists are sorted by: a day, a moment, a folded title
  facets         TEXT,                        -- codes lists are filtered by, each between blanks
  is_own         INTEGER NOT NULL DEFAULT 0,  -- written by, or on behalf of, the account's person
  state          INTEGER,                     -- of contributions: MvAnswerState
  n_open         INTEGER,                     -- of contributions: suggestions without an answer
  PRIMARY KEY (account, id)
) {clustered};

CREATE INDEX item_kind ON item (kind, sort_key);
CREATE INDEX item_project ON item (project, kind, sort_key, is_own, state, n_open)
  WHERE project IS NOT NULL;
CREATE INDEX item_target ON item (target, kind) WHERE target IS NOT NULL;
CREATE INDEX item_open ON item (state, is_own, account, project, sort_key, n_open)
  WHERE state IS NOT NULL AND state <= 2;
CREATE INDEX item_pending ON item (pending) WHERE pending > 0;
CREATE INDEX item_sibling ON item (conflict_of) WHERE conflict_of IS NOT NULL;

-- The server's row under an item that the outbox changes. Items without operations have none.
CREATE TABLE beneath (
  account     TEXT NOT NULL,
  id          TEXT NOT NULL,
  is_present  INTEGER NOT NULL,  -- 0: the server has no such item, or not any more
  scope       TEXT NOT NULL,
  kind        TEXT NOT NULL,
  rev         INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  written_by  TEXT NOT NULL,
  body        TEXT NOT NULL,
  conflict_of TEXT,
  PRIMARY KEY (account, id)
) {clustered};

-- A scope that is fetched again stands here until it is whole.
CREATE TABLE shadow (
  account     TEXT NOT NULL,
  scope       TEXT NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL,
  rev         INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  written_by  TEXT NOT NULL,
  body        TEXT NOT NULL,
  conflict_of TEXT,
  PRIMARY KEY (account, scope, id)
) {clustered};

-- What the person has done and the server has to be told. The number n is given when the operation is
-- first sent; from then on the row's first half never changes, since it is known by its hash.
CREATE TABLE outbox (
  entry      INTEGER PRIMARY KEY AUTOINCREMENT,  -- local order; never used twice
  account    TEXT NOT NULL,
  n          INTEGER NOT NULL DEFAULT 0,         -- 0: not sent yet
  type       TEXT NOT NULL CHECK (type IN ('put', 'del', 'resolve', 'command')),
  id         TEXT,                               -- item it acts on
  kind       TEXT,
  scope      TEXT,
  base       INTEGER,                            -- the server's revision; null: none, or base_entry
  base_entry INTEGER,                            -- builds on the result of that entry
  body       TEXT,
  name       TEXT,                               -- of a command
  args       TEXT,
  dropped    TEXT,                               -- of a resolve: ids, one a line
  at         TEXT,

  state      TEXT NOT NULL DEFAULT 'waiting'
             CHECK (state IN ('waiting', 'sent', 'done', 'refused', 'settled')),
  problem    INTEGER NOT NULL DEFAULT 0,         -- why it needs attention
  field      TEXT,
  not_before INTEGER NOT NULL DEFAULT 0,         -- microseconds since 1970
  answered   INTEGER NOT NULL DEFAULT 0          -- microseconds since 1970
);

CREATE INDEX outbox_item ON outbox (account, id) WHERE id IS NOT NULL;
CREATE INDEX outbox_state ON outbox (account, state, n);
CREATE INDEX outbox_number ON outbox (account, n) WHERE n > 0;
CREATE INDEX outbox_base ON outbox (base_entry) WHERE base_entry IS NOT NULL;

-- Which items an operation shows on. A command may move more than the item it names.
CREATE TABLE touch (
  account TEXT NOT NULL,
  id      TEXT NOT NULL,
  entry   INTEGER NOT NULL REFERENCES outbox (entry) ON DELETE CASCADE,
  PRIMARY KEY (account, id, entry)
) {clustered};

CREATE INDEX touch_entry ON touch (entry);

-- The person's own, taken away less than 30 days ago.
CREATE TABLE bin (
  account    TEXT NOT NULL,
  id         TEXT NOT NULL,
  scope      TEXT NOT NULL,
  kind       TEXT NOT NULL,
  rev        INTEGER NOT NULL,  -- of the tombstone where there is one: what bringing back builds on
  written_by TEXT NOT NULL,
  body       TEXT NOT NULL,
  removed    INTEGER NOT NULL,  -- microseconds since 1970
  PRIMARY KEY (account, id)
) {clustered};

CREATE INDEX bin_removed ON bin (removed);

-- Folded words of what lists can be searched for. A full-text index takes this table's place.
CREATE TABLE words (
  account TEXT NOT NULL,
  id      TEXT NOT NULL,
  words   TEXT NOT NULL,
  PRIMARY KEY (account, id)
) {clustered};
