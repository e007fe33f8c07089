/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"
#include "mv-wire.h"

static void
write_line (GString *to, const MvLine *line)
{
  switch (line->type)
    {
    case MV_LINE_HEAD:
      mv_line_append_head (to, line->epoch, line->now, line->scopes,
                           (const char *const *) line->drop, (const char *const *) line->reset);
      break;
    case MV_LINE_PUT:
      mv_line_append_put (to, line->scope, line->seq, line->id, line->rev, line->kind, line->by,
                          line->conflict_of, line->body);
      break;
    case MV_LINE_DEL:
      mv_line_append_del (to, line->scope, line->seq, line->id, line->rev, line->why);
      break;
    case MV_LINE_END:
    default:
      mv_line_append_end (to, line->cursors, line->more, line->rows);
      break;
    }
}

static char *
write_page (const MvPage *page)
{
  GString *text = g_string_new (NULL);

  if (page->head != NULL)
    write_line (text, page->head);
  for (guint i = 0; i < page->rows->len; i++)
    write_line (text, g_ptr_array_index (page->rows, i));
  if (page->end != NULL)
    write_line (text, page->end);
  return g_string_free (text, FALSE);
}

/* What a device reads of a server's answer, however broken: what was taken, written again, is the
 * same page, and as whole. A first line that is none comes with a reason. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autoptr (MvPage) page = mv_page_decode (text, size);
  g_autoptr (MvPage) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvLine) line = mv_line_decode (text, (gssize) size, &error);
  g_autoptr (GString) written = NULL;
  g_autofree char *first = write_page (page);
  g_autofree char *second = NULL;

  if (line == NULL)
    mv_fuzz_assert_refused (error);
  if (page->is_whole)
    g_assert_true (page->head != NULL && page->end != NULL &&
                   page->end->rows == (gint64) page->rows->len);

  written = g_string_new (first);
  again = mv_page_decode (written->str, written->len);
  second = write_page (again);
  g_assert_cmpstr (second, ==, first);
  g_assert_true (again->is_whole || !page->is_whole);
  return 0;
}
