/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-directory.h"
#include "mv-feed-schema.h"
#include "mv-phases.h"

#include <glib/gi18n.h>

/* The same id on every server, so that `init` may be run again. */
static char *
make_vocabulary_id (const char *name)
{
  g_autofree char *key = g_strdup_printf ("catalogue\nvocabulary\n%s", name);

  return mv_uuid_new_v5 (key);
}

static gboolean
put_vocabulary (MvFeed *feed, const MvVocabulary *vocabulary, gint64 *n_added, GError **error)
{
  g_autofree char *id = make_vocabulary_id (vocabulary->name);
  g_autoptr (MvRecord) record = mv_vocabulary_to_record (vocabulary);
  g_autoptr (MvFeedItem) old = NULL;

  if (!mv_feed_read (feed, id, &old, error))
    return FALSE;
  /* An organisation may have changed its words since. */
  if (old != NULL)
    return TRUE;

  (*n_added)++;
  return mv_directory_put (feed, "catalogue", "vocabulary", id, NULL, mv_record_get_body (record),
                           error);
}

static gboolean
put_vocabularies (MvFeed *feed, gint64 *n_added, GError **error)
{
  guint n_vocabularies;
  const MvVocabulary *const *vocabularies = mv_vocabularies_list (&n_vocabularies);

  if (!mv_feed_begin (feed, error))
    return FALSE;

  for (guint i = 0; i < n_vocabularies; i++)
    {
      if (!put_vocabulary (feed, vocabularies[i], n_added, error))
        {
          mv_feed_roll_back (feed);
          return FALSE;
        }
    }

  return mv_feed_commit (feed, NULL, error);
}

static gboolean
set_up (MvTool *tool, gint64 *n_added, GError **error)
{
  g_autoptr (MvDb) db = mv_db_open (tool->database, NULL, MV_DB_DEFAULT, error);

  if (db == NULL || !mv_feed_schema_migrate (db, tool->random, error))
    return FALSE;

  tool->feed = mv_feed_new (db, tool->clock, tool->random);
  return put_vocabularies (tool->feed, n_added, error);
}

MvExit
mv_main_init (MvTool *tool, int argc, char **argv)
{
  g_autoptr (JsonObject) object = json_object_new ();
  GError *error = NULL;
  gint64 n_added = 0;

  if (!mv_tool_parse (tool, NULL, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;

  if (!set_up (tool, &n_added, &error))
    return mv_tool_refuse (tool, error);

  json_object_set_boolean_member (object, "ok", TRUE);
  json_object_set_int_member (object, "vocabularies", n_added);
  mv_tool_say (tool, object, "%s", _ ("The database is ready."));
  return MV_EXIT_DONE;
}
