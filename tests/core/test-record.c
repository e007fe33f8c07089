/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-random.h"
#include "mv-record.h"

#include <string.h>

#define ID_A "01930000-0000-7000-8000-000000000001"
#define ID_B "01930000-0000-7000-8000-000000000002"
#define ID_C "01930000-0000-7000-8000-000000000003"
#define UID "01930000-0000-7000-8000-0000000000aa"

static MvRecord *
new_record (const char *kind, const char *body)
{
  g_autoptr (GError) error = NULL;
  MvRecord *record = mv_record_new_from_text (kind, ID_A, body, &error);

  g_assert_no_error (error);
  return record;
}

static void
assert_refused (MvRecord *record, MvRecordStage stage, MvProblem problem, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *named = NULL;

  g_assert_false (mv_record_validate (record, stage, &error));
  g_assert_error (error, MV_PROBLEM, (int) problem);
  named = mv_problem_dup_field (error);
  g_assert_cmpstr (named, ==, field);
}

static void
assert_valid (MvRecord *record, MvRecordStage stage)
{
  g_autoptr (GError) error = NULL;

  mv_record_validate (record, stage, &error);
  g_assert_no_error (error);
}

/* Members that this version does not know go out as they came, at every depth, through a change and
 * a copy. */
static void
test_unknown_members (void)
{
  static const char body[] =
      "{\"colour\":{\"of\":[1,2.5,null]},\"date\":\"2026-11-20\",\"project\":\"" ID_B "\","
      "\"suggestions\":[{\"id\":\"" ID_C "\",\"text\":\"One\",\"weight\":0.25}],"
      "\"text\":\"Words\"}";
  g_autoptr (MvRecord) record = new_record ("contribution", body);
  g_autoptr (MvRecord) copy = mv_record_copy (record);
  g_autofree char *text = NULL;
  g_autofree char *before = mv_record_dup_body_text (record);

  g_assert_cmpstr (before, ==, body);
  assert_valid (record, MV_RECORD_COMPLETE);
  mv_record_set_text (copy, "text", "Others");
  mv_record_set_text (copy, "text", "Words");
  text = mv_record_dup_body_text (copy);
  g_assert_cmpstr (text, ==, body);
  g_assert_true (mv_record_equal_body (record, copy));
}

/* A kind that this version does not know is kept whole; it has no rules, and so is not valid. */
static void
test_unknown_kind (void)
{
  g_autoptr (MvRecord) record = new_record ("weather", "{\"wind\":3}");
  g_autoptr (MvRecord) copy = mv_record_copy (record);
  g_autofree char *text = mv_record_dup_body_text (copy);
  g_autofree char *search = mv_record_dup_search_text (record);
  g_autofree char *natural = mv_record_dup_natural_id (record, "user/" UID);

  g_assert_null (mv_record_get_kind (record));
  g_assert_cmpstr (mv_record_get_kind_name (copy), ==, "weather");
  g_assert_cmpstr (text, ==, "{\"wind\":3}");
  g_assert_cmpstr (search, ==, "");
  g_assert_null (natural);
  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_UNKNOWN_KIND, NULL);
}

/* A copy has the envelope of its source, and shares nothing with it. */
static void
test_copy (void)
{
  g_autoptr (MvRecord) record = new_record ("contribution", "{\"phases\":[\"P3\"]}");
  g_autoptr (MvRecord) copy = NULL;

  mv_record_set_scope (record, "user/me");
  mv_record_set_by (record, UID);
  mv_record_set_position (record, 4, 711);
  copy = mv_record_copy (record);
  g_assert_cmpstr (mv_record_get_id (copy), ==, ID_A);
  g_assert_cmpstr (mv_record_get_scope (copy), ==, "user/me");
  g_assert_cmpstr (mv_record_get_by (copy), ==, UID);
  g_assert_cmpint (mv_record_get_rev (copy), ==, 4);
  g_assert_cmpint (mv_record_get_seq (copy), ==, 711);
  json_array_add_string_element (mv_record_get_list (copy, "phases"), "P4");
  g_assert_cmpuint (json_array_get_length (mv_record_get_list (record, "phases")), ==, 1);
  g_assert_false (mv_record_equal_body (record, copy));
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *n = user_data;

  *n += 1;
}

/* The fields of the table are properties, and a change of one is notified. */
static void
test_properties (void)
{
  g_autoptr (MvRecord) record = new_record ("contribution", "{}");
  g_autoptr (JsonNode) list = mv_json_parse ("[{\"id\":\"" ID_B "\"}]", -1, 0, NULL);
  g_autoptr (JsonNode) got_list = NULL;
  g_auto (GStrv) phases = NULL;
  g_autofree char *text = NULL;
  g_autofree char *went_well = NULL;
  static const char *const two[] = { "P3", "P4", NULL };
  gboolean on_behalf = FALSE;
  guint n = 0;

  g_assert_cmpstr (G_OBJECT_TYPE_NAME (record), ==, "MvContributionRecord");
  g_signal_connect (record, "notify::went-well", G_CALLBACK (count_cb), &n);
  g_object_set (record, "text", "One sentence", "went_well", "All of it", "phases", two,
                "on-behalf", TRUE, "suggestions", list, NULL);
  g_assert_cmpuint (n, ==, 1);
  mv_record_set_text (record, "went_well", NULL);
  g_assert_cmpuint (n, ==, 2);
  /* Taking away what is not there changes nothing. */
  mv_record_set_text (record, "went_well", NULL);
  g_assert_cmpuint (n, ==, 2);
  g_object_get (record, "text", &text, "went-well", &went_well, "phases", &phases, "on-behalf",
                &on_behalf, "suggestions", &got_list, NULL);
  g_assert_cmpstr (text, ==, "One sentence");
  g_assert_null (went_well);
  g_assert_cmpuint (g_strv_length (phases), ==, 2);
  g_assert_cmpstr (phases[1], ==, "P4");
  g_assert_true (on_behalf);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (got_list)), ==, 1);
  g_assert_cmpstr (mv_record_get_text (record, "text"), ==, "One sentence");
}

/* Numbers are properties too. */
static void
test_integer_property (void)
{
  g_autoptr (MvRecord) record = new_record ("project", "{}");
  gint64 days = 0;

  g_object_set (record, "reply-days", (gint64) 14, NULL);
  g_object_get (record, "reply_days", &days, NULL);
  g_assert_cmpint (days, ==, 14);
  g_assert_cmpint (mv_record_get_integer (record, "reply_days"), ==, 14);
}

/* A field says something only if there is something in it. */
static void
test_has (void)
{
  g_autoptr (MvRecord) record =
      new_record ("contribution", "{\"text\":\" \\n\\t\\u00a0\",\"phases\":[],\"about\":null,"
                                  "\"hoped\":\"x\",\"on_behalf\":false}");

  g_assert_false (mv_record_has (record, "text"));
  g_assert_false (mv_record_has (record, "phases"));
  g_assert_false (mv_record_has (record, "about"));
  g_assert_false (mv_record_has (record, "absent"));
  g_assert_true (mv_record_has (record, "hoped"));
  g_assert_true (mv_record_has (record, "on_behalf"));
}

/* The getters of an empty record are quiet, and so are those that meet another type. */
static void
test_getters (void)
{
  g_autoptr (MvRecord) record = new_record ("contribution", "{\"text\":7,\"phases\":[\"P1\",2]}");
  g_auto (GStrv) phases = mv_record_dup_texts (record, "phases");
  g_auto (GStrv) none = mv_record_dup_texts (record, "absent");

  g_assert_null (mv_record_get_text (record, "text"));
  g_assert_cmpuint (g_strv_length (phases), ==, 1);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_null (mv_record_get_list (record, "text"));
  g_assert_null (mv_record_get_object (record, "absent"));
  g_assert_cmpint (mv_record_get_integer (record, "phases"), ==, 0);
  g_assert_false (mv_record_get_boolean (record, "text"));
}

/* A draft may lack nearly everything; what is shared needs project, date and text. */
static void
test_draft (void)
{
  g_autoptr (MvRecord) record =
      new_record ("contribution", "{\"suggestions\":[{\"id\":\"" ID_B "\",\"text\":\"\"}]}");

  assert_valid (record, MV_RECORD_DRAFT);
  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_INVALID, "project");
  mv_record_set_text (record, "project", ID_C);
  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_INVALID, "date");
  mv_record_set_text (record, "date", "2026-11-20");
  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_INVALID, "text");
  mv_record_set_text (record, "text", " \n ");
  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_INVALID, "text");
  mv_record_set_text (record, "text", "One sentence");
  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_INVALID, "suggestions[0].text");
  mv_record_set_node (record, "suggestions", NULL);
  assert_valid (record, MV_RECORD_COMPLETE);
  /* A draft is still no place for what is wrong. */
  mv_record_set_text (record, "date", "yesterday");
  assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_INVALID, "date");
}

/* What was withdrawn keeps date and phases; its text has gone home. */
static void
test_withdrawn (void)
{
  g_autoptr (MvRecord) record = new_record (
      "contribution", "{\"date\":\"2026-11-20\",\"phases\":[\"P3\"],\"withdrawn\":true}");

  assert_valid (record, MV_RECORD_COMPLETE);
  mv_record_set_boolean (record, "withdrawn", FALSE);
  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_INVALID, "project");
}

static JsonNode *
new_suggestions (guint n)
{
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  g_autoptr (MvClock) clock = mv_clock_virtual_new (0);
  g_autoptr (JsonArray) list = json_array_new ();

  for (guint i = 0; i < n; i++)
    {
      JsonObject *suggestion = json_object_new ();
      g_autofree char *id = mv_uuid_new_v7 (clock, random);

      json_object_set_string_member (suggestion, "id", id);
      json_object_set_string_member (suggestion, "text", "x");
      json_array_add_object_element (list, suggestion);
    }
  return json_node_init_array (json_node_alloc (), list);
}

/* A hundred suggestions are taken, a hundred and one are not; each has an id of its own. */
static void
test_suggestions (void)
{
  g_autoptr (MvRecord) record = new_record ("contribution", "{}");
  g_autoptr (JsonNode) most = new_suggestions (100);
  g_autoptr (JsonNode) more = new_suggestions (101);
  g_autoptr (JsonNode) same = mv_json_parse (
      "[{\"id\":\"" ID_B "\"},{\"id\":\"" ID_C "\"},{\"id\":\"" ID_B "\"}]", -1, 0, NULL);

  mv_record_set_node (record, "suggestions", most);
  assert_valid (record, MV_RECORD_DRAFT);
  mv_record_set_node (record, "suggestions", more);
  assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_TOO_LARGE, "suggestions");
  mv_record_set_node (record, "suggestions", same);
  assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_INVALID, "suggestions[2].id");
}

/* A code stands in a list once. */
static void
test_same_code (void)
{
  g_autoptr (MvRecord) record = new_record ("contribution", "{\"phases\":[\"P1\",\"P3\",\"P1\"]}");

  assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_INVALID, "phases[2]");
}

/* The longest text counts characters, not bytes. */
static void
test_text_length (void)
{
  g_autoptr (MvRecord) record = new_record ("contribution", "{}");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MV_TEXT_MAX; i++)
    g_string_append (text, "å");
  mv_record_set_text (record, "text", text->str);
  assert_valid (record, MV_RECORD_DRAFT);
  g_string_append (text, "å");
  mv_record_set_text (record, "text", text->str);
  assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_INVALID, "text");
}

/* Newline and tab are text; other control characters are refused in what comes from outside. */
static void
test_control_characters (void)
{
  static const char *const bad[] = {
    "{\"text\":\"a\\rb\"}",       /* a carriage return */
    "{\"text\":\"a\\u001b[1m\"}", /* an escape sequence */
    "{\"text\":\"a\\u007f\"}",    /* delete */
    "{\"text\":\"a\\u0085\"}",    /* a C1 control */
  };
  g_autoptr (MvRecord) good = new_record ("contribution", "{\"text\":\"a\\nb\\tc\"}");

  assert_valid (good, MV_RECORD_DRAFT);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (MvRecord) record = new_record ("contribution", bad[i]);

      assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_INVALID, "text");
    }
}

/* What a person pastes is made fit as it is set, at any depth, and is never refused for it. */
static void
test_pasted (void)
{
  static const char *const rows[][2] = {
    { "a\r\nb\rc\nd", "a\nb\nc\nd" }, /* line ends of three systems */
    { "a\vb\fc\xc2\x85"
      "d",
      "a\nb\nc\nd" },             /* rarer ones, from word processors */
    { "a\x1b[1mb\x7f", "a[1mb" }, /* control characters */
    { "a\xff"
      "b",
      "a\xef\xbf\xbd"
      "b" },                              /* not UTF-8 */
    { "bl\xc3\xa5\t1", "bl\xc3\xa5\t1" }, /* nothing to mend */
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvRecord) record = new_record ("contribution", "{}");
      g_autoptr (JsonObject) suggestion = json_object_new ();
      g_autoptr (JsonArray) list = json_array_new ();
      g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), list);

      json_object_set_string_member (suggestion, "id", ID_B);
      json_object_set_string_member (suggestion, "text", rows[i][0]);
      json_array_add_object_element (list, json_object_ref (suggestion));
      mv_record_set_text (record, "text", rows[i][0]);
      mv_record_set_node (record, "suggestions", node);
      assert_valid (record, MV_RECORD_DRAFT);
      g_assert_cmpstr (mv_record_get_text (record, "text"), ==, rows[i][1]);
      g_assert_cmpstr (mv_json_get_text (json_array_get_object_element (
                                             mv_record_get_list (record, "suggestions"), 0),
                                         "text"),
                       ==, rows[i][1]);
      /* What was given stays as it was. */
      g_assert_cmpstr (mv_json_get_text (suggestion, "text"), ==, rows[i][0]);
    }
}

/* A body of the largest size is right; one byte more is too large, whatever it consists of, both
 * where it is checked and where it is read. */
static void
test_size (void)
{
  g_autofree char *filling = g_strnfill (MV_RECORD_MAX_BYTES - strlen ("{\"unknown\":\"\"}"), 'x');
  g_autofree char *body = g_strdup_printf ("{\"unknown\":\"%s\"}", filling);
  g_autofree char *longer = g_strconcat (filling, "x", NULL);
  g_autofree char *longer_body = g_strconcat (body, " ", NULL);
  g_autoptr (MvRecord) record = new_record ("contribution", body);
  g_autoptr (GError) error = NULL;

  assert_valid (record, MV_RECORD_DRAFT);
  mv_record_set_text (record, "unknown", longer);
  assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_TOO_LARGE, NULL);
  g_assert_null (mv_record_new_from_text ("contribution", ID_A, longer_body, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE);
}

/* The register facts of a study have a limit of their own. */
static void
test_study_size (void)
{
  g_autofree char *filling = g_strnfill (8192, 'x');
  g_autofree char *body = g_strdup_printf (
      "{\"title\":\"T\",\"status\":\"recruiting\",\"source\":\"own\",\"unknown\":\"%s\"}", filling);
  g_autoptr (JsonObject) object = mv_json_parse_object (body, -1, 0, NULL);
  g_autoptr (MvRecord) record = mv_record_new_from_body ("study", ID_A, object);

  assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_TOO_LARGE, NULL);
  mv_record_set_text (record, "unknown", NULL);
  assert_valid (record, MV_RECORD_COMPLETE);
}

/* A record without an id, or with one in capitals, is refused. */
static void
test_id (void)
{
  static const char *const bad[] = { NULL, "", "7", "01930000-0000-7000-8000-00000000000A" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (MvRecord) record = mv_record_new (mv_kind_find ("contribution"), bad[i]);

      assert_refused (record, MV_RECORD_DRAFT, MV_PROBLEM_INVALID, "id");
    }
}

typedef struct
{
  const char *kind;
  const char *body;
  const char *scope;
  const char *id; /* (nullable) */
} NaturalRow;

/* Natural ids never change: vectors made with another implementation of version 5. */
static void
test_natural_ids (void)
{
  static const NaturalRow rows[] = {
    { "reply", "{\"contribution\":\"" ID_A "\",\"suggestion\":\"" ID_B "\"}", "project/p/by/u",
      "9934803c-03dd-5bce-9c13-3235daccfe8b" },
    /* an answer to the whole: the last part is empty, however it is left out */
    { "reply", "{\"contribution\":\"" ID_A "\"}", "project/p/by/u",
      "c921571f-79ef-5f56-b4d2-475aff5130a4" },
    { "reply", "{\"contribution\":\"" ID_A "\",\"suggestion\":null}", "project/p/by/u",
      "c921571f-79ef-5f56-b4d2-475aff5130a4" },
    { "reply", "{\"contribution\":\"" ID_A "\",\"suggestion\":\"\"}", "project/p/by/u",
      "c921571f-79ef-5f56-b4d2-475aff5130a4" },
    { "rating", "{\"reply\":\"" ID_A "\"}", "user/" UID, "5535d80c-1c8d-5b52-9d54-cce7b7d14271" },
    { "plan", "{\"project\":\"" ID_A "\",\"phase\":\"P3\"}", "project/p",
      "a89503ea-1691-59ca-8d69-413c748025a0" },
    { "study-text", "{\"study\":\"" ID_A "\",\"language\":\"nn\"}", "studies/vest",
      "3f2af46f-13d7-5c7d-ac0a-29289ae60d2a" },
    { "consent", "{\"project\":\"" ID_A "\"}", "project/p/rep/u",
      "b6673b9a-29fd-5a66-8ec8-9fb3fecb1303" },
    { "mark", "{\"target\":\"project/p\",\"sort\":\"read\"}", "user/" UID,
      "d1c17686-5e5e-5e27-b13e-8739b0107874" },
    /* kinds without a key have none */
    { "contribution", "{}", "user/" UID, NULL },
    { "project", "{}", "project/p", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvRecord) record = new_record (rows[i].kind, rows[i].body);
      g_autofree char *id = mv_record_dup_natural_id (record, rows[i].scope);

      g_assert_cmpstr (id, ==, rows[i].id);
      g_assert_true (mv_kind_has_natural_key (mv_record_get_kind (record)) == (rows[i].id != NULL));
    }
}

static void
append_reference (const MvField *field, const char *id, gpointer data)
{
  g_string_append_printf (data, "%s=%s ", field->name, id);
}

/* References are found at every depth; ids that are not references are not, nor are empty ones. */
static void
test_references (void)
{
  g_autoptr (MvRecord) record = new_record (
      "contribution", "{\"project\":\"" ID_A "\",\"was\":\"" ID_B "\",\"meeting\":null,"
                      "\"edits\":\"\","
                      "\"suggestions\":[{\"id\":\"" ID_B "\",\"about\":{\"document\":\"" ID_C
                      "\",\"paragraph\":\"" ID_B "\"}}]}");
  g_autoptr (GString) found = g_string_new (NULL);

  mv_record_foreach_reference (record, append_reference, found);
  g_assert_cmpstr (found->str, ==, "project=" ID_A " document=" ID_C " ");
}

/* A reference may point to one of several kinds, and to no other. */
static void
test_targets (void)
{
  const MvField *field = mv_kind_find_field (mv_kind_find ("reply"), "contribution");
  const MvField *text = mv_kind_find_field (mv_kind_find ("reply"), "text");

  g_assert_true (mv_field_may_refer_to (field, "contribution"));
  g_assert_true (mv_field_may_refer_to (field, "idea"));
  g_assert_true (mv_field_may_refer_to (field, "question"));
  g_assert_false (mv_field_may_refer_to (field, "contrib"));
  g_assert_false (mv_field_may_refer_to (field, "contribution idea"));
  g_assert_false (mv_field_may_refer_to (field, "project"));
  g_assert_false (mv_field_may_refer_to (text, "contribution"));
}

/* The search text holds what people wrote, and no ids or codes. */
static void
test_search_text (void)
{
  g_autoptr (MvRecord) record = new_record (
      "contribution",
      "{\"project\":\"" ID_A "\",\"text\":\"Whole\",\"phases\":[\"P3\"],\"hoped\":\"Less\","
      "\"suggestions\":[{\"id\":\"" ID_B "\",\"text\":\"One\"},{\"id\":\"" ID_C
      "\",\"text\":\"\"},{\"text\":\"Two\"}],\"unknown\":\"Never\"}");
  g_autofree char *text = mv_record_dup_search_text (record);

  g_assert_cmpstr (text, ==, "Whole\nOne\nTwo\nLess");
}

typedef struct
{
  const char *kind;
  const char *body;
  const char *field; /* (nullable): %NULL if it is right */
} CheckRow;

#define VOCABULARY(boxes)                                                                          \
  "{\"name\":\"x\",\"title_nb\":\"x\",\"title_nn\":\"x\",\"title_en\":\"x\",\"boxes\":[" boxes "]" \
  "}"
#define BOX(codes) "{\"codes\":[" codes "],\"nb\":\"x\",\"nn\":\"x\",\"en\":\"x\"}"
#define REPLY(rest) "{\"contribution\":\"" ID_B "\"," rest "}"
#define PLAN(rest) "{\"project\":\"" ID_B "\",\"phase\":\"P1\"," rest "}"
#define ASSESSMENT(rest) "{\"committee\":\"" ID_B "\",\"application\":\"x\"," rest "}"

static const CheckRow check_rows[] = {
  /* a reason is needed where a suggestion is declined or waits, and only there */
  { "reply", REPLY ("\"outcome\":\"declined\""), "reason" },
  { "reply", REPLY ("\"outcome\":\"waiting\""), "reason" },
  { "reply", REPLY ("\"outcome\":\"waiting\",\"reason\":\"  \""), "reason" },
  { "reply", REPLY ("\"outcome\":\"declined\",\"reason\":\"No time\""), NULL },
  { "reply", REPLY ("\"outcome\":\"adopted\""), NULL },
  { "reply", REPLY ("\"outcome\":\"partly\""), NULL },
  { "reply", REPLY ("\"outcome\":\"passed-on\""), NULL },
  { "reply", REPLY ("\"outcome\":\"none-needed\""), NULL },
  /* a phase that is not relevant says why */
  { "plan", PLAN ("\"state\":\"not-relevant\""), "reason" },
  { "plan", PLAN ("\"state\":\"not-relevant\",\"reason\":\"Registry only\""), NULL },
  { "plan", PLAN ("\"state\":\"planned\""), NULL },
  /* nothing ends before it begins, but may last a day */
  { "plan", PLAN ("\"state\":\"done\",\"start\":\"2026-02-01\",\"end\":\"2026-01-31\""), "end" },
  { "plan", PLAN ("\"state\":\"done\",\"start\":\"2026-02-01\",\"end\":\"2026-02-01\""), NULL },
  { "notice", "{\"title\":\"x\",\"date\":\"2026-02-01\",\"until\":\"2026-01-01\"}", "until" },
  /* moments are compared as moments: the first of these ends before it begins in UTC alone */
  { "meeting",
    "{\"title\":\"x\",\"start\":\"2026-02-01T10:00:00+01:00\","
    "\"end\":\"2026-02-01T09:30:00Z\"}",
    NULL },
  { "meeting",
    "{\"title\":\"x\",\"start\":\"2026-02-01T10:00:00Z\","
    "\"end\":\"2026-02-01T10:30:00+01:00\"}",
    "end" },
  /* who is not impartial gives no grade */
  { "assessment", ASSESSMENT ("\"impartial\":\"no\",\"grade\":\"A\""), "grade" },
  { "assessment", ASSESSMENT ("\"impartial\":\"no\""), NULL },
  { "assessment", ASSESSMENT ("\"impartial\":\"yes\",\"grade\":\"A\""), NULL },
  /* every phase has exactly one box, in the order of the phases */
  { "vocabulary",
    VOCABULARY (BOX ("\"P1\",\"P3\"") "," BOX ("\"P2\",\"P4\",\"P5\"") "," BOX (
        "\"P6\",\"P7\",\"P8\",\"P9\"") "," BOX ("\"X1\",\"X2\"")),
    NULL },
  { "vocabulary",
    VOCABULARY (BOX ("\"P1\",\"P2\",\"P3\",\"P4\",\"P5\",\"P6\",\"P7\",\"P8\",\"P9\"")), NULL },
  { "vocabulary", VOCABULARY (BOX ("\"P1\",\"P2\",\"P3\",\"P4\",\"P5\",\"P6\",\"P7\",\"P8\"")),
    "boxes" },
  { "vocabulary",
    VOCABULARY (
        BOX ("\"P1\",\"P2\",\"P3\",\"P4\",\"P5\"") "," BOX ("\"P5\",\"P6\",\"P7\",\"P8\",\"P9\"")),
    "boxes" },
  { "vocabulary",
    VOCABULARY (BOX ("\"P5\",\"P6\",\"P7\",\"P8\",\"P9\"") "," BOX ("\"P1\",\"P2\",\"P3\",\"P4\"")),
    "boxes" },
};

/* The rules between fields. */
static void
test_checks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (check_rows); i++)
    {
      g_autoptr (MvRecord) record = new_record (check_rows[i].kind, check_rows[i].body);

      g_test_message ("%s %s", check_rows[i].kind, check_rows[i].body);
      if (check_rows[i].field == NULL)
        assert_valid (record, MV_RECORD_COMPLETE);
      else
        assert_refused (record, MV_RECORD_COMPLETE, MV_PROBLEM_INVALID, check_rows[i].field);
    }
}

/* The wire example that outside programs rely on is right as it stands. */
static void
test_wire_example (void)
{
  g_autoptr (MvRecord) contribution = new_record (
      "contribution", "{\"project\":\"" ID_B "\",\"date\":\"2026-11-20\",\"text\":\"…\","
                      "\"phases\":[\"P3\"],\"suggestions\":[{\"id\":\"" ID_C
                      "\",\"text\":\"…\"}],\"language\":\"nn\"}");
  g_autoptr (MvRecord) reply = new_record (
      "reply", "{\"contribution\":\"" ID_B "\",\"suggestion\":\"" ID_C "\",\"of_rev\":2,"
               "\"outcome\":\"adopted\",\"reason\":\"…\",\"text\":\"…\"}");

  assert_valid (contribution, MV_RECORD_COMPLETE);
  assert_valid (reply, MV_RECORD_COMPLETE);
}

/* A refusal never repeats what a person wrote: messages may go into logs. */
static void
test_message (void)
{
  g_autoptr (MvRecord) record = new_record ("contribution", "{\"language\":\"secret\"}");
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_record_validate (record, MV_RECORD_DRAFT, &error));
  g_assert_null (strstr (error->message, "secret"));
  g_assert_nonnull (strstr (error->message, "language"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/unknown-members", test_unknown_members);
  g_test_add_func ("/record/unknown-kind", test_unknown_kind);
  g_test_add_func ("/record/copy", test_copy);
  g_test_add_func ("/record/properties", test_properties);
  g_test_add_func ("/record/integer-property", test_integer_property);
  g_test_add_func ("/record/has", test_has);
  g_test_add_func ("/record/getters", test_getters);
  g_test_add_func ("/record/draft", test_draft);
  g_test_add_func ("/record/withdrawn", test_withdrawn);
  g_test_add_func ("/record/suggestions", test_suggestions);
  g_test_add_func ("/record/same-code", test_same_code);
  g_test_add_func ("/record/text-length", test_text_length);
  g_test_add_func ("/record/control-characters", test_control_characters);
  g_test_add_func ("/record/pasted", test_pasted);
  g_test_add_func ("/record/size", test_size);
  g_test_add_func ("/record/study-size", test_study_size);
  g_test_add_func ("/record/id", test_id);
  g_test_add_func ("/record/natural-ids", test_natural_ids);
  g_test_add_func ("/record/references", test_references);
  g_test_add_func ("/record/targets", test_targets);
  g_test_add_func ("/record/search-text", test_search_text);
  g_test_add_func ("/record/checks", test_checks);
  g_test_add_func ("/record/wire-example", test_wire_example);
  g_test_add_func ("/record/message", test_message);

  return g_test_run ();
}
