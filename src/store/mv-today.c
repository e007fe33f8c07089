/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-today-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <string.h>

/* I dag: what is new, what waits, what comes. Every question is asked of an index, so that it takes
 * as long with a hundred thousand records as with ten. */

static void
mv_today_entry_free (MvTodayEntry *self)
{
  g_free (self->account);
  g_free (self->project_id);
  g_free (self->project_title);
  g_free (self->id);
  g_free (self->text);
  g_free (self->date);
  g_free (self);
}

void
mv_today_free (MvToday *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* The order of the groups on the page, and within the second group. */
static guint
get_place (MvTodayKind kind)
{
  static const MvTodayKind order[] = {
    MV_TODAY_ANSWERS, MV_TODAY_UPDATE,        MV_TODAY_REFUSED,   MV_TODAY_CONFLICT,
    MV_TODAY_READ,    MV_TODAY_AFTER_MEETING, MV_TODAY_TO_ANSWER, MV_TODAY_DRAFT,
    MV_TODAY_MEETING, MV_TODAY_WAITING,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (order[i] == kind)
        return i;
    }
  return G_N_ELEMENTS (order);
}

/* Newest first; what is still to come, nearest first. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const MvTodayEntry *left = *(const MvTodayEntry *const *) a;
  const MvTodayEntry *right = *(const MvTodayEntry *const *) b;
  guint left_place = get_place (left->kind);
  guint right_place = get_place (right->kind);
  int by_date;

  if (left_place != right_place)
    return left_place < right_place ? -1 : 1;

  by_date = g_strcmp0 (right->date, left->date);
  if (left->kind == MV_TODAY_READ || left->kind == MV_TODAY_MEETING)
    by_date = -by_date;
  return by_date != 0 ? by_date : g_strcmp0 (left->id, right->id);
}

MvTodayEntry *
mv_today_add (MvTodayWork *work, MvTodayKind kind, const char *id, const char *date)
{
  MvTodayEntry *entry = g_new0 (MvTodayEntry, 1);

  entry->kind = kind;
  entry->account = g_strdup (work->source->account->key);
  entry->id = g_strdup (id);
  entry->date = g_strdup (date);
  g_ptr_array_add (work->today->entries, entry);
  return entry;
}

gboolean
mv_today_set_project (MvTodayWork *work, MvTodayEntry *entry, const char *project, GError **error)
{
  const char *title = NULL;

  if (!mv_view_source_get_title (work->source, project, &title, error))
    return FALSE;
  entry->project_id = g_strdup (project);
  entry->project_title = g_strdup (title);
  return TRUE;
}

/* The person's roles, over all accounts */

static gboolean
note_roles (MvTodayWork *work, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (work->source->db, error, "SELECT scope, role FROM scope WHERE account = $1", "t",
                   work->source->account->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (TRUE)
    {
      MvRoles roles;
      const char *scope;

      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      scope = mv_statement_get_text (statement, 0);
      roles = mv_roles_from_name (mv_statement_get_text (statement, 1));
      if (g_str_has_prefix (scope, "project/"))
        {
          work->today->is_representative |=
              (roles & (MV_ROLE_REPRESENTATIVE | MV_ROLE_FORMER)) != 0;
          work->today->is_team |= (roles & MV_ROLES_TEAM) != 0;
        }
      if (g_str_has_prefix (scope, "committee/"))
        work->today->is_committee |= (roles & MV_ROLES_COMMITTEE) != 0;
    }
}

static gboolean
add_account (MvTodayWork *work, GError **error)
{
  return note_roles (work, error) && mv_today_add_new (work, error) &&
         mv_today_add_waiting (work, error) && mv_today_add_meetings (work, error);
}

/* One next meeting, whatever account it is in. */
static void
keep_next_meeting (GPtrArray *entries)
{
  gboolean has_meeting = FALSE;

  for (guint i = 0; i < entries->len;)
    {
      gboolean is_meeting =
          ((MvTodayEntry *) g_ptr_array_index (entries, i))->kind == MV_TODAY_MEETING;

      if (is_meeting && has_meeting)
        {
          g_ptr_array_remove_index (entries, i);
          continue;
        }
      has_meeting |= is_meeting;
      i++;
    }
}

static MvToday *
load_today (MvStore *store, GError **error)
{
  g_autoptr (MvToday) today = g_new0 (MvToday, 1);
  g_autoptr (GPtrArray) accounts = mv_store_list_accounts (store, error);

  today->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_today_entry_free);
  if (accounts == NULL)
    return NULL;

  today->has_account = accounts->len > 0;
  for (guint i = 0; i < accounts->len; i++)
    {
      const MvAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr (MvViewSource) source = mv_view_source_new (store, account->key, error);
      MvTodayWork work = { source, today };

      if (source == NULL || !add_account (&work, error))
        return NULL;
    }

  g_ptr_array_sort (today->entries, compare_entries);
  keep_next_meeting (today->entries);
  return g_steal_pointer (&today);
}

static gpointer
run_load (MvStore *store, gpointer data, GError **error)
{
  MvToday *today = load_today (store, error);

  if (today == NULL)
    mv_store_translate_error (error);
  return today;
}

/**
 * mv_today_load_async:
 * @store: a store
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Loads what stands on I dag, over all accounts: every entry there is, in the order of the page,
 * which shows the first seven. What is older than 60 days is not new any more.
 */
void
mv_today_load_async (MvStore *store,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  mv_store_read_async (store, run_load, NULL, NULL, (GDestroyNotify) mv_today_free, cancellable,
                       callback, user_data);
}

MvToday *
mv_today_load_finish (MvStore *store, GAsyncResult *result, GError **error)
{
  return mv_store_run_finish (store, result, error);
}
