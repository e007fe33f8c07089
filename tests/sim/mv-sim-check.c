/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sim.h"

#include "mv-json.h"
#include "mv-scope.h"
#include "mv-store-private.h"

#include <string.h>

/* What must hold: at every answer that nobody gets what is not his, and at rest that every PC
 * agrees with the server and that no text is lost. Who may read what is said here once more, in
 * other words than the server's. */

static gboolean
may_read_project (const char *role, gboolean is_own, MvScopeType type)
{
  gboolean is_former = g_strcmp0 (role, "former") == 0;
  gboolean is_team = g_strcmp0 (role, "researcher") == 0;

  if (role == NULL)
    return FALSE;

  switch (type)
    {
    case MV_SCOPE_PROJECT:
      return !is_former;
    case MV_SCOPE_PROJECT_NEWS:
      return TRUE;
    case MV_SCOPE_PROJECT_BY:
      return !is_former || is_own;
    case MV_SCOPE_PROJECT_REP:
      return is_team || is_own;
    case MV_SCOPE_PROJECT_TEAM:
      return is_team;
    default:
      return FALSE;
    }
}

gboolean
mv_sim_may_read (MvSim *sim, const char *uid, const char *scope)
{
  MvScope parts;

  if (g_str_equal (scope, MV_SCOPE_ME))
    return TRUE;
  if (!mv_scope_parse (scope, &parts))
    return FALSE;

  switch (parts.type)
    {
    case MV_SCOPE_CATALOGUE:
    case MV_SCOPE_STUDIES:
      return TRUE;
    case MV_SCOPE_USER:
      return g_str_equal (parts.owner, uid);
    default:
      return g_str_equal (parts.owner, sim->world->project) &&
             may_read_project (g_hash_table_lookup (sim->roles, uid),
                               g_str_equal (parts.person, uid), parts.type);
    }
}

/* Every line that goes out to a PC. */
void
mv_sim_check_page (MvSim *sim, MvSimDevice *device, const MvAnswer *answer)
{
  g_autoptr (MvPage) page = NULL;
  const char *text;
  size_t length;

  if (answer->status != 200 || answer->body == NULL)
    return;

  text = g_bytes_get_data (answer->body, &length);
  page = mv_page_decode (text, length);
  if (!page->is_whole)
    mv_sim_fail (sim, "the server sent %s a page that is not whole", device->name);
  for (guint i = 0; i < page->rows->len; i++)
    {
      const MvLine *line = g_ptr_array_index (page->rows, i);

      if (line->type == MV_LINE_PUT && !mv_sim_may_read (sim, device->uid, line->scope))
        mv_sim_fail (sim, "%s got %s %s of %s", device->name, line->kind, line->id, line->scope);
    }
}

/* Rows as "scope kind rev conflict_of body" by id. */

static char *
make_row_text (const char *uid,
               const char *scope,
               const char *kind,
               gint64 rev,
               const char *conflict_of,
               const char *body)
{
  g_autofree char *own = mv_scope_user (uid);
  g_autoptr (JsonObject) object = mv_json_parse_object (body, -1, MV_RECORD_MAX_BYTES, NULL);
  g_autofree char *canonical = object == NULL ? g_strdup (body) : mv_json_object_to_text (object);

  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %s %s",
                          g_str_equal (scope, own) ? MV_SCOPE_ME : scope, kind, rev,
                          conflict_of == NULL ? "-" : conflict_of, canonical);
}

/* Columns: id, scope, kind, rev, conflict_of, body */
static GHashTable *
read_rows (MvDb *db, const char *sql, const char *key, const char *uid)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvStatement) statement = mv_db_query (db, &error, sql, "t", key);
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  while (TRUE)
    {
      mv_statement_step (statement, &has_row, &error);
      g_assert_no_error (error);
      if (!has_row)
        return rows;
      g_hash_table_insert (rows, g_strdup (mv_statement_get_text (statement, 0)),
                           make_row_text (uid, mv_statement_get_text (statement, 1),
                                          mv_statement_get_text (statement, 2),
                                          mv_statement_get_integer (statement, 3),
                                          mv_statement_get_text (statement, 4),
                                          mv_statement_get_text (statement, 5)));
    }
}

static GHashTable *
read_server (MvSim *sim, const char *uid)
{
  return read_rows (sim->db,
                    "SELECT item.id, scope.name, kind, rev, conflict_of, body FROM item "
                    "JOIN scope ON scope.id = item.scope JOIN grants ON grants.scope = item.scope "
                    "WHERE grants.uid = $1 AND body IS NOT NULL",
                    uid, uid);
}

/* The server's rows as this PC has them: under what the outbox lays over them. */
static GHashTable *
read_device (MvSimDevice *device)
{
  return read_rows (mv_store_get_db (device->store),
                    "SELECT id, scope, kind, rev, conflict_of, body FROM beneath "
                    "WHERE account = $1 AND is_present = 1 "
                    "UNION ALL SELECT id, scope, kind, rev, conflict_of, body FROM item "
                    "WHERE account = $1 AND is_device_only = 0 AND rev > 0 "
                    "AND NOT EXISTS (SELECT 1 FROM beneath WHERE beneath.account = item.account "
                    "AND beneath.id = item.id)",
                    device->account, device->uid);
}

static gboolean
is_sibling (const char *row)
{
  g_auto (GStrv) parts = g_strsplit (row, " ", 5);

  return !g_str_equal (parts[3], "-");
}

static void
check_same (MvSim *sim, MvSimDevice *device)
{
  g_autoptr (GHashTable) server = read_server (sim, device->uid);
  g_autoptr (GHashTable) here = read_device (device);
  GHashTableIter iter;
  gpointer id, row;

  g_hash_table_iter_init (&iter, here);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      const char *other = g_hash_table_lookup (server, id);

      if (g_strcmp0 (row, other) != 0)
        mv_sim_fail (sim, "%s has %s as\n  %s\nand the server\n  %s", device->name, (char *) id,
                     (char *) row, other);
    }

  /* Siblings go only to those who may write the item. */
  g_hash_table_iter_init (&iter, server);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      if (g_hash_table_lookup (here, id) == NULL && !is_sibling (row))
        mv_sim_fail (sim, "%s lacks %s\n  %s", device->name, (char *) id, (char *) row);
    }
}

static void
check_idle (MvSim *sim, MvSimDevice *device)
{
  g_autoptr (GError) error = NULL;
  gint64 n_open = 0;

  if (mv_sync_core_get_phase (device->core) != MV_SYNC_PHASE_PARKED)
    mv_sim_fail (sim, "%s is %s at rest", device->name,
                 mv_sync_phase_get_name (mv_sync_core_get_phase (device->core)));
  mv_db_get_one_integer (mv_store_get_db (device->store), &n_open, NULL, &error,
                         "SELECT count(*) FROM outbox WHERE account = $1 "
                         "AND state IN ('waiting', 'sent')",
                         "t", device->account);
  g_assert_no_error (error);
  if (n_open > 0)
    mv_sim_fail (sim, "%s has %" G_GINT64_FORMAT " operations that nobody answers", device->name,
                 n_open);
}

/* What a lost scope held must not be on the disk, whoever wrote it last. */
static void
check_scopes (MvSim *sim, MvSimDevice *device)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = TRUE;

  statement = mv_db_query (mv_store_get_db (device->store), &error,
                           "SELECT scope, id FROM item WHERE account = $1 AND pending = 0 "
                           "UNION SELECT scope, id FROM beneath WHERE account = $1 "
                           "AND is_present = 1 "
                           "UNION SELECT scope, id FROM shadow WHERE account = $1",
                           "t", device->account);
  g_assert_no_error (error);
  while (TRUE)
    {
      mv_statement_step (statement, &has_row, &error);
      g_assert_no_error (error);
      if (!has_row)
        return;
      if (!mv_sim_may_read (sim, device->uid, mv_statement_get_text (statement, 0)))
        mv_sim_fail (sim, "%s still has %s of %s", device->name,
                     mv_statement_get_text (statement, 1), mv_statement_get_text (statement, 0));
    }
}

static gboolean
holds (MvDb *db, const char *sql, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean is_found = FALSE;
  gint64 one;

  mv_db_get_one_integer (db, &one, &is_found, &error, sql, "t", text);
  g_assert_no_error (error);
  return is_found;
}

static gboolean
is_kept (MvSim *sim, const MvSimText *text)
{
  if (holds (sim->db, "SELECT 1 FROM item WHERE instr (body, $1) LIMIT 1", text->text))
    return TRUE;

  /* Operations that are done do not count: what they wrote must be somewhere itself. */
  for (guint i = 0; i < MV_SIM_N_DEVICES; i++)
    {
      MvSimDevice *device = &sim->devices[i];

      if (g_str_equal (device->uid, text->uid) &&
          holds (mv_store_get_db (device->store),
                 "SELECT 1 FROM item WHERE instr (body, $1) "
                 "UNION ALL SELECT 1 FROM bin WHERE instr (body, $1) "
                 "UNION ALL SELECT 1 FROM outbox WHERE instr (body, $1) "
                 "AND state IN ('waiting', 'sent', 'refused') LIMIT 1",
                 text->text))
        return TRUE;
    }

  return FALSE;
}

void
mv_sim_check_rest (MvSim *sim)
{
  for (guint i = 0; i < MV_SIM_N_DEVICES; i++)
    {
      check_idle (sim, &sim->devices[i]);
      check_same (sim, &sim->devices[i]);
      check_scopes (sim, &sim->devices[i]);
    }

  for (guint i = 0; i < sim->texts->len; i++)
    {
      const MvSimText *text = g_ptr_array_index (sim->texts, i);

      if (!text->is_gone && !is_kept (sim, text))
        mv_sim_fail (sim, "“%s” is lost", text->text);
    }
}
