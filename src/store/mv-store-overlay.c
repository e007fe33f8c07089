/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include <string.h>

/* What an item looks like on this device: the server's row with the outbox on top, worked out anew
 * whenever one of the two changes. */

static void
apply_put (const MvAccount *account, const MvEntry *entry, MvRow *shown)
{
  if (!shown->is_present)
    {
      shown->is_present = TRUE;
      if (entry->scope != NULL)
        mv_row_set_scope (shown, entry->scope);
      g_free (shown->by);
      shown->by = g_strdup (account->uid);
    }
  if (entry->kind != NULL)
    {
      g_free (shown->kind);
      shown->kind = g_strdup (entry->kind);
    }
  mv_row_set_body (shown, entry->body);
}

/* A refused text stays in sight, since it is the person's; everything else that was refused is
 * taken back. */
static gboolean
apply_entry (MvStore *self, const MvEntry *entry, MvRow *shown, GError **error)
{
  gboolean is_refused = entry->state == MV_ENTRY_REFUSED;

  switch (entry->type)
    {
    case MV_OP_PUT:
      apply_put (mv_store_get_account (self), entry, shown);
      return TRUE;
    case MV_OP_RESOLVE:
      if (strcmp (entry->id, shown->id) == 0)
        apply_put (mv_store_get_account (self), entry, shown);
      else if (!is_refused)
        shown->is_present = FALSE;
      return TRUE;
    case MV_OP_DEL:
      if (!is_refused)
        shown->is_present = FALSE;
      return TRUE;
    case MV_OP_COMMAND:
      return is_refused || mv_effect_apply (self, entry, shown, error);
    default:
      g_assert_not_reached ();
    }
}

/* The server's row is laid aside when the first operation comes, and put back after the last. */
static gboolean
lay_beneath (MvStore *self, const char *id, MvRow **out_beneath, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;

  if (!mv_rows_load_beneath (db, account, id, out_beneath, error))
    return FALSE;
  if (*out_beneath != NULL)
    return TRUE;

  if (!mv_rows_load_shown (db, account, id, out_beneath, error))
    return FALSE;
  if (*out_beneath == NULL || (*out_beneath)->rev == 0)
    {
      g_clear_pointer (out_beneath, mv_row_free);
      *out_beneath = mv_row_new (id, "", "", "");
      (*out_beneath)->is_present = FALSE;
    }
  return mv_rows_write_beneath (self, *out_beneath, error);
}

static gboolean
show_server_row (MvStore *self, const char *id, GError **error)
{
  g_autoptr (MvRow) beneath = NULL;

  if (!mv_rows_load_beneath (mv_store_get_db (self), mv_store_get_account (self)->key, id, &beneath,
                             error))
    return FALSE;
  if (beneath == NULL)
    return TRUE;

  if (!mv_rows_remove_beneath (self, id, error))
    return FALSE;
  return beneath->is_present ? mv_rows_write_shown (self, beneath, error)
                             : mv_rows_remove_shown (self, id, error);
}

/* Works out anew what @id looks like. Called after its operations or its server row have changed.
 */
gboolean
mv_overlay_refresh (MvStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) entries = mv_outbox_list_touching (self, id, error);
  g_autoptr (MvRow) beneath = NULL;
  g_autoptr (MvRow) shown = NULL;
  guint pending = MV_PENDING_UNSENT;

  if (entries == NULL)
    return FALSE;
  if (entries->len == 0)
    return show_server_row (self, id, error);
  if (!lay_beneath (self, id, &beneath, error))
    return FALSE;

  shown = mv_row_copy (beneath);
  for (guint i = 0; i < entries->len; i++)
    {
      const MvEntry *entry = g_ptr_array_index (entries, i);

      if (entry->problem != 0)
        pending = MV_PENDING_ATTENTION;
      if (!apply_entry (self, entry, shown, error))
        return FALSE;
    }

  shown->pending = pending;
  return shown->is_present ? mv_rows_write_shown (self, shown, error)
                           : mv_rows_remove_shown (self, id, error);
}

/* The same for everything that @entry shows on. */
gboolean
mv_overlay_refresh_touched (MvStore *self, const MvEntry *entry, GError **error)
{
  g_auto (GStrv) ids = mv_outbox_list_touched (self, entry, error);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!mv_overlay_refresh (self, ids[i], error))
        return FALSE;
    }
  return TRUE;
}
