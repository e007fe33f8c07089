/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-wire-private.h"

#include "mv-json-slice.h"
#include "mv-json.h"
#include "mv-random.h"
#include "mv-wire-reader.h"

#include <string.h>

/* Nearly all lines of an answer are put lines, and nearly all of them look as
 * mv_line_append_put() writes them. These are read from left to right; whatever differs in
 * the least is read by mv_line_decode() as any JSON, which alone decides what a line means. */

typedef struct
{
  const char *at;  /* (unowned) */
  const char *end; /* (unowned) */
} Plain;

static gboolean
take (Plain *self, const char *text)
{
  size_t length = strlen (text);

  if ((size_t) (self->end - self->at) < length || memcmp (self->at, text, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/* A name without escapes, up to its closing quote, which is taken too. */
static char *
take_name (Plain *self)
{
  const char *start = self->at;

  while (self->at < self->end && *self->at != '"' && *self->at != '\\' &&
         (guchar) *self->at >= 0x20)
    self->at++;
  if (self->at == self->end || *self->at != '"' || self->at == start ||
      self->at - start > MV_WIRE_MAX_NAME ||
      !g_utf8_validate_len (start, (gsize) (self->at - start), NULL))
    return NULL;

  return g_strndup (start, (gsize) (self->at++ - start));
}

static char *
take_id (Plain *self)
{
  g_autofree char *id = take_name (self);

  return mv_uuid_is_valid (id) ? g_steal_pointer (&id) : NULL;
}

/* A number from 1 that has at most fifteen digits, and so is within 2^53. */
static gint64
take_number (Plain *self)
{
  const char *start = self->at;
  gint64 number = 0;

  if (self->at < self->end && *self->at == '0')
    return 0;
  while (self->at < self->end && g_ascii_isdigit (*self->at) && self->at - start < 16)
    number = number * 10 + (*self->at++ - '0');
  return self->at - start <= 15 ? number : 0;
}

static gboolean
take_body (Plain *self, char **out_body)
{
  const char *start = self->at;

  if (self->end - start < 3 || self->end[-1] != '}' || *start != '{' ||
      !mv_json_is_canonical (start, (gsize) (self->end - start - 1), MV_JSON_MAX_DEPTH - 1))
    return FALSE;

  *out_body = g_strndup (start, (gsize) (self->end - start - 1));
  return TRUE;
}

/* (transfer full) (nullable): the line, or %NULL if it has to be read as any other. */
MvLine *
mv_line_read_plain_put (const char *text, gsize length)
{
  g_autoptr (MvLine) line = NULL;
  Plain plain = { text, text + length };

  if (length > MV_WIRE_MAX_PAGE || !take (&plain, "{\"t\":\"put\",\"s\":\""))
    return NULL;

  line = g_new0 (MvLine, 1);
  line->type = MV_LINE_PUT;
  line->scope = take_name (&plain);
  if (line->scope == NULL || !take (&plain, ",\"seq\":"))
    return NULL;
  line->seq = take_number (&plain);
  if (line->seq == 0 || !take (&plain, ",\"id\":\""))
    return NULL;
  line->id = take_id (&plain);
  if (line->id == NULL || !take (&plain, ",\"rev\":"))
    return NULL;
  line->rev = take_number (&plain);
  if (line->rev == 0)
    return NULL;
  if (take (&plain, ",\"conflict_of\":\"") && (line->conflict_of = take_id (&plain)) == NULL)
    return NULL;
  if (!take (&plain, ",\"kind\":\"") || (line->kind = take_name (&plain)) == NULL)
    return NULL;
  if (take (&plain, ",\"by\":\"") && (line->by = take_name (&plain)) == NULL)
    return NULL;
  if (!take (&plain, ",\"body\":") || !take_body (&plain, &line->body))
    return NULL;

  return g_steal_pointer (&line);
}
