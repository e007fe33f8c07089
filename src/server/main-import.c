/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-import-words.h"
#include "main-tool.h"

#include "mv-directory.h"
#include "mv-import.h"
#include "mv-json.h"

#include <glib/gi18n.h>

#define STUDIES_PER_COMMIT 500

typedef struct
{
  gint64 n_new, n_changed, n_same, n_problems, n_notes;
} MvCounts;

static void
say_problem (MvTool *tool, const char *path, const MvImportProblem *problem)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *sentence = mv_import_words_dup_problem (path, problem);

  if (!tool->is_json)
    {
      g_printerr ("%s\n", sentence);
      return;
    }

  json_object_set_string_member (object, "file", path);
  json_object_set_int_member (object, "line", problem->line);
  json_object_set_int_member (object, "item", problem->item);
  json_object_set_string_member (object, "code", problem->code);
  if (problem->field != NULL)
    json_object_set_string_member (object, "field", problem->field);
  json_object_set_boolean_member (object, "note", problem->is_note);
  mv_tool_say (tool, object, "%s", sentence);
}

/* Whether two records say the same, whenever each of them was fetched. */
static gboolean
says_the_same (JsonObject *old, JsonObject *new)
{
  g_autoptr (JsonObject) left = mv_json_object_copy (old);
  g_autoptr (JsonObject) right = mv_json_object_copy (new);
  g_autofree char *left_text = NULL;
  g_autofree char *right_text = NULL;

  json_object_remove_member (left, "fetched");
  json_object_remove_member (right, "fetched");
  left_text = mv_json_object_to_text (left);
  right_text = mv_json_object_to_text (right);
  return g_str_equal (left_text, right_text);
}

/* The register's own record, for who wants to see it whole. */
static gboolean
keep_source (MvFeed *feed, MvRecord *study, const char *source, GError **error)
{
  const char *fetched = mv_record_get_text (study, "fetched");

  return mv_db_run (mv_feed_get_db (feed), error,
                    "INSERT INTO study_source (study, format, fetched, body)"
                    " VALUES ($1, 'fnsp', $2, $3) ON CONFLICT (study) DO UPDATE SET"
                    " format = 'fnsp', fetched = $2, body = $3",
                    "ttt", mv_record_get_id (study), fetched != NULL ? fetched : "", source);
}

/* A record that says what it said before is left alone: no device needs to fetch it again. */
static gboolean
put_study (MvFeed *feed, MvRecord *study, MvCounts *counts, GError **error)
{
  g_autoptr (MvFeedItem) old = NULL;
  g_autoptr (JsonObject) old_body = NULL;

  if (!mv_feed_read (feed, mv_record_get_id (study), &old, error))
    return FALSE;
  if (old != NULL && old->body != NULL)
    {
      old_body = mv_feed_item_parse_body (old, error);
      if (old_body == NULL)
        return FALSE;
    }
  if (old_body != NULL && says_the_same (old_body, mv_record_get_body (study)))
    {
      counts->n_same++;
      return TRUE;
    }

  if (old == NULL)
    counts->n_new++;
  else
    counts->n_changed++;
  return mv_directory_put (feed, "catalogue", "study", mv_record_get_id (study), NULL,
                           mv_record_get_body (study), error);
}

static gboolean
put_studies (MvFeed *feed, const MvImport *import, MvCounts *counts, GError **error)
{
  GPtrArray *studies = import->studies;

  if (!mv_feed_begin (feed, error))
    return FALSE;

  for (guint i = 0; i < studies->len; i++)
    {
      if (!put_study (feed, g_ptr_array_index (studies, i), counts, error) ||
          !keep_source (feed, g_ptr_array_index (studies, i),
                        g_ptr_array_index (import->sources, i), error))
        {
          mv_feed_roll_back (feed);
          return FALSE;
        }
      if ((i + 1) % STUDIES_PER_COMMIT == 0 &&
          (!mv_feed_commit (feed, NULL, error) || !mv_feed_begin (feed, error)))
        return FALSE;
    }

  return mv_feed_commit (feed, NULL, error);
}

/* What is not a list of studies is told of at once, with the file's name. */
static MvImport *
read_file (const char *path, const char *today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);
  g_autofree char *sentence = NULL;
  MvImport *import = NULL;

  if (file != NULL)
    import = mv_import_fnsp (g_mapped_file_get_contents (file),
                             (gssize) g_mapped_file_get_length (file), today, &error);
  if (import == NULL)
    {
      sentence = mv_import_words_dup_refusal (path, error);
      g_printerr ("medvirk-server: %s\n", sentence);
    }
  return import;
}

static gboolean
take_in (MvTool *tool, const char *path, MvImport *import, MvCounts *counts, GError **error)
{
  for (guint i = 0; i < import->problems->len; i++)
    {
      const MvImportProblem *problem = g_ptr_array_index (import->problems, i);

      say_problem (tool, path, problem);
      if (problem->is_note)
        counts->n_notes++;
      else
        counts->n_problems++;
    }

  if (tool->feed != NULL)
    return put_studies (tool->feed, import, counts, error);

  counts->n_new += import->studies->len;
  return TRUE;
}

static MvExit
say_counts (MvTool *tool, const MvCounts *counts, gboolean is_dry)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "new", counts->n_new);
  json_object_set_int_member (object, "changed", counts->n_changed);
  json_object_set_int_member (object, "same", counts->n_same);
  json_object_set_int_member (object, "problems", counts->n_problems);
  json_object_set_int_member (object, "notes", counts->n_notes);
  json_object_set_boolean_member (object, "dry_run", is_dry);
  mv_tool_say (tool, object,
               /* In plain formats: catalogues cannot hold a macro in the middle of a sentence. */
               _ ("New: %lld. Changed: %lld. As before: %lld. Problems: %lld. Notes: %lld."),
               (long long) counts->n_new, (long long) counts->n_changed, (long long) counts->n_same,
               (long long) counts->n_problems, (long long) counts->n_notes);
  return counts->n_problems == 0 ? MV_EXIT_DONE : MV_EXIT_REFUSED;
}

MvExit
mv_main_import (MvTool *tool, int argc, char **argv)
{
  g_autofree char *format = NULL;
  gboolean is_dry = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("What the file is"), "auto|fnsp" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &is_dry, N_ ("Only look; needs no database"), NULL },
    { NULL },
  };
  g_autofree char *today = mv_clock_dup_today (tool->clock, NULL);
  MvCounts counts = { 0 };
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      (!is_dry && !mv_tool_need (tool, "database", tool->database)))
    return MV_EXIT_USAGE;
  if (argc < 2)
    return mv_tool_misuse (tool, "%s", _ ("Name one file or more."));
  if (format != NULL && !g_str_equal (format, "auto") && !g_str_equal (format, "fnsp"))
    return mv_tool_misuse (tool, _ ("“%s” is not a format that can be read."), format);

  if (!is_dry && !mv_tool_open (tool, &error))
    return mv_tool_refuse (tool, error);
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (MvImport) import = read_file (argv[i], today);

      if (import == NULL)
        return MV_EXIT_REFUSED;
      if (!take_in (tool, argv[i], import, &counts, &error))
        return mv_tool_refuse (tool, error);
    }

  return say_counts (tool, &counts, is_dry);
}
