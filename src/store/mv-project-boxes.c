/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-view-private.h"

#include "mv-json.h"
#include "mv-phases.h"
#include "mv-scope.h"

#include <string.h>

/* Boxes of a project: its region's words, its plan and its contributions. */

void
mv_project_box_free (MvProjectBox *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_strfreev (self->codes);
  g_free (self->code_states);
  g_free (self->reason);
  g_free (self->role);
  g_free (self);
}

void
mv_boxes_clear (MvBoxes *self)
{
  g_clear_pointer (&self->boxes, g_ptr_array_unref);
  g_clear_pointer (&self->region, g_free);
}

static MvProjectBox *
add_box (GPtrArray *boxes, const char *name, gboolean is_common, const char *const *codes)
{
  MvProjectBox *box = g_new0 (MvProjectBox, 1);

  box->name = g_strdup (name);
  box->is_common = is_common;
  box->codes = g_strdupv ((char **) codes);
  box->code_states = g_new0 (MvPhaseState, g_strv_length (box->codes) + 1);
  g_ptr_array_add (boxes, box);
  return box;
}

static gboolean
is_across (const char *code)
{
  return code[0] == 'X';
}

/* Words of a vocabulary that stands in the catalogue, which an organisation may have changed. */
static void
add_boxes_of_record (GPtrArray *boxes, JsonObject *vocabulary, const char *language)
{
  JsonArray *list = mv_json_get_array (vocabulary, "boxes");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
      g_auto (GStrv) code_list = NULL;
      JsonArray *code_array;
      JsonObject *box;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      box = json_node_get_object (node);
      code_array = mv_json_get_array (box, "codes");
      for (guint j = 0; code_array != NULL && j < json_array_get_length (code_array); j++)
        {
          JsonNode *code = json_array_get_element (code_array, j);

          if (JSON_NODE_HOLDS_VALUE (code) && json_node_get_value_type (code) == G_TYPE_STRING &&
              !is_across (json_node_get_string (code)))
            g_strv_builder_add (codes, json_node_get_string (code));
        }
      code_list = g_strv_builder_end (codes);
      if (code_list[0] != NULL)
        add_box (boxes, mv_json_get_text (box, language),
                 mv_json_get_boolean (box, "common", FALSE), (const char *const *) code_list);
    }
}

static void
add_boxes_of_table (GPtrArray *boxes, const MvVocabulary *vocabulary, const char *language)
{
  for (const MvBox *box = vocabulary->boxes; box->codes[0] != NULL; box++)
    {
      if (!is_across (box->codes[0]))
        add_box (boxes, mv_box_get_name (box, language), box->is_common, box->codes);
    }
}

static const char *
choose_title (const char *language, const char *nb, const char *nn, const char *en)
{
  if (g_strcmp0 (language, "nn") == 0)
    return nn;
  return g_strcmp0 (language, "en") == 0 ? en : nb;
}

static gboolean
add_words (MvViewSource *source,
           const char *vocabulary,
           const char *language,
           MvBoxes *boxes,
           GError **error)
{
  static const char *const across[] = { "X1", "X2", NULL };
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  statement =
      mv_db_query (source->db, error,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_target WHERE account = $1 "
                   "AND target = $2 AND kind = 'vocabulary' LIMIT 1",
                   "tt", source->account->key, vocabulary);
  rows = mv_view_collect_rows (statement, error);
  if (rows == NULL)
    return FALSE;

  if (rows->len > 0)
    {
      JsonObject *body = mv_row_get_object (g_ptr_array_index (rows, 0));

      add_boxes_of_record (boxes->boxes, body, language);
      boxes->region = g_strdup (choose_title (language, mv_json_get_text (body, "title_nb"),
                                              mv_json_get_text (body, "title_nn"),
                                              mv_json_get_text (body, "title_en")));
    }
  if (boxes->boxes->len == 0)
    {
      const MvVocabulary *table = mv_vocabularies_find (vocabulary);

      if (table == NULL)
        table = mv_vocabularies_find ("national");
      add_boxes_of_table (boxes->boxes, table, language);
      g_free (boxes->region);
      boxes->region =
          g_strdup (choose_title (language, table->title_nb, table->title_nn, table->title_en));
    }

  add_box (boxes->boxes,
           choose_title (language, "På tvers av fasene", "På tvers av fasane", "Across the phases"),
           TRUE, across);
  return TRUE;
}

/* The plan */

static const char *
find_planned_role (JsonObject *plan, const char *uid)
{
  JsonArray *people = mv_json_get_array (plan, "people");

  for (guint i = 0; people != NULL && i < json_array_get_length (people); i++)
    {
      JsonNode *node = json_array_get_element (people, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          g_strcmp0 (mv_json_get_text (json_node_get_object (node), "uid"), uid) == 0)
        return mv_json_get_text (json_node_get_object (node), "planned");
    }
  return NULL;
}

static void
take_plan (MvProjectBox *box, guint index, JsonObject *plan, const char *uid)
{
  const char *reason = mv_json_get_text (plan, "reason");
  const char *role = find_planned_role (plan, uid);

  box->code_states[index] = mv_phase_state_from_code (mv_json_get_text (plan, "state"));
  if (box->code_states[index] == MV_PHASE_NOT_RELEVANT && box->reason == NULL)
    box->reason = g_strdup (reason);
  if (box->role == NULL)
    box->role = g_strdup (role);
}

static int
find_code (const MvProjectBox *box, const char *code)
{
  for (guint i = 0; box->codes[i] != NULL; i++)
    {
      if (g_strcmp0 (box->codes[i], code) == 0)
        return (int) i;
    }
  return -1;
}

static gboolean
add_plans (
    MvViewSource *source, const char *project, MvBoxes *boxes, GHashTable *planned, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (source->db, error,
                   "SELECT " MV_ROW_COLUMNS
                   " FROM item INDEXED BY item_project WHERE project = $2 AND kind = 'plan' "
                   "AND account = $1 AND conflict_of IS NULL ORDER BY facets",
                   "tt", source->account->key, project);
  g_autoptr (GPtrArray) rows = mv_view_collect_rows (statement, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *plan = mv_row_get_object (g_ptr_array_index (rows, i));
      const char *code = mv_json_get_text (plan, "phase");

      if (code == NULL)
        continue;
      g_hash_table_add (planned, g_strdup (code));
      for (guint j = 0; j < boxes->boxes->len; j++)
        {
          MvProjectBox *box = g_ptr_array_index (boxes->boxes, j);
          int index = find_code (box, code);

          if (index >= 0)
            take_plan (box, (guint) index, plan, source->account->uid);
        }
    }
  return TRUE;
}

/* Codes that the plan says nothing of do not hold a box back. */
static MvPhaseState
roll_up (const MvProjectBox *box, GHashTable *planned)
{
  g_autofree MvPhaseState *states = g_new0 (MvPhaseState, g_strv_length (box->codes) + 1);
  guint n_states = 0;

  for (guint i = 0; box->codes[i] != NULL; i++)
    {
      if (g_hash_table_contains (planned, box->codes[i]))
        states[n_states++] = box->code_states[i];
    }
  return n_states > 0 ? mv_phase_state_roll_up (states, n_states) : MV_PHASE_PLANNED;
}

/* Where the project stands: the first box that goes on, else the first that is to come. */
static guint
find_current (GPtrArray *boxes)
{
  static const MvPhaseState wanted[] = { MV_PHASE_ONGOING, MV_PHASE_PLANNED };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      /* The last box goes across the phases. */
      for (guint j = 0; j + 1 < boxes->len; j++)
        {
          if (((MvProjectBox *) g_ptr_array_index (boxes, j))->state == wanted[i])
            return j;
        }
    }
  return 0;
}

gboolean
mv_boxes_load (MvViewSource *source,
               const char *project,
               const char *vocabulary,
               const char *language,
               MvBoxes *out_boxes,
               GError **error)
{
  g_autoptr (GHashTable) planned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  out_boxes->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_project_box_free);
  if (!add_words (source, vocabulary != NULL ? vocabulary : "national", language, out_boxes,
                  error) ||
      !add_plans (source, project, out_boxes, planned, error))
    return FALSE;

  for (guint i = 0; i < out_boxes->boxes->len; i++)
    {
      MvProjectBox *box = g_ptr_array_index (out_boxes->boxes, i);

      box->state = roll_up (box, planned);
    }
  out_boxes->current = find_current (out_boxes->boxes);
  return TRUE;
}
