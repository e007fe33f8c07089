/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include <string.h>

/* Rows are fetched by as many, since PostgreSQL hands them over whole and one may have 256 KiB. */
#define ROWS_A_QUERY 100

/* One scope that the caller is granted. */
typedef struct
{
  char *name; /* (owned): as on the wire */
  MvScopeType type;
  MvRoles roles;
  gint64 id;
  gint64 head, floor;
  gint64 from, cursor; /* where this page begins, and how far it came */
} PulledScope;

typedef struct
{
  MvFeed *feed;           /* (unowned) */
  const MvCaller *caller; /* (unowned) */
  const MvPull *pull;     /* (unowned) */
  GPtrArray *scopes;      /* (owned) (element-type PulledScope): in the order of a page */
  GPtrArray *drop;        /* (owned) (element-type utf8) */
  GPtrArray *reset;       /* (owned) (element-type utf8) */
  GString *page;          /* (owned) */
  size_t reserve;         /* bytes that the last line may need */
  guint n_rows;
  gboolean is_full;
} Page;

static void
pulled_scope_free (PulledScope *self)
{
  g_free (self->name);
  g_free (self);
}

static void
page_clear (Page *self)
{
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  g_clear_pointer (&self->drop, g_ptr_array_unref);
  g_clear_pointer (&self->reset, g_ptr_array_unref);
  if (self->page != NULL)
    g_string_free (self->page, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

/* A person's own things first, what is large and everybody's last. */
static int
get_place (MvScopeType type)
{
  switch (type)
    {
    case MV_SCOPE_USER:
      return 0;
    case MV_SCOPE_PROJECT:
    case MV_SCOPE_PROJECT_NEWS:
    case MV_SCOPE_PROJECT_BY:
    case MV_SCOPE_PROJECT_REP:
    case MV_SCOPE_PROJECT_TEAM:
      return 1;
    case MV_SCOPE_COMMITTEE:
    case MV_SCOPE_COMMITTEE_WITH:
    case MV_SCOPE_COMMITTEE_PROJECT:
    case MV_SCOPE_ORGANISATION:
      return 2;
    case MV_SCOPE_CATALOGUE:
      return 3;
    case MV_SCOPE_STUDIES:
    case MV_SCOPE_INVALID:
    default:
      return 4;
    }
}

static int
compare_scopes (gconstpointer a, gconstpointer b)
{
  const PulledScope *first = *(const PulledScope *const *) a;
  const PulledScope *second = *(const PulledScope *const *) b;
  int by_place = get_place (first->type) - get_place (second->type);

  return by_place != 0 ? by_place : strcmp (first->name, second->name);
}

/* The one role that says most, since the wire has room for one. */
static const char *
get_role_name (MvScopeType type, MvRoles roles)
{
  static const MvRoles order[] = { MV_ROLE_LEAD,           MV_ROLE_RESEARCHER,    MV_ROLE_FORMER,
                                   MV_ROLE_REPRESENTATIVE, MV_ROLE_SECRETARY,     MV_ROLE_MEMBER,
                                   MV_ROLE_DEPUTY,         MV_ROLE_ADMINISTRATOR, MV_ROLE_EDITOR,
                                   MV_ROLE_COORDINATOR,    MV_ROLE_PERSON,        MV_ROLE_ACCOUNT };

  if ((roles & MV_ROLE_PERSON) && !(roles & MV_ROLE_FORMER))
    return mv_roles_get_name (MV_ROLE_PERSON);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (roles & order[i])
        return mv_roles_get_name (order[i]);
    }
  return "";
}

/* Whether the device may have missed a tombstone that was thrown away. Below the floor there are
 * none left; but a device that was begun lately may stand there too: a first download whose page
 * ended before the floor holds only what was alive then, and everything deleted since has a
 * tombstone still. So the device says since when it knows what is below its cursor, by the server's
 * own clock from the head of that page, and may go on if no tombstone of that age was ever thrown
 * away. Without that it would be sent back to the beginning with every page, for ever. */
static gboolean
may_have_missed (Page *self, const PulledScope *scope, gint64 cursor)
{
  gint64 since = mv_cursors_get (self->pull->since, scope->name);
  gint64 now = mv_clock_now_us (self->feed->clock) / G_TIME_SPAN_SECOND;

  return cursor < scope->floor &&
         (since <= 0 || since > now || since < now - MV_FEED_TOMBSTONE_DAYS * 24 * 60 * 60);
}

/* Where the device must begin. It has nothing to rely on if the numbers are of another life of the
 * server, or if it may have missed a tombstone. */
static void
set_start (Page *self, PulledScope *scope, gboolean is_same_epoch)
{
  gint64 cursor = mv_cursors_get (self->pull->cursors, scope->name);
  gboolean has_cursor = cursor > 0;

  if (has_cursor &&
      (!is_same_epoch || cursor > scope->head || may_have_missed (self, scope, cursor)))
    {
      g_ptr_array_add (self->reset, g_strdup (scope->name));
      cursor = 0;
    }

  scope->from = cursor;
  scope->cursor = cursor;
}

static void
add_scope (Page *self, MvStatement *row, gboolean is_same_epoch)
{
  const char *name = mv_statement_get_text (row, 1);
  MvRoles roles = (MvRoles) mv_statement_get_integer (row, 4);
  PulledScope *scope;
  MvScope parts;

  if (!mv_scope_parse (name, &parts) || !mv_rights_may_read (parts.type, roles))
    return;
  if (!self->caller->is_confirmed && parts.type != MV_SCOPE_USER &&
      parts.type != MV_SCOPE_CATALOGUE)
    return;

  scope = g_new0 (PulledScope, 1);
  scope->name = g_strdup (parts.type == MV_SCOPE_USER ? MV_SCOPE_ME : name);
  scope->type = parts.type;
  scope->id = mv_statement_get_integer (row, 0);
  scope->head = mv_statement_get_integer (row, 2);
  scope->floor = mv_statement_get_integer (row, 3);
  scope->roles = roles;
  set_start (self, scope, is_same_epoch);
  g_ptr_array_add (self->scopes, scope);
}

static gboolean
load_scopes (Page *self, gboolean is_same_epoch, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (self->feed->db, error,
                   "SELECT scope.id, scope.name, scope.seq, scope.floor, grants.roles"
                   " FROM grants JOIN scope ON scope.id = grants.scope WHERE grants.uid = $1",
                   "t", self->caller->uid);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        add_scope (self, statement, is_same_epoch);
    }

  g_ptr_array_sort (self->scopes, compare_scopes);
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What the device has and is not granted any more. */
static void
find_dropped (Page *self)
{
  g_autoptr (GHashTable) granted = NULL;
  GHashTableIter iter;
  gpointer name;

  if (g_hash_table_size (self->pull->cursors) == 0)
    return;

  granted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->scopes->len; i++)
    g_hash_table_add (granted, ((PulledScope *) self->scopes->pdata[i])->name);

  g_hash_table_iter_init (&iter, self->pull->cursors);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!g_hash_table_contains (granted, name))
        g_ptr_array_add (self->drop, g_strdup (name));
    }
  g_ptr_array_sort (self->drop, compare_texts);
}

static gboolean
append_head (Page *self, GError **error)
{
  const char *epoch = mv_feed_get_epoch (self->feed, error);
  g_autofree char *now = mv_clock_dup_now (self->feed->clock);
  g_autoptr (GPtrArray) scopes = g_ptr_array_sized_new (self->scopes->len);
  g_autofree MvLineScope *lines = g_new0 (MvLineScope, self->scopes->len);

  if (epoch == NULL)
    return FALSE;

  self->reserve = strlen ("{\"t\":\"end\",\"cursors\":{},\"more\":false,\"rows\":1000}\n");
  for (guint i = 0; i < self->scopes->len; i++)
    {
      const PulledScope *scope = self->scopes->pdata[i];

      /* The names are lent: a page of one row may have hundreds of scopes. */
      lines[i].scope = scope->name;
      lines[i].role = (char *) get_role_name (scope->type, scope->roles);
      lines[i].head = scope->head;
      g_ptr_array_add (scopes, &lines[i]);
      self->reserve += strlen (scope->name) + strlen ("\"\":9007199254740992,");
    }

  g_ptr_array_add (self->drop, NULL);
  g_ptr_array_add (self->reset, NULL);
  mv_line_append_head (self->page, epoch, now, scopes, (const char *const *) self->drop->pdata,
                       (const char *const *) self->reset->pdata);
  return TRUE;
}

/* Columns: seq, id, rev, kind, writer, author, body, why, conflict_of. A sibling is for those who
 * may do something about it. */
static gboolean
is_for_caller (Page *self, const PulledScope *scope, MvStatement *row)
{
  gboolean is_own;

  if (mv_statement_is_null (row, 8) || !mv_statement_is_null (row, 7))
    return TRUE;

  is_own = g_strcmp0 (mv_statement_get_text (row, 5), self->caller->uid) == 0;
  return mv_rights_may_change (scope->type, mv_statement_get_text (row, 3), scope->roles, is_own);
}

/* Returns FALSE when the page has no room for the row. */
static gboolean
append_row (Page *self, const PulledScope *scope, MvStatement *row)
{
  gint64 seq = mv_statement_get_integer (row, 0);
  gint64 rev = mv_statement_get_integer (row, 2);
  const char *id = mv_statement_get_text (row, 1);
  const char *why = mv_statement_get_text (row, 7);
  const char *by = mv_statement_get_text (row, 4);
  gsize n_bytes = self->page->len;

  /* What the server wrote has no writer on the wire. */
  if (by != NULL && *by == '\0')
    by = NULL;

  if (why != NULL)
    mv_line_append_del (self->page, scope->name, seq, id, rev, why);
  else
    mv_line_append_put (self->page, scope->name, seq, id, rev, mv_statement_get_text (row, 3), by,
                        mv_statement_get_text (row, 8), mv_statement_get_text (row, 6));

  if (self->n_rows > 0 && self->page->len + self->reserve > MV_WIRE_MAX_PAGE)
    {
      g_string_truncate (self->page, n_bytes);
      return FALSE;
    }

  self->n_rows++;
  return TRUE;
}

/* Up to ROWS_A_QUERY rows of a scope. @out_n: how many there were. */
static gboolean
append_rows (Page *self, PulledScope *scope, guint *out_n, GError **error)
{
  gint64 limit = MIN (ROWS_A_QUERY, self->pull->limit - self->n_rows);
  g_autoptr (MvStatement) row =
      mv_db_query (self->feed->db, error,
                   "SELECT seq, id, rev, kind, writer, author, body, why, conflict_of FROM item"
                   " WHERE scope = $1 AND seq > $2 UNION ALL"
                   " SELECT seq, id, rev, '', '', '', NULL, why, NULL FROM departed"
                   " WHERE scope = $1 AND seq > $2 ORDER BY 1 LIMIT $3",
                   "iii", scope->id, scope->cursor, limit);
  gboolean has_row = TRUE;

  *out_n = 0;
  if (row == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (is_for_caller (self, scope, row) && !append_row (self, scope, row))
        {
          self->is_full = TRUE;
          return TRUE;
        }
      scope->cursor = mv_statement_get_integer (row, 0);
      ++*out_n;
    }

  /* Fewer than asked for: that was all. */
  if (*out_n < limit)
    scope->cursor = scope->head;
  return TRUE;
}

static gboolean
append_scopes (Page *self, GError **error)
{
  for (guint i = 0; i < self->scopes->len && !self->is_full; i++)
    {
      PulledScope *scope = self->scopes->pdata[i];

      while (scope->cursor < scope->head && !self->is_full)
        {
          guint n;

          if (self->n_rows >= self->pull->limit)
            self->is_full = TRUE;
          else if (!append_rows (self, scope, &n, error))
            return FALSE;
        }
    }
  return TRUE;
}

static void
append_end (Page *self, gboolean *out_nothing)
{
  g_autoptr (GHashTable) cursors = mv_cursors_new ();
  gboolean has_more = FALSE;

  for (guint i = 0; i < self->scopes->len; i++)
    {
      const PulledScope *scope = self->scopes->pdata[i];

      if (scope->cursor > scope->from)
        mv_cursors_set (cursors, scope->name, scope->cursor);
      has_more |= scope->cursor < scope->head;
    }

  mv_line_append_end (self->page, cursors, has_more, self->n_rows);
  *out_nothing = self->n_rows == 0 && g_hash_table_size (cursors) == 0 && self->drop->len == 1 &&
                 self->reset->len == 1;
}

static GBytes *
make_page (Page *self, gboolean *out_nothing, GError **error)
{
  const char *epoch = mv_feed_get_epoch (self->feed, error);

  if (epoch == NULL || !load_scopes (self, g_strcmp0 (self->pull->epoch, epoch) == 0, error))
    return NULL;

  find_dropped (self);
  if (!append_head (self, error) || !append_scopes (self, error))
    return NULL;

  append_end (self, out_nothing);
  return g_string_free_to_bytes (g_steal_pointer (&self->page));
}

/**
 * mv_feed_pull:
 * @self: a feed outside a transaction
 * @caller: who asks
 * @pull: how far the device knows each scope
 * @out_nothing: (out): whether the page holds nothing new, so that the request may be parked; the
 * page is then what to send when time is up
 *
 * Reads one page in one snapshot: rows of the scopes that the caller is granted, whatever the
 * device lists, by scope and number, at most %MV_WIRE_MAX_ROWS and %MV_WIRE_MAX_PAGE bytes but at
 * least one. A scope whose cursor is of another epoch, beyond its head, or below its floor and
 * older than tombstones get, begins at 0 and stands in `reset`; see may_have_missed().
 *
 * Fails as databases do.
 *
 * Returns: (transfer full): the page, lines of JSON, or %NULL on error
 */
GBytes *
mv_feed_pull (
    MvFeed *self, const MvCaller *caller, const MvPull *pull, gboolean *out_nothing, GError **error)
{
  g_auto (Page) page = {
    .feed = self,
    .caller = caller,
    .pull = pull,
    .scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) pulled_scope_free),
    .drop = g_ptr_array_new_with_free_func (g_free),
    .reset = g_ptr_array_new_with_free_func (g_free),
    .page = g_string_sized_new (64 * 1024),
  };
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (MV_IS_FEED (self), NULL);

  if (!mv_db_begin (self->db, FALSE, error))
    return NULL;

  bytes = make_page (&page, out_nothing, error);
  mv_db_roll_back (self->db);

  return g_steal_pointer (&bytes);
}
