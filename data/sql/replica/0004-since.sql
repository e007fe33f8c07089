-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The server's time, in seconds, at which everything up to `seq` was known to be as it is here: when
-- the scope was begun, and whenever its head was reached. A server that has thrown old tombstones
-- away sees from it whether the scope may go on from there.
ALTER TABLE scope ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
