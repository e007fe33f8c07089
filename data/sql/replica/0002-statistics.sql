-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What SQLite is to believe about the tables when it chooses an index. Without this it takes a key
-- that begins with `account = $1` for a good one, though a replica has one or two accounts, and reads
-- the whole table where an index would give three rows. The numbers are those of a large replica:
-- rows in all, then how many rows share the first column, the first two, and so on. They are never
-- measured anew, so that every device works in the same way from its first day.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('item', 'item', '100000 100000 1'),
  ('item', 'item_kind', '100000 10000 100'),
  ('item', 'item_project', '100000 10000 4000 10 5 2 2'),
  ('item', 'item_target', '100000 3 2'),
  ('item', 'item_open', '20000 7000 3000 3000 300 2 2'),
  ('item', 'item_pending', '100 50'),
  ('item', 'item_sibling', '100 2');
ANALYZE sqlite_schema;
