-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE second (scope text, seq bigint, PRIMARY KEY (scope, seq)) {clustered};
