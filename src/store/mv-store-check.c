/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-object.h"
#include "mv-store-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* Damage in the middle of the file. A look at the whole of it takes too long for every start, and
 * too long for anybody to wait for. So it is looked at while the person works, and only after an
 * end out of order; else who reads there finds it. Two files beside the replica tell the next
 * start:
 * `.open`, that nobody closed it, and `.suspect`, that damage was found. */

static char *
dup_mark_path (const char *path, const char *mark)
{
  return strcmp (path, ":memory:") == 0 ? NULL : g_strconcat (path, mark, NULL);
}

char *
mv_store_dup_suspect_path (const char *path)
{
  return dup_mark_path (path, ".suspect");
}

void
mv_store_note_damage (MvStore *self, const GError *error)
{
  if (self->suspect_path != NULL && g_error_matches (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED))
    g_file_set_contents (self->suspect_path, "", 0, NULL);
}

gboolean
mv_store_check_suspect (const char *path, GError **error)
{
  g_autofree char *suspect_path = mv_store_dup_suspect_path (path);

  if (suspect_path == NULL || !g_file_test (suspect_path, G_FILE_TEST_EXISTS))
    return TRUE;

  g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED, "%s was found to be damaged", path);
  return FALSE;
}

/* What a machine that went out in the middle of it may have left. */
static gpointer
check_whole (MvStore *self, gpointer data, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *said =
      mv_db_get_one_text (mv_store_get_db (self), &local, "PRAGMA quick_check(1)", "");

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      mv_store_translate_error (error);
      return NULL;
    }
  if (g_strcmp0 (said, "ok") == 0)
    return self;

  g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED, "the file is damaged: %s", said);
  return NULL;
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MvStore *self = MV_STORE (object);
  g_autoptr (GError) error = NULL;

  mv_store_run_finish (self, result, &error);
  if (error != NULL)
    {
      g_debug ("The replica was looked at after an end out of order: %s", error->message);
      mv_store_note_damage (self, error);
    }
  self->wants_check = FALSE;
}

/* On the writer's thread: whoever reads meanwhile does not wait. */
static gboolean
start_check_cb (gpointer user_data)
{
  g_autoptr (MvStore) self = g_weak_ref_get (user_data);

  if (self != NULL && !mv_store_is_closed (self))
    mv_store_write_async (self, check_whole, NULL, NULL, NULL, NULL, checked_cb, NULL);
  return G_SOURCE_REMOVE;
}

/* The replica at @path is open from now on; plans a look at it if nobody closed it last time. */
void
mv_store_mark_open (MvStore *self, const char *path)
{
  g_autoptr (GSource) source = NULL;

  self->open_path = dup_mark_path (path, ".open");
  if (self->open_path == NULL)
    return;

  self->wants_check = g_file_test (self->open_path, G_FILE_TEST_EXISTS);
  g_file_set_contents (self->open_path, "", 0, NULL);
  if (!self->wants_check)
    return;

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_callback (source, start_check_cb, mv_store_new_weak_ref (self),
                         mv_store_free_weak_ref);
  g_source_set_static_name (source, "[medvirk] store check");
  g_source_attach (source, self->context);
}

/* A look that was not finished is left to the next start. */
void
mv_store_mark_closed (MvStore *self)
{
  if (self->open_path != NULL && !self->wants_check)
    g_remove (self->open_path);
}
