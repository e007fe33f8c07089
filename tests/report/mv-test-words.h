/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-catalogue.h"
#include "mv-record.h"

G_BEGIN_DECLS

/* The project's own catalogue, as it was built; none for English. */
MvCatalogue *mv_test_words (const char *language);
/* A record; ' in the place of ". */
MvRecord *mv_test_record (const char *kind, const char *id, const char *body);
/* A list of records that stand in an array, taken over. */
GPtrArray *mv_test_list (MvRecord *first, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
