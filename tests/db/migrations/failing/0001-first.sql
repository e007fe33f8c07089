-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE first (id bigint PRIMARY KEY, data {blob}, note text DEFAULT '{not a token} $1');
INSERT INTO first (id) VALUES (1);
