/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-announce.h"

#include "mv-feed-state.h"

/* What processes on one database tell each other: who speaks, then the scopes that a commit
 * changed, a line each. More scopes than there is room for are told as EVERYTHING. */
#define EVERYTHING "*"
#define SEPARATOR "\n"

/**
 * mv_feed_set_sender:
 * @self: a feed
 * @sender: a name without line ends that no other process has
 *
 * Names the process that writes through @self, so that it need not listen to itself.
 */
void
mv_feed_set_sender (MvFeed *self, const char *sender)
{
  g_return_if_fail (MV_IS_FEED (self));

  g_free (self->sender);
  self->sender = g_strdup (sender);
}

/* Inside the transaction: it is said once the transaction is kept, and never if it is not. */
gboolean
mv_feed_announce (MvFeed *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (self->sender);
  GHashTableIter iter;
  gpointer scope;
  size_t start = text->len;

  if (g_hash_table_size (self->unsaid) == 0 || !mv_db_can_notify (self->db))
    return TRUE;

  g_hash_table_iter_init (&iter, self->unsaid);
  while (text->len <= MV_DB_MAX_PAYLOAD && g_hash_table_iter_next (&iter, &scope, NULL))
    g_string_append_printf (text, SEPARATOR "%s", (const char *) scope);
  if (text->len > MV_DB_MAX_PAYLOAD)
    {
      g_string_truncate (text, start);
      g_string_append (text, SEPARATOR EVERYTHING);
    }

  g_hash_table_remove_all (self->unsaid);
  return mv_db_notify (self->db, MV_FEED_CHANNEL, text->str, error);
}

/**
 * mv_feed_read_announcement:
 * @payload: what was heard on %MV_FEED_CHANNEL
 * @sender: the name of the process that heard it
 * @out_everything: (out): whether any scope may have changed
 *
 * Returns: (transfer full) (element-type utf8): the scopes that changed; none if @sender said it
 * itself
 */
GPtrArray *
mv_feed_read_announcement (const char *payload, const char *sender, gboolean *out_everything)
{
  g_auto (GStrv) lines = g_strsplit (payload, SEPARATOR, -1);
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);

  *out_everything = FALSE;
  if (g_strcmp0 (lines[0], sender) == 0)
    return g_steal_pointer (&scopes);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      if (g_str_equal (lines[i], EVERYTHING))
        *out_everything = TRUE;
      else
        g_ptr_array_add (scopes, g_steal_pointer (&lines[i]));
    }
  /* Somebody speaks another language: better once too often than never. */
  if (scopes->len == 0)
    *out_everything = TRUE;

  return g_steal_pointer (&scopes);
}
