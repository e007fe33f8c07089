/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "mv-problem.h"

G_BEGIN_DECLS

/* Bytes of names of scopes, kinds, commands and the like; the longest real one has 88. */
#define MV_WIRE_MAX_NAME 256

/**
 * MvWireReader:
 *
 * Reads the members of one object that came over the wire. The first thing that is wrong is kept,
 * with the member's name, and every later read gives nothing; so a decoder reads all it wants and
 * asks once at its end, with mv_wire_reader_finish(). Members of other names are none of its
 * business: they may come from a newer version.
 */
typedef struct
{
  JsonObject *from;  /* (unowned) */
  MvProblem problem; /* what a broken member is */
  GError *error;     /* (owned) (nullable): the first thing that was wrong */
} MvWireReader;

#define MV_WIRE_READER_INIT(object, its_problem)                                                   \
  {                                                                                                \
    .from = (object), .problem = (its_problem)                                                     \
  }

gboolean mv_wire_reader_has (MvWireReader *self, const char *name);
void mv_wire_reader_fail (MvWireReader *self, const char *name, const char *what);
gboolean mv_wire_reader_finish (MvWireReader *self, GError **error);

char *mv_wire_reader_need_text (MvWireReader *self, const char *name);
char *mv_wire_reader_read_text (MvWireReader *self, const char *name);
char *mv_wire_reader_need_id (MvWireReader *self, const char *name);
char *mv_wire_reader_read_id (MvWireReader *self, const char *name);
gint64 mv_wire_reader_need_integer (MvWireReader *self, const char *name, gint64 min);
gint64
mv_wire_reader_read_integer (MvWireReader *self, const char *name, gint64 min, gint64 otherwise);
gboolean mv_wire_reader_read_boolean (MvWireReader *self, const char *name);
int mv_wire_reader_need_schema (MvWireReader *self);
JsonObject *mv_wire_reader_need_object (MvWireReader *self, const char *name);
JsonArray *mv_wire_reader_need_array (MvWireReader *self, const char *name);
GStrv mv_wire_reader_read_texts (MvWireReader *self, const char *name, guint max_items);
GHashTable *mv_wire_reader_read_cursors (MvWireReader *self, const char *name);

G_END_DECLS
