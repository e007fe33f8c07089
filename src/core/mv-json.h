/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "mv-problem.h"

G_BEGIN_DECLS

#define MV_JSON_MAX_DEPTH 32
#define MV_JSON_MAX_INTEGER ((gint64) 1 << 53)

/* The strict reader (RFC 8259; depth, size, UTF-8, numbers within ±2^53, no name twice in an
 * object), and typed access that never warns or crashes. */
gboolean mv_json_scan (const char *text, size_t length, size_t max_bytes, GError **error);
JsonNode *mv_json_parse (const char *text, gssize length, size_t max_bytes, GError **error);
JsonObject *
mv_json_parse_object (const char *text, gssize length, size_t max_bytes, GError **error);

const char *mv_json_get_text (JsonObject *object, const char *name);
gint64 mv_json_get_integer (JsonObject *object, const char *name, gint64 otherwise);
gboolean mv_json_get_boolean (JsonObject *object, const char *name, gboolean otherwise);
JsonObject *mv_json_get_object (JsonObject *object, const char *name);
JsonArray *mv_json_get_array (JsonObject *object, const char *name);

/* Canonical text as RFC 8785 has it: names sorted by UTF-16 units, shortest escapes, no blanks. */
char *mv_json_to_text (JsonNode *node);
char *mv_json_object_to_text (JsonObject *object);
void mv_json_append_string (GString *to, const char *text);
JsonNode *mv_json_copy (JsonNode *node);
JsonObject *mv_json_object_copy (JsonObject *object);

G_END_DECLS
