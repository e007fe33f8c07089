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
 * What was wrong in a file: where, in which field, and what to do, in English; programs translate
 * by
 * @code. What is only a note tells of something that was seen to, and is no fault that has to be
 * mended: a new word for a state, a record that somebody left there as a test.
 */
typedef struct
{
  guint line;       /* where the record begins, from 1; 0 if the place has no line */
  guint item;       /* which record of the file, from 1; 0 if the file as a whole */
  char *field;      /* (nullable): as the file calls it */
  const char *code; /* missing, wrong-type, too-long, too-many, unknown-code, doubled, empty, test,
                       invalid */
  char *message;
  gboolean is_note;
} MvImportProblem;

typedef struct
{
  GPtrArray *studies;  /* (element-type MvRecord): records of the kind study, complete and valid */
  GPtrArray *sources;  /* (element-type utf8): for each of them what the register says, as JSON */
  GPtrArray *problems; /* (element-type MvImportProblem) */
  guint n_seen;
} MvImport;

void mv_import_problem_free (MvImportProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvImportProblem, mv_import_problem_free)

void mv_import_free (MvImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvImport, mv_import_free)

/* Largest file that is read: some hundred times what the feed has. */
#define MV_IMPORT_MAX_BYTES (32 * 1024 * 1024)

MvImport *mv_import_fnsp (const char *text, gssize length, const char *fetched_on, GError **error);
gboolean mv_import_fnsp_recognises (JsonNode *root);

G_END_DECLS
