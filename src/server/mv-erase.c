/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-erase.h"

#include "mv-audit.h"
#include "mv-json.h"
#include "mv-quotes.h"
#include "mv-scope.h"

#include <string.h>

/* What a person wrote in scopes of their own goes, and what was said to them there. What they wrote
 * for a team or a committee (minutes, answers to others) is the project's own record and stays; the
 * name that it is shown with is gone with the person. */

typedef struct
{
  MvFeed *feed;       /* (unowned) */
  const char *uid;    /* (unowned) */
  const char *ground; /* (unowned) (nullable): why contributions stay */
  MvEraseCount count;
} Erase;

/* Ids and kinds, each after the other (element-type utf8). */
static GPtrArray *
list_records (Erase *self, const char *sql, const char *first, const char *second, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvStatement) row =
      mv_db_query (mv_feed_get_db (self->feed), error, sql, "tt", first, second);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;
  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      for (guint i = 0; has_row && i < 2; i++)
        g_ptr_array_add (list, g_strdup (mv_statement_get_text (row, i)));
    }
  return g_steal_pointer (&list);
}

static gboolean
stays (const Erase *self, const char *kind)
{
  static const char *const kinds[] = { "contribution", "reply", "followup", NULL };

  return self->ground != NULL && g_strv_contains (kinds, kind);
}

/* Quotes were made by consent, which is gone. */
static gboolean
erase_one (Erase *self, const char *id, const char *kind, gboolean is_own, GError **error)
{
  if (strcmp (kind, "contribution") == 0 && !mv_quotes_drop (self->feed, id, error))
    return FALSE;
  if (!is_own && stays (self, kind))
    {
      self->count.n_kept++;
      return TRUE;
    }

  self->count.n_erased++;
  return mv_feed_remove (self->feed, id, "erased", error);
}

static gboolean
erase_list (Erase *self, GPtrArray *list, gboolean is_own, GError **error)
{
  for (guint i = 0; list != NULL && i < list->len; i += 2)
    {
      if (!erase_one (self, list->pdata[i], list->pdata[i + 1], is_own, error))
        return FALSE;
    }
  return list != NULL;
}

#define LIVING                                                                                     \
  "SELECT item.id, item.kind FROM item JOIN scope ON scope.id = item.scope"                        \
  " WHERE (item.why IS NULL OR item.why <> 'erased') AND "

/* Drafts, notes and all else of the person's own scope; then what was shared. */
static gboolean
erase_own_scopes (Erase *self, GError **error)
{
  g_autofree char *user = mv_scope_user (self->uid);
  g_autofree char *shared = g_strconcat ("%/%/_%/", self->uid, NULL);
  g_autoptr (GPtrArray) own =
      list_records (self, LIVING "scope.name = $1 AND $2 = $2", user, "", error);
  g_autoptr (GPtrArray) others =
      own != NULL ? list_records (self, LIVING "scope.name LIKE $1 AND $2 = $2", shared, "", error)
                  : NULL;

  return erase_list (self, own, TRUE, error) && erase_list (self, others, FALSE, error);
}

/* The name under which a person's contributions stay: the place among the project's user
 * representatives, in the order in which they came. */
static char *
make_pseudonym (
    Erase *self, const char *scope, const char *id, const char *language, GError **error)
{
  g_autoptr (GPtrArray) members = mv_feed_list (self->feed, scope, "member", error);
  const char *word = "User representative";
  guint place = 0;

  if (members == NULL)
    return NULL;
  if (g_strcmp0 (language, "nb") == 0)
    word = "Brukermedvirker";
  else if (g_strcmp0 (language, "nn") == 0)
    word = "Brukarmedverkar";

  /* The ids are made one after the other, so their order is that of coming. */
  for (guint i = 0; i < members->len; i++)
    {
      const MvFeedItem *member = members->pdata[i];

      if (strstr (member->body, "\"role\":\"representative\"") != NULL ||
          strcmp (member->id, id) == 0)
        place++;
      if (strcmp (member->id, id) == 0)
        break;
    }
  return g_strdup_printf ("%s %u", word, place);
}

static gboolean
rename_member (Erase *self, const MvFeedItem *item, const char *language, GError **error)
{
  static const char *const named[] = { "organisation", "contact", "phone", "email" };
  g_autoptr (JsonObject) body = mv_feed_item_parse_body (item, error);
  g_autofree char *name = make_pseudonym (self, item->scope, item->id, language, error);

  if (body == NULL || name == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    json_object_remove_member (body, named[i]);
  json_object_set_string_member (body, "name", name);
  return mv_feed_write_object (self->feed, item->scope, "member", item->id, "", body, NULL, NULL,
                               error);
}

static gboolean
erase_mark (Erase *self, const char *id, const char *kind, const char *language, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;

  if (!mv_feed_read (self->feed, id, &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL)
    return TRUE;
  if (self->ground != NULL && strcmp (kind, "member") == 0)
    return rename_member (self, item, language, error);

  self->count.n_erased++;
  return mv_feed_remove (self->feed, id, "erased", error);
}

/* Records that show the person to others. */
static gboolean
erase_marks (Erase *self, GError **error)
{
  g_autofree char *pattern = g_strdup_printf ("%%\"uid\":\"%s\"%%", self->uid);
  g_autoptr (GError) local = NULL;
  g_autofree char *language =
      mv_db_get_one_text (mv_feed_get_db (self->feed), &local,
                          "SELECT language FROM person WHERE uid = $1", "t", self->uid);
  g_autoptr (GPtrArray) list = list_records (
      self,
      LIVING "item.kind IN ('member', 'committee-member', 'role', 'invitation', 'appointment')"
             " AND item.body LIKE $1 AND $2 = $2 ORDER BY item.id",
      pattern, "", error);

  for (guint i = 0; list != NULL && i < list->len; i += 2)
    {
      if (!erase_mark (self, list->pdata[i], list->pdata[i + 1], language, error))
        return FALSE;
    }
  return list != NULL;
}

/* The lead's name stands in the project too. */
static gboolean
erase_lead (Erase *self, GError **error)
{
  g_autofree char *pattern = g_strdup_printf ("%%\"lead_uid\":\"%s\"%%", self->uid);
  g_autoptr (GPtrArray) list = list_records (
      self, LIVING "item.kind = 'project' AND item.body LIKE $1 AND $2 = $2", pattern, "", error);

  for (guint i = 0; list != NULL && i < list->len; i += 2)
    {
      g_autoptr (MvFeedItem) item = NULL;
      g_autoptr (JsonObject) body = NULL;

      if (!mv_feed_read (self->feed, list->pdata[i], &item, error))
        return FALSE;
      body = mv_feed_item_parse_body (item, error);
      if (body == NULL)
        return FALSE;
      json_object_remove_member (body, "lead");
      json_object_remove_member (body, "lead_uid");
      if (!mv_feed_write_object (self->feed, item->scope, "project", item->id, "", body, NULL, NULL,
                                 error))
        return FALSE;
    }
  return list != NULL;
}

/* The person's devices, memberships and codes; the row itself keeps only that there was somebody.
 */
static gboolean
erase_person_rows (Erase *self, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM operation WHERE device IN (SELECT id FROM device WHERE uid = $1) AND $2 = $2",
    "UPDATE device SET name = '', token_hash = id, next_token_hash = NULL,"
    " revoked = coalesce (revoked, $2) WHERE uid = $1",
    "DELETE FROM invitation WHERE uid = $1 AND $2 = $2",
    "DELETE FROM grants WHERE uid = $1 AND $2 = $2",
    "UPDATE membership SET roles = 0, former = 0, ended = coalesce (ended, $2) WHERE uid = $1",
    "UPDATE person SET name = '', email = NULL, erased = coalesce (erased, $2) WHERE uid = $1",
  };
  g_autofree char *now = mv_clock_dup_now (mv_feed_get_clock (self->feed));

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      if (!mv_db_run (mv_feed_get_db (self->feed), error, statements[i], "tt", self->uid, now))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note (Erase *self, GError **error)
{
  g_autofree char *detail =
      g_strdup_printf ("erased %u, kept %u%s%s", self->count.n_erased, self->count.n_kept,
                       self->ground != NULL ? ": " : "", self->ground != NULL ? self->ground : "");
  MvAuditNote entry = { .action = "erase", .subject = self->uid, .detail = detail };

  return mv_audit_note (self->feed, &entry, error);
}

static gboolean
check_person (MvFeed *feed, const char *uid, GError **error)
{
  gint64 n = 0;

  if (!mv_db_get_one_integer (mv_feed_get_db (feed), &n, NULL, error,
                              "SELECT count(*) FROM person WHERE uid = $1", "t", uid))
    return FALSE;
  if (n == 0)
    mv_problem_set (error, MV_PROBLEM_NOT_FOUND, "user", "There is no such person");
  return n > 0;
}

/**
 * mv_erase_person:
 * @feed: a feed in a transaction
 * @uid: a person
 * @ground: (nullable): the legal ground on which shared contributions stay (archive law, research),
 *   which is written into the audit; %NULL to erase them too
 * @out_count: (out) (nullable): what was done
 * @error: return location for an error
 *
 * Erases a person: drafts, notes, agreements, consents, claims and ratings, and shared
 * contributions with their answers unless there is a @ground to keep them under "User
 * representative 3". Tombstones with why `erased` reach every replica through the feed. Devices are
 * revoked, the name goes. Doing it again does no harm.
 *
 * Fails with %MV_PROBLEM_NOT_FOUND if there is no such person.
 *
 * Returns: whether it was written; if not, the caller rolls back
 */
gboolean
mv_erase_person (
    MvFeed *feed, const char *uid, const char *ground, MvEraseCount *out_count, GError **error)
{
  Erase erase = { feed, uid, ground, { 0, 0 } };
  g_autofree char *scope = mv_scope_user (uid);

  if (!check_person (feed, uid, error) || !erase_own_scopes (&erase, error) ||
      !erase_marks (&erase, error) || !erase_lead (&erase, error) ||
      !erase_person_rows (&erase, error) || !note (&erase, error))
    return FALSE;

  mv_feed_touch (feed, scope);
  if (out_count != NULL)
    *out_count = erase.count;
  return TRUE;
}

/**
 * mv_erase_list_mentions:
 * @feed: a feed
 * @uid: a person who is not erased yet
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8): ids of records outside the person's own scopes in
 * which the name stands; %NULL on error
 */
GPtrArray *
mv_erase_list_mentions (MvFeed *feed, const char *uid, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = g_strconcat ("%", uid, NULL);
  g_autoptr (MvStatement) row =
      mv_db_query (mv_feed_get_db (feed), error,
                   "SELECT item.id FROM item JOIN scope ON scope.id = item.scope"
                   " JOIN person ON person.uid = $1 AND person.name <> ''"
                   " WHERE item.body LIKE '%' || person.name || '%' AND scope.name NOT LIKE $2"
                   " AND item.kind NOT IN ('member', 'committee-member', 'role', 'invitation',"
                   " 'project', 'project-card') ORDER BY item.id",
                   "tt", uid, own);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;
  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (ids, g_strdup (mv_statement_get_text (row, 0)));
    }
  return g_steal_pointer (&ids);
}
