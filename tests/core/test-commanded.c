/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-commanded.h"
#include "mv-json.h"
#include "mv-kind.h"
#include "mv-rights.h"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  if (text == NULL)
    return NULL;
  object = mv_json_parse_object (text, -1, MV_RECORD_MAX_BYTES, &error);
  g_assert_no_error (error);
  return object;
}

static gboolean
has_code (const MvField *field, const char *code)
{
  return field->codes != NULL && g_strv_contains (field->codes, code);
}

/* Every row is about a field that there is, a command that there is, and codes that the field has.
 */
static void
test_table (void)
{
  guint n_rows;
  const MvCommanded *rows = mv_commanded_list (&n_rows);

  g_assert_cmpuint (n_rows, >, 20);
  for (guint i = 0; i < n_rows; i++)
    {
      const MvKind *kind = mv_kind_find (rows[i].kind);
      const MvField *field;

      g_assert_nonnull (kind);
      field = mv_kind_find_field (kind, rows[i].field);
      if (field == NULL)
        g_error ("%s has no field “%s”", rows[i].kind, rows[i].field);
      if (rows[i].command[0] != '\0' && mv_commands_find (rows[i].command) == NULL)
        g_error ("There is no command “%s”", rows[i].command);
      if (rows[i].code != NULL)
        g_assert_true (has_code (field, rows[i].code));
      if (rows[i].otherwise != NULL)
        g_assert_true (has_code (field, rows[i].otherwise));
      g_assert_true (mv_commanded_concerns (rows[i].kind));
      g_test_message ("%s.%s%s%s is set by %s", rows[i].kind, rows[i].field,
                      rows[i].code != NULL ? " = " : "", rows[i].code != NULL ? rows[i].code : "",
                      rows[i].command[0] != '\0' ? rows[i].command : "the server");
    }
  g_assert_false (mv_commanded_concerns ("note"));
  g_assert_false (mv_commanded_concerns (NULL));
}

typedef struct
{
  const char *kind;
  gboolean is_own;
  const char *before; /* %NULL: nothing stands there */
  const char *body;   /* what is put */
  const char *forged; /* %NULL: nothing */
  const char *kept;   /* what the put leaves */
} Row;

static const Row rows[] = {
  /* a new record may set nothing of the kind */
  { "claim", FALSE, NULL, "{\"attested\":\"2026-11-20T08:00:00Z\"}", "attested", "{}" },
  { "rating", TRUE, NULL, "{\"released\":true}", "released", "{}" },
  { "contribution", FALSE, "{}", "{\"withdrawn\":true}", "withdrawn", "{}" },
  /* to say that it is not set is no forgery */
  { "rating", TRUE, NULL, "{\"released\":false}", NULL, "{\"released\":false}" },
  { "contribution", FALSE, "{}", "{\"confirmed\":null}", NULL, "{\"confirmed\":null}" },
  /* a code that only the command sets, and another that everybody may */
  { "claim", FALSE, "{\"state\":\"open\"}", "{\"state\":\"attested\"}", "state",
    "{\"state\":\"open\"}" },
  { "claim", FALSE, "{\"state\":\"open\"}", "{\"state\":\"returned\"}", NULL,
    "{\"state\":\"returned\"}" },
  { "project", FALSE, "{\"state\":\"ongoing\"}", "{\"state\":\"ended\"}", "state",
    "{\"state\":\"ongoing\"}" },
  /* in a draft the audience is free, among others it is not */
  { "contribution", TRUE, NULL, "{\"audience\":\"team\"}", NULL, "{\"audience\":\"team\"}" },
  { "contribution", FALSE, "{\"audience\":\"team\"}", "{\"audience\":\"project\"}", NULL,
    "{\"audience\":\"team\"}" },
  /* what is left out stays, and so does what is said otherwise */
  { "contribution", FALSE, "{\"confirmed\":\"2026-11-20T08:00:00Z\",\"text\":\"A\"}",
    "{\"text\":\"B\"}", NULL, "{\"confirmed\":\"2026-11-20T08:00:00Z\",\"text\":\"B\"}" },
  { "contribution", FALSE, "{\"confirmed\":\"2026-11-20T08:00:00Z\"}",
    "{\"confirmed\":\"2026-11-21T08:00:00Z\"}", NULL, "{\"confirmed\":\"2026-11-20T08:00:00Z\"}" },
  /* an attested claim with other hours is attested no more */
  { "claim", FALSE, "{\"attested\":\"x\",\"meeting_minutes\":60,\"state\":\"attested\"}",
    "{\"attested\":\"x\",\"meeting_minutes\":90,\"state\":\"attested\"}", NULL,
    "{\"meeting_minutes\":90,\"state\":\"open\"}" },
  /* the same again is */
  { "claim", FALSE, "{\"attested\":\"x\",\"meeting_minutes\":60,\"state\":\"attested\"}",
    "{\"attested\":\"x\",\"meeting_minutes\":60,\"state\":\"attested\"}", NULL,
    "{\"attested\":\"x\",\"meeting_minutes\":60,\"state\":\"attested\"}" },
  /* who agreed has not agreed to another text */
  { "agreement", FALSE,
    "{\"confirmed_by_person\":\"x\",\"confirmed_by_team\":\"y\",\"state\":\"confirmed\",\"text\":"
    "\"A\"}",
    "{\"confirmed_by_person\":\"x\",\"confirmed_by_team\":\"y\",\"state\":\"confirmed\",\"text\":"
    "\"B\"}",
    NULL, "{\"state\":\"proposed\",\"text\":\"B\"}" },
  /* and not when it is called a proposal again */
  { "agreement", FALSE, "{\"confirmed_by_person\":\"x\",\"state\":\"confirmed\"}",
    "{\"confirmed_by_person\":\"x\",\"state\":\"proposed\"}", NULL, "{\"state\":\"proposed\"}" },
  /* one that has run out was agreed to */
  { "agreement", FALSE, "{\"confirmed_by_person\":\"x\",\"state\":\"confirmed\"}",
    "{\"confirmed_by_person\":\"x\",\"ended\":\"2026-11-20\",\"state\":\"ended\"}", NULL,
    "{\"confirmed_by_person\":\"x\",\"ended\":\"2026-11-20\",\"state\":\"ended\"}" },
  /* a project stays with its organisation */
  { "project", FALSE, "{\"organisation\":\"a\"}", "{\"organisation\":\"b\"}", NULL,
    "{\"organisation\":\"a\"}" },
  /* other kinds are left alone */
  { "note", TRUE, NULL, "{\"state\":\"confirmed\"}", NULL, "{\"state\":\"confirmed\"}" },
};

/* A put neither sets nor changes what commands set, and what ends with a change ends. */
static void
test_puts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) before = parse (rows[i].before);
      g_autoptr (JsonObject) body = parse (rows[i].body);
      g_autoptr (JsonObject) kept = NULL;
      g_autofree char *text = NULL;

      g_assert_cmpstr (mv_commanded_find_forged (rows[i].kind, rows[i].is_own, before, body), ==,
                       rows[i].forged);
      kept = mv_commanded_keep (rows[i].kind, rows[i].is_own, before, body);
      text = mv_json_object_to_text (kept);
      g_assert_cmpstr (text, ==, rows[i].kept);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/commanded/table", test_table);
  g_test_add_func ("/commanded/puts", test_puts);

  return g_test_run ();
}
