-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- When an item left a scope, since that is told for as long as tombstones live. Those that left before
-- this column was there begin to count when the server next looks after its tables.
ALTER TABLE departed ADD COLUMN at text;

-- What programs beside the server have changed, for the pulls that wait in it: a name of a scope, or
-- `user/<uid>` when that person's grants changed. Rows live for an hour.
CREATE TABLE wake (
  id {identity},
  scope text NOT NULL,
  at text NOT NULL
);

-- Paragraphs of restricted document versions, which are in no feed: they are read one by one, by who
-- may read them at that moment.
CREATE TABLE restricted_text (
  item text PRIMARY KEY,
  paragraphs text NOT NULL      -- canonical JSON
);
