/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-overview.h"

#include "mv-json.h"

#include <string.h>

/* Figures of a committee about the projects of the organisations that it covers. Projects, phases,
 * suggestions and answers are counted as they are; people only where there are enough of them that
 * nobody is meant (domain: reports and figures). */

#define MIN_PEOPLE 3
#define MAX_LEVELS 8

static const char *const phases[] = { "P1", "P2", "P3", "P4", "P5", "P6",
                                      "P7", "P8", "P9", "X1", "X2" };

typedef struct
{
  MvFeed *feed;            /* (unowned) */
  GHashTable *covered;     /* (owned) (element-type utf8): organisations */
  GHashTable *projects;    /* (owned) (element-type utf8) */
  GHashTable *with_people; /* (owned) (element-type utf8): projects with a representative */
  GHashTable *people;      /* (owned) (element-type utf8) */
  gint64 n_contributions, n_on_behalf, n_suggestions, n_answered;
  gint64 n_phase[G_N_ELEMENTS (phases)];
} Count;

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
count_clear (Count *self)
{
  g_clear_pointer (&self->covered, g_hash_table_unref);
  g_clear_pointer (&self->projects, g_hash_table_unref);
  g_clear_pointer (&self->with_people, g_hash_table_unref);
  g_clear_pointer (&self->people, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Count, count_clear)

/* Calls @func with each row of the scope's name and body. */
typedef void (*RowFunc) (
    Count *self, const char *scope, const char *kind, const char *id, JsonObject *body);

static gboolean
for_each (Count *self, const char *kinds, RowFunc func, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT scope.name, item.kind, item.id, item.body FROM item JOIN scope ON scope.id ="
      " item.scope WHERE item.kind IN (%s) AND why IS NULL AND conflict_of IS NULL",
      kinds);
  g_autoptr (MvStatement) row = mv_db_query (mv_feed_get_db (self->feed), error, sql, "");
  gboolean has_row = TRUE;

  if (row == NULL)
    return FALSE;
  while (has_row)
    {
      g_autoptr (JsonObject) body = NULL;

      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      body = mv_json_parse_object (mv_statement_get_text (row, 3), -1, MV_RECORD_MAX_BYTES, error);
      if (body == NULL)
        return FALSE;
      func (self, mv_statement_get_text (row, 0), mv_statement_get_text (row, 1),
            mv_statement_get_text (row, 2), body);
    }
  return TRUE;
}

static void
take_child (Count *self, const char *scope, const char *kind, const char *id, JsonObject *body)
{
  const char *parent = mv_json_get_text (body, "parent");

  if (parent != NULL && g_hash_table_contains (self->covered, parent))
    g_hash_table_add (self->covered, g_strdup (id));
}

/* The organisations that the committee names, and those below them. */
static gboolean
find_covered (Count *self, const char *cid, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;
  JsonArray *covers;
  guint before = 0;

  if (!mv_feed_read (self->feed, cid, &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL)
    return TRUE;
  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return FALSE;

  covers = mv_json_get_array (body, "covers");
  for (guint i = 0; covers != NULL && i < json_array_get_length (covers); i++)
    g_hash_table_add (self->covered, g_strdup (json_array_get_string_element (covers, i)));

  for (guint level = 0; level < MAX_LEVELS && g_hash_table_size (self->covered) > before; level++)
    {
      before = g_hash_table_size (self->covered);
      if (!for_each (self, "'organisation'", take_child, error))
        return FALSE;
    }
  return TRUE;
}

static void
take_project (Count *self, const char *scope, const char *kind, const char *id, JsonObject *body)
{
  const char *organisation = mv_json_get_text (body, "organisation");

  if (organisation != NULL && g_hash_table_contains (self->covered, organisation))
    g_hash_table_add (self->projects, g_strdup (id));
}

static gboolean
find_people (Count *self, GError **error)
{
  g_autoptr (MvStatement) row =
      mv_db_query (mv_feed_get_db (self->feed), error,
                   "SELECT owner, uid, roles FROM membership WHERE type = 'project'", "");
  gboolean has_row = TRUE;

  if (row == NULL)
    return FALSE;
  while (has_row)
    {
      const char *pid;

      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      pid = mv_statement_get_text (row, 0);
      if (!g_hash_table_contains (self->projects, pid) ||
          (mv_statement_get_integer (row, 2) & MV_ROLE_REPRESENTATIVE) == 0)
        continue;
      g_hash_table_add (self->with_people, g_strdup (pid));
      g_hash_table_add (self->people, g_strdup (mv_statement_get_text (row, 1)));
    }
  return TRUE;
}

static void
count_phases (Count *self, JsonArray *of)
{
  for (guint i = 0; of != NULL && i < json_array_get_length (of); i++)
    {
      const char *phase = json_array_get_string_element (of, i);

      for (guint j = 0; j < G_N_ELEMENTS (phases); j++)
        self->n_phase[j] += g_strcmp0 (phases[j], phase) == 0;
    }
}

static void
take_shared (Count *self, const char *scope, const char *kind, const char *id, JsonObject *body)
{
  MvScope at;

  if (!mv_scope_parse (scope, &at) || !g_hash_table_contains (self->projects, at.owner))
    return;

  if (strcmp (kind, "followup") == 0)
    {
      gint64 n = mv_json_get_integer (body, "suggestions", 0);
      gboolean is_answered = g_strcmp0 (mv_json_get_text (body, "state"), "answered") == 0;

      self->n_suggestions += n;
      self->n_answered += is_answered ? n : mv_json_get_integer (body, "replied", 0);
      return;
    }
  if (mv_json_get_boolean (body, "withdrawn", FALSE) || at.type == MV_SCOPE_USER)
    return;
  self->n_contributions++;
  self->n_on_behalf += mv_json_get_boolean (body, "on_behalf", FALSE);
  count_phases (self, mv_json_get_array (body, "phases"));
}

/* Figures */

static JsonObject *
add_figure (JsonArray *figures, const char *id, const char *unit, gint64 count)
{
  JsonObject *figure = json_object_new ();

  json_object_set_string_member (figure, "id", id);
  json_object_set_string_member (figure, "unit", unit);
  json_object_set_int_member (figure, "count", count);
  json_array_add_object_element (figures, figure);
  return figure;
}

static JsonArray *
describe (const Count *self)
{
  JsonArray *figures = json_array_new ();
  gint64 n_projects = g_hash_table_size (self->projects);
  guint n_people = g_hash_table_size (self->people);
  JsonObject *figure;

  add_figure (figures, "projects", "projects", n_projects);
  figure = add_figure (figures, "projects-with-representatives", "projects",
                       g_hash_table_size (self->with_people));
  json_object_set_int_member (figure, "of", n_projects);
  add_figure (figures, "contributions", "contributions", self->n_contributions);
  figure = add_figure (figures, "contributions-on-behalf", "contributions", self->n_on_behalf);
  json_object_set_int_member (figure, "of", self->n_contributions);
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      figure = add_figure (figures, "contributions-in-phase", "contributions", self->n_phase[i]);
      json_object_set_string_member (figure, "phase", phases[i]);
    }
  figure = add_figure (figures, "suggestions-answered", "suggestions", self->n_answered);
  json_object_set_int_member (figure, "of", self->n_suggestions);

  figure = add_figure (figures, "representatives", "persons", n_people);
  if (n_people > 0 && n_people < MIN_PEOPLE)
    {
      json_object_remove_member (figure, "count");
      json_object_set_boolean_member (figure, "suppressed", TRUE);
    }
  return figures;
}

/**
 * mv_overview_of_committee:
 * @feed: the feed
 * @cid: a committee
 * @error: return location for an error
 *
 * Counts what there is of user involvement where the committee has a say. No figure is about fewer
 * than three people, and none about one project.
 *
 * Returns: (transfer full): figures as the kind overview has them
 */
JsonArray *
mv_overview_of_committee (MvFeed *feed, const char *cid, GError **error)
{
  g_auto (Count) self = { .feed = feed,
                          .covered = new_set (),
                          .projects = new_set (),
                          .with_people = new_set (),
                          .people = new_set () };

  if (!find_covered (&self, cid, error) || !for_each (&self, "'project'", take_project, error) ||
      !find_people (&self, error) ||
      !for_each (&self, "'contribution', 'followup'", take_shared, error))
    return NULL;

  return describe (&self);
}
