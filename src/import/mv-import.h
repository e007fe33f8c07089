/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "mv-record.h"

G_BEGIN_DECLS

/**
 * MvImportProblem:
 *
 * What was wrong in a file: where, in which field, and what to do, in English; programs translate by
 * @code.
 */
typedef struct
{
  guint line;      /* from 1; 0 if the place has no line */
  guint item;      /* which record of the file, from 1; 0 if the file as a whole */
  char *field;     /* (nullable) */
  char *code;      /* not-json, not-a-list, missing, wrong-type, too-long, unknown-code, doubled, empty */
  char *message;
} MvImportProblem;

typedef struct
{
  GPtrArray *studies;  /* (element-type MvRecord): records of the kind study, complete and valid */
  GPtrArray *problems; /* (element-type MvImportProblem) */
  guint n_seen;
} MvImport;

void mv_import_free (MvImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvImport, mv_import_free)

/* The hospitals' feed: a JSON list of studies. A record that cannot be used becomes a problem and the
 * others go on; a file that cannot be read at all gives an error of the domain %MV_PROBLEM. */
MvImport *mv_import_fnsp (const char *text, gssize length, const char *fetched_on, GError **error);
gboolean mv_import_fnsp_recognises (JsonNode *root);

G_END_DECLS
