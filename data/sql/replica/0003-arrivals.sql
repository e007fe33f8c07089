-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Items in the order in which they came. Kept in the order of their ids, as until now, each row of a
-- first download was put into the middle of a large tree, since the ids of replies and follow-ups are
-- drawn from names and not from the time; all pages were read and written over and over. Now only the
-- small key index is filled in that order.
-- The table of 0001 is written out once more since SQLite cannot change a table's key in place: a new
-- one is filled and takes the old one's name.

CREATE TABLE arrived (
  n              INTEGER PRIMARY KEY AUTOINCREMENT,  -- order of arrival on this device; never used twice
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
  n_open         INTEGER                      -- of contributions: suggestions without an answer
);

INSERT INTO arrived (account, id, scope, kind, rev, seq, written_by, body, conflict_of, pending,
                     is_device_only, project, target, sort_key, facets, is_own, state, n_open)
  SELECT account, id, scope, kind, rev, seq, written_by, body, conflict_of, pending,
         is_device_only, project, target, sort_key, facets, is_own, state, n_open
  FROM item;
DROP TABLE item;
ALTER TABLE arrived RENAME TO item;

-- An index ends with what its busiest question needs besides, so that counts read no rows.
CREATE UNIQUE INDEX item_key ON item (account, id);
CREATE INDEX item_kind ON item (kind, sort_key);
CREATE INDEX item_project ON item (project, kind, sort_key, is_own, state, n_open, account)
  WHERE project IS NOT NULL;
CREATE INDEX item_target ON item (target, kind) WHERE target IS NOT NULL;
CREATE INDEX item_open ON item (state, is_own, account, project, sort_key, n_open)
  WHERE state IS NOT NULL AND state <= 2;
CREATE INDEX item_pending ON item (pending) WHERE pending > 0;
CREATE INDEX item_sibling ON item (conflict_of) WHERE conflict_of IS NOT NULL;

-- As in 0002: what SQLite is to believe about the table.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('item', 'item_key', '100000 100000 1'),
  ('item', 'item_kind', '100000 10000 100'),
  ('item', 'item_project', '100000 10000 4000 10 5 2 2 2'),
  ('item', 'item_target', '100000 3 2'),
  ('item', 'item_open', '20000 7000 3000 3000 300 2 2'),
  ('item', 'item_pending', '100 50'),
  ('item', 'item_sibling', '100 2');
ANALYZE sqlite_schema;

-- One row while the words of items that came in large numbers are still to be written: items up to
-- this number are done.
CREATE TABLE unread (
  n INTEGER NOT NULL
);
