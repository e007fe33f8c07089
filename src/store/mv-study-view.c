/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-view-private.h"

#include "mv-fold.h"
#include "mv-json.h"

#include <string.h>

void
mv_study_view_free (MvStudyView *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_clear_object (&self->study);
  g_clear_object (&self->text);
  g_free (self->language);
  g_clear_pointer (&self->languages, g_ptr_array_unref);
  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_free (self->responsible);
  g_free (self);
}

typedef struct
{
  char *study;
  char *language;
} MvStudyLoad;

static void
mv_study_load_free (MvStudyLoad *self)
{
  g_free (self->study);
  g_free (self->language);
  g_free (self);
}

/* How close @language is to the one asked for; 0 is the one. */
static guint
get_distance (const char *language, const char *wanted)
{
  static const char *const order[] = { "nb", "nn", "en" };

  if (g_strcmp0 (language, wanted) == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (g_strcmp0 (language, order[i]) == 0)
        return i + 1;
    }
  return G_N_ELEMENTS (order) + 1;
}

static gboolean
fill_text (MvViewSource *source, MvStudyView *view, const MvStudyLoad *load, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (source->db, error,
                   "SELECT " MV_ROW_COLUMNS
                   " FROM item INDEXED BY item_target WHERE account = $1 AND target = $2 "
                   "AND kind = 'study-text' AND conflict_of IS NULL ORDER BY facets",
                   "tt", view->account, load->study);
  g_autoptr (GPtrArray) texts = mv_view_collect_records (statement, error);

  if (texts == NULL)
    return FALSE;

  view->languages = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < texts->len; i++)
    {
      MvRecord *text = g_ptr_array_index (texts, i);
      const char *language = mv_record_get_text (text, "language");

      if (language == NULL)
        continue;
      g_ptr_array_add (view->languages, g_strdup (language));
      if (view->text != NULL &&
          get_distance (language, load->language) >= get_distance (view->language, load->language))
        continue;
      g_set_object (&view->text, text);
      g_free (view->language);
      view->language = g_strdup (language);
    }
  return TRUE;
}

/* Whether the folded @word stands in the folded @text as a word, or as the beginning of one, since
 * Norwegian puts endings on. */
static gboolean
has_word (const char *text, const char *word)
{
  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    {
      if (p == text || g_ascii_isspace (p[-1]) || g_ascii_ispunct (p[-1]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_term_used (MvRecord *term, const char *language, const char *text)
{
  const char *word = mv_record_get_text (term, language);
  g_autofree char *folded = NULL;

  if (word == NULL || *word == '\0')
    word = mv_record_get_text (term, "nb");
  if (word == NULL || *word == '\0')
    return FALSE;
  folded = mv_fold (word);
  return has_word (text, folded);
}

/* Words of the catalogue's list that the text uses. */
static gboolean
fill_terms (MvViewSource *source, MvStudyView *view, GError **error)
{
  g_autofree char *words = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) terms = NULL;

  view->terms = g_ptr_array_new_with_free_func (g_object_unref);
  if (view->text == NULL)
    return TRUE;

  words = mv_record_dup_search_text (view->text);
  folded = mv_fold (words != NULL ? words : "");
  statement =
      mv_db_query (source->db, error,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_kind WHERE kind = 'term' "
                   "AND account = $1 AND conflict_of IS NULL ORDER BY id",
                   "t", view->account);
  terms = mv_view_collect_records (statement, error);
  if (terms == NULL)
    return FALSE;

  for (guint i = 0; i < terms->len; i++)
    {
      MvRecord *term = g_ptr_array_index (terms, i);

      if (is_term_used (term, view->language, folded))
        g_ptr_array_add (view->terms, g_object_ref (term));
    }
  return TRUE;
}

static gboolean
fill_facts (MvViewSource *source, MvStudyView *view, const MvStudyLoad *load, GError **error)
{
  gint64 ignored = 0;

  view->responsible = g_strdup (mv_record_get_text (view->study, "responsible"));
  if (view->responsible == NULL &&
      !mv_view_dup_organisation (source, mv_record_get_text (view->study, "organisation"),
                                 load->language, &view->responsible, error))
    return FALSE;

  return mv_db_get_one_integer (
      source->db, &ignored, &view->is_favourite, error,
      "SELECT 1 FROM item INDEXED BY item_target WHERE target = $1 AND kind = 'mark' "
      "AND facets = ' favourite ' AND account = $2 LIMIT 1",
      "tt", load->study, view->account);
}

static MvStudyView *
load_view (MvStore *store, const MvStudyLoad *load, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *account = NULL;
  g_autoptr (MvViewSource) source = NULL;
  g_autoptr (MvStudyView) view = g_new0 (MvStudyView, 1);

  account = mv_db_get_one_text (mv_store_get_db (store), &local,
                                "SELECT account FROM account WHERE EXISTS (SELECT 1 FROM item "
                                "WHERE item.account = account.account AND id = $1 "
                                "AND kind = 'study') LIMIT 1",
                                "t", load->study);
  if (account == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "There is no study %s here",
                     load->study);
      return NULL;
    }

  source = mv_view_source_new (store, account, error);
  if (source == NULL)
    return NULL;
  view->account = g_steal_pointer (&account);
  view->study = mv_store_get (store, view->account, load->study, error);
  if (view->study == NULL || !fill_text (source, view, load, error) ||
      !fill_terms (source, view, error) || !fill_facts (source, view, load, error))
    return NULL;
  return g_steal_pointer (&view);
}

static gpointer
run_load (MvStore *store, gpointer data, GError **error)
{
  MvStudyView *view = load_view (store, data, error);

  if (view == NULL)
    mv_store_translate_error (error);
  return view;
}

/**
 * mv_study_view_load_async:
 * @store: a store
 * @study: id of a study
 * @language: nb, nn or en: the text comes in it, or in the closest there is
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Fails with %MV_STORE_ERROR_NOT_FOUND if the study is not here (any more).
 */
void
mv_study_view_load_async (MvStore *store,
                          const char *study,
                          const char *language,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  MvStudyLoad *load = g_new0 (MvStudyLoad, 1);

  load->study = g_strdup (study);
  load->language = g_strdup (language);
  mv_store_read_async (store, run_load, load, (GDestroyNotify) mv_study_load_free,
                       (GDestroyNotify) mv_study_view_free, cancellable, callback, user_data);
}

MvStudyView *
mv_study_view_load_finish (MvStore *store, GAsyncResult *result, GError **error)
{
  return mv_store_run_finish (store, result, error);
}
