-- SPDX-FileCopyrightText: 2026 The Medvirk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Texts kept beside an item are given again to who may settle them since a new role.
CREATE INDEX item_sibling_scope ON item (scope) WHERE conflict_of IS NOT NULL;
