/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-record.h"

#include <string.h>

#define ID "01930000-0000-7000-8000-000000000001"

static const char *const type_names[] = {
  [MV_FIELD_TEXT] = "text",         [MV_FIELD_DATE] = "date",
  [MV_FIELD_TIME] = "time",         [MV_FIELD_UUID] = "id",
  [MV_FIELD_CODE] = "code",         [MV_FIELD_INTEGER] = "number",
  [MV_FIELD_BOOLEAN] = "yes or no", [MV_FIELD_REFERENCE] = "reference",
  [MV_FIELD_OBJECT] = "object",
};

/* Making records from the table */

static JsonObject *new_object (const MvField *fields, gboolean required_only);

static JsonNode *
new_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
new_value (const MvField *field)
{
  JsonNode *node;

  switch (field->type)
    {
    case MV_FIELD_DATE:
      return new_text ("2026-11-20");
    case MV_FIELD_TIME:
      return new_text ("2026-11-20T10:01:02+01:00");
    case MV_FIELD_UUID:
    case MV_FIELD_REFERENCE:
      return new_text (ID);
    case MV_FIELD_CODE:
      return new_text (field->codes[0]);
    case MV_FIELD_INTEGER:
      return json_node_init_int (json_node_alloc (), field->min);
    case MV_FIELD_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), FALSE);
    case MV_FIELD_OBJECT:
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, new_object (field->fields, FALSE));
      return node;
    case MV_FIELD_TEXT:
    default:
      return new_text ("x");
    }
}

static JsonNode *
new_list (const MvField *field, guint length)
{
  JsonArray *list = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < length; i++)
    json_array_add_element (list, new_value (field));
  json_node_take_array (node, list);
  return node;
}

static gboolean
is_required (const MvField *field)
{
  return (field->flags & (MV_FIELD_REQUIRED | MV_FIELD_DRAFT_OPTIONAL)) != 0;
}

static JsonObject *
new_object (const MvField *fields, gboolean required_only)
{
  JsonObject *object = json_object_new ();

  for (const MvField *field = fields; field->name != NULL; field++)
    if (!required_only || is_required (field))
      json_object_set_member (object, field->name,
                              field->flags & MV_FIELD_MANY ? new_list (field, 1)
                                                           : new_value (field));
  return object;
}

/* A vocabulary's boxes must hold every phase, which the table alone cannot say. */
static void
fill_boxes (JsonObject *body)
{
  static const char box[] =
      "[{\"codes\":[\"P1\",\"P2\",\"P3\",\"P4\",\"P5\",\"P6\",\"P7\",\"P8\",\"P9\"],"
      "\"nb\":\"x\",\"nn\":\"x\",\"en\":\"x\",\"common\":true}]";

  json_object_set_member (body, "boxes", mv_json_parse (box, -1, 0, NULL));
}

static MvRecord *
new_record (const MvKind *kind, gboolean required_only)
{
  g_autoptr (JsonObject) body = new_object (kind->fields, required_only);

  if (g_str_equal (kind->name, "vocabulary"))
    fill_boxes (body);
  return mv_record_new_from_body (kind->name, ID, body);
}

/* Judging them */

static void
assert_valid (MvRecord *record, MvRecordStage stage)
{
  g_autoptr (GError) error = NULL;

  if (!mv_record_validate (record, stage, &error))
    g_error ("%s: %s", mv_record_get_kind_name (record), error->message);
}

static void
assert_refused (MvRecord *record, MvProblem problem, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  if (mv_record_validate (record, MV_RECORD_COMPLETE, &error))
    g_error ("%s: taken although %s is wrong", mv_record_get_kind_name (record), path);
  field = mv_problem_dup_field (error);
  if (!g_error_matches (error, MV_PROBLEM, (int) problem) || g_strcmp0 (field, path) != 0)
    g_error ("%s: %s is wrong, but the answer is: %s", mv_record_get_kind_name (record), path,
             error->message);
}

/* Puts @bad (transfer full) where the field stands, sees it refused, and puts back what was there.
 */
static void
try_bad (MvRecord *record,
         JsonObject *object,
         const MvField *field,
         JsonNode *bad,
         MvProblem problem,
         const char *path)
{
  g_autoptr (JsonNode) was = json_node_ref (json_object_get_member (object, field->name));

  json_object_set_member (object, field->name, bad);
  assert_refused (record, problem, path);
  json_object_set_member (object, field->name, g_steal_pointer (&was));
}

static void
try_good (MvRecord *record, JsonObject *object, const MvField *field, JsonNode *good)
{
  g_autoptr (JsonNode) was = json_node_ref (json_object_get_member (object, field->name));

  json_object_set_member (object, field->name, good);
  assert_valid (record, MV_RECORD_COMPLETE);
  json_object_set_member (object, field->name, g_steal_pointer (&was));
}

/* @value, or a list of it. */
static JsonNode *
wrap (const MvField *field, JsonNode *value)
{
  JsonNode *node;
  JsonArray *list;

  if (!(field->flags & MV_FIELD_MANY))
    return value;
  list = json_array_new ();
  json_array_add_element (list, value);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, list);
  return node;
}

static void
break_text (MvRecord *record, JsonObject *object, const MvField *field, const char *path)
{
  gint64 max = field->max == 0 ? MV_TEXT_MAX : field->max;
  g_autofree char *most = g_strnfill ((gsize) max, 'x');
  g_autofree char *more = g_strnfill ((gsize) max + 1, 'x');

  try_good (record, object, field, wrap (field, new_text (most)));
  try_bad (record, object, field, wrap (field, new_text (more)), MV_PROBLEM_INVALID, path);
  try_bad (record, object, field, wrap (field, new_text ("a\rb")), MV_PROBLEM_INVALID, path);
}

static void
break_integer (MvRecord *record, JsonObject *object, const MvField *field, const char *path)
{
  gint64 max = field->max == 0 ? MV_JSON_MAX_INTEGER : field->max;

  try_good (record, object, field, json_node_init_int (json_node_alloc (), max));
  try_bad (record, object, field, json_node_init_int (json_node_alloc (), max + 1),
           MV_PROBLEM_INVALID, path);
  try_bad (record, object, field, json_node_init_int (json_node_alloc (), field->min - 1),
           MV_PROBLEM_INVALID, path);
  try_bad (record, object, field, json_node_init_double (json_node_alloc (), 1.5),
           MV_PROBLEM_INVALID, path);
}

/* One text that no field but a TEXT takes. */
static void
break_words (MvRecord *record, JsonObject *object, const MvField *field, const char *path)
{
  try_bad (record, object, field, wrap (field, new_text ("no-such-thing")), MV_PROBLEM_INVALID,
           path);
}

static void
break_list (MvRecord *record, JsonObject *object, const MvField *field, const char *path)
{
  guint max_items = field->max_items == 0 ? 100 : field->max_items;

  try_bad (record, object, field, new_value (field), MV_PROBLEM_INVALID, path);
  try_bad (record, object, field, new_list (field, max_items + 1), MV_PROBLEM_TOO_LARGE, path);
  if (is_required (field))
    try_bad (record, object, field, new_list (field, 0), MV_PROBLEM_INVALID, path);
}

static void
break_presence (MvRecord *record, JsonObject *object, const MvField *field, const char *path)
{
  if (field->flags & MV_FIELD_NULLABLE)
    try_good (record, object, field, json_node_new (JSON_NODE_NULL));
  else
    try_bad (record, object, field, json_node_new (JSON_NODE_NULL), MV_PROBLEM_INVALID, path);
  if (is_required (field))
    {
      g_autoptr (JsonNode) was = json_node_ref (json_object_get_member (object, field->name));

      json_object_remove_member (object, field->name);
      assert_refused (record, MV_PROBLEM_INVALID, path);
      json_object_set_member (object, field->name, g_steal_pointer (&was));
    }
}

static void
break_fields (MvRecord *record, JsonObject *object, const MvField *fields, const char *prefix);

static void
break_object (MvRecord *record, JsonObject *object, const MvField *field, const char *path)
{
  g_autofree char *prefix = g_strconcat (path, ".", NULL);
  JsonNode *node = json_object_get_member (object, field->name);

  if (field->flags & MV_FIELD_MANY)
    node = json_array_get_element (json_node_get_array (node), 0);
  break_fields (record, json_node_get_object (node), field->fields, prefix);
}

static void
break_field (MvRecord *record, JsonObject *object, const MvField *field, const char *prefix)
{
  gboolean is_list = (field->flags & MV_FIELD_MANY) != 0;
  g_autofree char *path = g_strconcat (prefix, field->name, NULL);
  g_autofree char *item = g_strconcat (path, is_list ? "[0]" : "", NULL);
  JsonNode *wrong =
      field->type == MV_FIELD_TEXT ? json_node_init_int (json_node_alloc (), 7) : new_text ("7");

  break_presence (record, object, field, path);
  try_bad (record, object, field, wrap (field, wrong), MV_PROBLEM_INVALID, item);
  if (is_list)
    break_list (record, object, field, path);
  if (field->type == MV_FIELD_TEXT)
    break_text (record, object, field, item);
  else if (field->type == MV_FIELD_INTEGER)
    break_integer (record, object, field, item);
  else if (field->type == MV_FIELD_OBJECT)
    break_object (record, object, field, item);
  else
    break_words (record, object, field, item);
}

static void
break_fields (MvRecord *record, JsonObject *object, const MvField *fields, const char *prefix)
{
  for (const MvField *field = fields; field->name != NULL; field++)
    break_field (record, object, field, prefix);
}

/* Of every kind: a record made from its table is right, with all fields and with the required ones
 * alone; and each field, broken in turn in every way its type knows, is named. */
static void
test_kind (gconstpointer data)
{
  const MvKind *kind = data;
  g_autoptr (MvRecord) full = new_record (kind, FALSE);
  g_autoptr (MvRecord) bare = new_record (kind, TRUE);

  assert_valid (full, MV_RECORD_COMPLETE);
  assert_valid (full, MV_RECORD_DRAFT);
  assert_valid (bare, MV_RECORD_COMPLETE);
  break_fields (full, mv_record_get_body (full), kind->fields, "");
  assert_valid (full, MV_RECORD_COMPLETE);
}

/* Of every kind: what a draft may lack it may lack, and nothing else. */
static void
test_kind_draft (gconstpointer data)
{
  const MvKind *kind = data;
  g_autoptr (MvRecord) record = new_record (kind, TRUE);
  const char *first = NULL;

  for (const MvField *field = kind->fields; field->name != NULL; field++)
    if (field->flags & MV_FIELD_DRAFT_OPTIONAL)
      {
        json_object_remove_member (mv_record_get_body (record), field->name);
        first = first == NULL ? field->name : first;
      }
  assert_valid (record, MV_RECORD_DRAFT);
  if (first != NULL)
    assert_refused (record, MV_PROBLEM_INVALID, first);
}

/* Of every kind: each field is a property that gives back what it was given. */
static void
test_kind_properties (gconstpointer data)
{
  const MvKind *kind = data;
  g_autoptr (MvRecord) from = new_record (kind, FALSE);
  g_autoptr (MvRecord) to = mv_record_new (kind, ID);

  for (const MvField *field = kind->fields; field->name != NULL; field++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (from), field->name);
      g_auto (GValue) value = G_VALUE_INIT;

      g_assert_nonnull (pspec);
      g_value_init (&value, pspec->value_type);
      g_object_get_property (G_OBJECT (from), field->name, &value);
      g_object_set_property (G_OBJECT (to), field->name, &value);
    }
  g_assert_true (mv_record_equal_body (from, to));
}

/* The tables themselves */

static void
check_table (const MvKind *kind, const MvField *fields)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (const MvField *field = fields; field->name != NULL; field++)
    {
      g_test_message ("%s.%s", kind->name, field->name);
      g_assert_true (g_hash_table_add (names, (gpointer) field->name));
      g_assert_true ((field->codes != NULL) == (field->type == MV_FIELD_CODE));
      g_assert_true ((field->target != NULL) == (field->type == MV_FIELD_REFERENCE));
      g_assert_true ((field->fields != NULL) == (field->type == MV_FIELD_OBJECT));
      if (field->target != NULL)
        {
          g_auto (GStrv) targets = g_strsplit (field->target, " ", -1);

          for (guint i = 0; targets[i] != NULL; i++)
            {
              g_assert_nonnull (mv_kind_find (targets[i]));
              g_assert_true (mv_field_may_refer_to (field, targets[i]));
            }
        }
      if (field->fields != NULL)
        check_table (kind, field->fields);
    }
}

/* The tables hold together: names once, codes for codes, targets that exist, kinds in order of
 * their names and each with a type of its own. */
static void
test_tables (void)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kinds;
  const MvKind *const *kinds = mv_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      if (i > 0)
        g_assert_cmpstr (kinds[i - 1]->name, <, kinds[i]->name);
      g_assert_true (mv_kind_find (kinds[i]->name) == kinds[i]);
      g_assert_true (g_hash_table_add (types, (gpointer) kinds[i]->type_name));
      g_assert_true (g_type_is_a (mv_kind_get_type (kinds[i]), MV_TYPE_RECORD));
      g_assert_true (mv_kind_get_type (kinds[i]) == mv_kind_get_type (kinds[i]));
      check_table (kinds[i], kinds[i]->fields);
    }
  g_assert_null (mv_kind_find ("weather"));
  g_assert_null (mv_kind_find (""));
  g_assert_null (mv_kind_find (NULL));
}

static const char *const kind_names[] = {
  "organisation",
  "committee",
  "vocabulary",
  "term",
  "resource",
  "rate-table",
  "question-set",
  "template",
  "study",
  "quote",      /* catalogue */
  "study-text", /* studies */
  "account",
  "pastproject",
  "profile",
  "contribution",
  "claim",
  "rating",
  "training",
  "ownproject",
  "idea",
  "assessment",
  "mark",
  "note", /* user */
  "project",
  "plan",
  "meeting",
  "document",
  "document-version",
  "notice",
  "member",
  "invitation",
  "overview", /* project */
  "update",   /* news */
  "reply",
  "followup", /* by */
  "agreement",
  "consent", /* rep */
  "reply-draft",
  "study-draft", /* team */
  "committee-member",
  "case",
  "decision",
  "appointment",
  "hearing", /* committee */
  "request",
  "hearing-answer", /* with */
  "question",       /* committee's project */
  "project-card",
  "overdue",
  "role", /* organisation */
};

/* Every kind that the protocol names is there, and no other. */
static void
test_names (void)
{
  guint n_kinds;

  mv_kind_list (&n_kinds);
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (mv_kind_find (kind_names[i]) == NULL)
      g_error ("no kind %s", kind_names[i]);
  g_assert_cmpuint (n_kinds, ==, G_N_ELEMENTS (kind_names));
}

static void
print_field (const MvField *field, guint level)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *codes = field->codes == NULL ? NULL : g_strjoinv (" ", (GStrv) field->codes);

  g_string_append_printf (line, "%*s%-*s %s%s", (int) (4 + 2 * level), "", (int) (26 - 2 * level),
                          field->name, field->flags & MV_FIELD_MANY ? "list of " : "",
                          type_names[field->type]);
  if (field->type == MV_FIELD_TEXT)
    g_string_append_printf (line, " of at most %" G_GINT64_FORMAT,
                            field->max == 0 ? MV_TEXT_MAX : field->max);
  else if (field->type == MV_FIELD_INTEGER && field->max != 0)
    g_string_append_printf (line, " from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, field->min,
                            field->max);
  if (codes != NULL)
    g_string_append_printf (line, ": %s", codes);
  if (field->target != NULL)
    g_string_append_printf (line, " to %s", field->target);
  if (field->flags & MV_FIELD_KEY)
    g_string_append (line, ", key");
  if (field->flags & MV_FIELD_REQUIRED)
    g_string_append (line, ", required");
  if (field->flags & MV_FIELD_DRAFT_OPTIONAL)
    g_string_append (line, ", required when shared");
  g_test_message ("%s", line->str);
  for (const MvField *part = field->fields; part != NULL && part->name != NULL; part++)
    print_field (part, level + 1);
}

/* Prints all kinds with their fields, for people who want to read them in one place. */
static void
test_print (void)
{
  guint n_kinds;
  const MvKind *const *kinds = mv_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_test_message ("%s", kinds[i]->name);
      g_assert_nonnull (kinds[i]->fields[0].name);
      for (const MvField *field = kinds[i]->fields; field->name != NULL; field++)
        print_field (field, 0);
    }
}

static void
add_for_each_kind (const char *suffix, GTestDataFunc func)
{
  guint n_kinds;
  const MvKind *const *kinds = mv_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *path = g_strdup_printf ("/kinds/%s/%s", kinds[i]->name, suffix);

      g_test_add_data_func (path, kinds[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kinds/tables", test_tables);
  g_test_add_func ("/kinds/names", test_names);
  g_test_add_func ("/kinds/print", test_print);
  add_for_each_kind ("fields", test_kind);
  add_for_each_kind ("draft", test_kind_draft);
  add_for_each_kind ("properties", test_kind_properties);

  return g_test_run ();
}
