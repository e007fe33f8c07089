/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-notes.h"

/* What a note says; @text is %NULL of one that is gone. */
void
mv_test_assert_note (MvTestFeed *t, const char *id, const char *text)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (t, id);
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\"}", text);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->body, ==, text != NULL ? body : NULL);
}

gint64
mv_test_count_rows (MvTestFeed *t, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  mv_db_get_one_integer (t->db, &n, NULL, &error, sql, "");
  g_assert_no_error (error);
  return n;
}
