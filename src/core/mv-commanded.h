/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MvCommandedFlags:
 * @MV_COMMANDED_SHARED: only where others read the record; in `user/me` the field is free
 * @MV_COMMANDED_ENDS: what was said is over when anything else in the record is changed: who agreed
 *   or attested has seen another text than the one that stands there now
 *
 * How a field that commands set behaves when the record is written by put.
 */
typedef enum
{
  MV_COMMANDED_SHARED = 1 << 0,
  MV_COMMANDED_ENDS = 1 << 1,
} MvCommandedFlags;

/**
 * MvCommanded:
 *
 * One row of the table of fields that are set by command. A put can neither set such a field nor
 * change it: what stands there stays.
 */
typedef struct
{
  const char *kind;
  const char *field;
  const char *command;   /* that sets it; the empty text: the server, of itself */
  const char *code;      /* (nullable): only this value of the field; %NULL: every value */
  const char *otherwise; /* (nullable): with @code: what stands there when it is over */
  MvCommandedFlags flags;
} MvCommanded;

const MvCommanded *mv_commanded_list (guint *out_n_rows);
gboolean mv_commanded_concerns (const char *kind);
const char *mv_commanded_find_forged (const char *kind,
                                      gboolean is_in_own_scope,
                                      JsonObject *before,
                                      JsonObject *body);
JsonObject *mv_commanded_keep (const char *kind,
                               gboolean is_in_own_scope,
                               JsonObject *before,
                               JsonObject *body);

G_END_DECLS
