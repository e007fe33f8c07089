-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE second (id bigint PRIMARY KEY);
INSERT INTO first (id) VALUES (2);
INSERT INTO missing (id) VALUES (1);
