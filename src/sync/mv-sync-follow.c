/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-follow.h"

#include "mv-scope.h"

#include <string.h>

/* The next page can be asked for before the last one is in the store: how far that went stands in
 * its last line. */

static guint
count_lines (const char *text, gsize length)
{
  const char *stop = text + length;
  guint n = 0;

  for (const char *at = text; (at = memchr (at, '\n', (size_t) (stop - at))) != NULL; at++)
    n++;
  return n;
}

static MvLine *
read_first_line (const char *text, gsize length)
{
  const char *newline = memchr (text, '\n', length);
  g_autoptr (MvLine) line = NULL;

  if (newline == NULL)
    return NULL;
  line = mv_line_decode (text, newline - text, NULL);
  return line != NULL && line->type == MV_LINE_HEAD ? g_steal_pointer (&line) : NULL;
}

static MvLine *
read_last_line (const char *text, gsize length)
{
  const char *start = text + length - 1;
  g_autoptr (MvLine) line = NULL;

  if (*start != '\n')
    return NULL;
  while (start > text && start[-1] != '\n')
    start--;
  line = mv_line_decode (start, text + length - 1 - start, NULL);
  return line != NULL && line->type == MV_LINE_END ? g_steal_pointer (&line) : NULL;
}

/* What the store has to make up its mind about first (scopes that go or begin anew, another epoch,
 * a name of its own for the person's scope) is not followed. */
static gboolean
is_plain_head (const MvPull *pull, const MvLine *head)
{
  return (head->drop == NULL || head->drop[0] == NULL) &&
         (head->reset == NULL || head->reset[0] == NULL) &&
         (pull->epoch == NULL || g_strcmp0 (pull->epoch, head->epoch) == 0);
}

static gboolean
advance (MvPull *pull, const MvLine *end)
{
  gboolean has_moved = FALSE;
  GHashTableIter iter;
  gpointer scope, seq;

  g_hash_table_iter_init (&iter, end->cursors);
  while (g_hash_table_iter_next (&iter, &scope, &seq))
    {
      if (g_str_has_prefix (scope, "user/") && strcmp (scope, MV_SCOPE_ME) != 0)
        return FALSE;
      has_moved |= *(gint64 *) seq > mv_cursors_get (pull->cursors, scope);
      mv_cursors_set (pull->cursors, scope, *(gint64 *) seq);
    }
  return has_moved;
}

/**
 * mv_sync_follow_pull:
 * @asked: a pull
 * @answer: the answer to it
 *
 * Looks at the ends of an answer only; whether its rows are right the store finds out.
 *
 * Returns: (transfer full) (nullable): the pull for the page after it; %NULL if there is nothing
 *   more, or if the store must take the answer in first
 */
MvRequest *
mv_sync_follow_pull (const MvRequest *asked, const MvAnswer *answer)
{
  g_autoptr (MvLine) head = NULL;
  g_autoptr (MvLine) end = NULL;
  g_autoptr (MvPull) pull = NULL;
  g_autoptr (GBytes) body = NULL;
  gsize length = 0, asked_length = 0;
  const char *text, *asked_text;
  char *next;

  g_return_val_if_fail (asked != NULL && asked->body != NULL && answer != NULL, NULL);

  text = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;
  if (answer->status != 200 || length == 0)
    return NULL;

  head = read_first_line (text, length);
  end = read_last_line (text, length);
  if (head == NULL || end == NULL || !end->more || end->rows + 2 != count_lines (text, length))
    return NULL;

  asked_text = g_bytes_get_data (asked->body, &asked_length);
  pull = mv_pull_decode (asked_text, (gssize) asked_length, NULL);
  if (pull == NULL || !is_plain_head (pull, head) || !advance (pull, end))
    return NULL;

  g_free (pull->epoch);
  pull->epoch = g_strdup (head->epoch);
  next = mv_pull_encode (pull);
  body = g_bytes_new_take (next, strlen (next));
  return mv_request_new (asked->method, asked->path, asked->token, body);
}
