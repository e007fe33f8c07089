/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-wire.h"

#include "mv-json.h"

#include <string.h>

/* --- Requests and answers ------------------------------------------------------------------ */

/* A problem is answered with its status, code and field, and is read back as the same problem. */
static void
test_wire_problem (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_autoptr (MvAnswer) answer = NULL;
  g_autofree char *field = NULL;
  const char *text = "{\"type\":\"tag:medvirk.no,2026:problem/invalid\","
                     "\"title\":\"A field breaks a rule\",\"status\":422,\"code\":\"invalid\","
                     "\"request_id\":\"r-1\",\"field\":\"date\"}";

  mv_problem_set (&error, MV_PROBLEM_INVALID, "date", "Secret message for the log");
  answer = mv_answer_new_problem (error, "r-1");

  g_assert_cmpuint (answer->status, ==, 422);
  g_assert_cmpstr (answer->content_type, ==, "application/problem+json");
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), text,
                   strlen (text));

  g_assert_false (mv_answer_get_problem (answer, &again));
  g_assert_error (again, MV_PROBLEM, MV_PROBLEM_INVALID);
  field = mv_problem_dup_field (again);
  g_assert_cmpstr (field, ==, "date");
}

/* A fault of the server itself is answered as busy and tells nothing of the inside. */
static void
test_wire_problem_foreign (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "/var/lib/secret");
  g_autoptr (MvAnswer) answer = mv_answer_new_problem (error, NULL);

  g_assert_cmpuint (answer->status, ==, 503);
  g_assert_cmpuint (answer->retry_after_s, >, 0);
  g_assert_null (g_strstr_len (g_bytes_get_data (answer->body, NULL),
                               (gssize) g_bytes_get_size (answer->body), "secret"));
}

typedef struct
{
  guint status;
  const char *type;
  const char *body;
  MvProblem problem; /* 0: went well */
} AnswerRow;

/* Only a problem in our own words can say that a device was removed; what stands between program
 * and server is believed when it says "later" or "less", and is otherwise not ours. */
static void
test_wire_answers (void)
{
  static const AnswerRow rows[] = {
    /* went well */
    { 200, "application/x-ndjson", "", 0 },
    /* not changed since */
    { 304, NULL, NULL, 0 },
    /* our own word */
    { 401, MV_WIRE_TYPE_PROBLEM, "{\"code\":\"device-revoked\"}", MV_PROBLEM_DEVICE_REVOKED },
    /* our own word, with a character set */
    { 401, "application/problem+json; charset=utf-8", "{\"code\":\"device-asleep\"}",
      MV_PROBLEM_DEVICE_ASLEEP },
    /* a captive portal's page */
    { 401, "text/html", "<html>{\"code\":\"device-revoked\"}", MV_PROBLEM_BAD_JSON },
    /* a type that only begins like ours */
    { 401, "application/problem+jsonx", "{\"code\":\"device-revoked\"}", MV_PROBLEM_BAD_JSON },
    /* a portal that redirects */
    { 302, NULL, NULL, MV_PROBLEM_BAD_JSON },
    /* somebody else's problem */
    { 404, MV_WIRE_TYPE_PROBLEM, "{\"code\":\"no-such-thing\"}", MV_PROBLEM_BAD_JSON },
    /* our type, cut */
    { 409, MV_WIRE_TYPE_PROBLEM, "{\"code\":\"op-g", MV_PROBLEM_BAD_JSON },
    /* our type, without a body */
    { 403, MV_WIRE_TYPE_PROBLEM, NULL, MV_PROBLEM_BAD_JSON },
    /* the front server's own limits */
    { 413, "text/html", "<html>", MV_PROBLEM_TOO_LARGE },
    { 429, NULL, NULL, MV_PROBLEM_TOO_MANY },
    { 502, "text/html", "<html>", MV_PROBLEM_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) body = NULL;
      g_autoptr (MvAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      if (rows[i].body != NULL)
        body = g_bytes_new_static (rows[i].body, strlen (rows[i].body));
      answer = mv_answer_new (rows[i].status, rows[i].type, body);

      g_assert_cmpint (mv_answer_get_problem (answer, &error), ==, rows[i].problem == 0);
      if (rows[i].problem != 0)
        g_assert_error (error, MV_PROBLEM, (int) rows[i].problem);
    }
}

/* A request with a body says that it is JSON. */
static void
test_wire_request (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (MvRequest) post = mv_request_new ("POST", "/v1/sync/pull", "mvd_x", body);
  g_autoptr (MvRequest) get = mv_request_new ("GET", "/v1", NULL, NULL);

  g_assert_cmpstr (post->content_type, ==, "application/json");
  g_assert_true (post->body == body);
  g_assert_null (get->content_type);
  g_assert_null (get->token);
}

/* --- Pull: request ------------------------------------------------------------------------- */

/* A pull request is read as the protocol shows it, and written the same way. */
static void
test_wire_pull (void)
{
  const char *text = "{\"schema\":1,\"epoch\":\"e-9f\",\"cursors\":{\"catalogue\":0,\"project/" A
                     "\":4711},\"limit\":500}";
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPull) pull = mv_pull_decode (text, -1, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (pull->schema, ==, 1);
  g_assert_cmpstr (pull->epoch, ==, "e-9f");
  g_assert_cmpint (mv_cursors_get (pull->cursors, "project/" A), ==, 4711);
  g_assert_cmpint (mv_cursors_get (pull->cursors, "project/" B), ==, 0);
  g_assert_cmpuint (g_hash_table_size (pull->cursors), ==, 2);
  g_assert_cmpuint (pull->limit, ==, 500);

  again = mv_pull_encode (pull);
  g_assert_cmpstr (again, ==, text);
}

/* What a request may leave out has a meaning of its own, and too high a limit is lowered. */
static void
test_wire_pull_defaults (void)
{
  g_autoptr (MvPull) least = mv_pull_decode ("{\"schema\":1}", -1, NULL);
  g_autoptr (MvPull) greedy =
      mv_pull_decode ("{\"schema\":9,\"epoch\":null,\"limit\":1000000,\"new\":[]}", -1, NULL);

  g_assert_nonnull (least);
  g_assert_cmpuint (g_hash_table_size (least->cursors), ==, 0);
  g_assert_cmpuint (least->limit, ==, MV_WIRE_DEFAULT_ROWS);
  g_assert_nonnull (greedy);
  g_assert_cmpint (greedy->schema, ==, 9);
  g_assert_cmpuint (greedy->limit, ==, MV_WIRE_MAX_ROWS);
}

/* A broken pull request is refused with the member that is wrong. */
static void
test_wire_pull_bad (void)
{
  static const BadRow rows[] = {
    { "", MV_PROBLEM_BAD_JSON, NULL },                                   /* nothing */
    { "[]", MV_PROBLEM_BAD_JSON, NULL },                                 /* a list */
    { "{\"schema\":1", MV_PROBLEM_BAD_JSON, NULL },                      /* cut */
    { "{}", MV_PROBLEM_BAD_JSON, "schema" },                             /* no schema */
    { "{\"schema\":\"1\"}", MV_PROBLEM_BAD_JSON, "schema" },             /* a text */
    { "{\"schema\":1.5}", MV_PROBLEM_BAD_JSON, "schema" },               /* a fraction */
    { "{\"schema\":0}", MV_PROBLEM_SCHEMA_TOO_OLD, "schema" },           /* too old */
    { "{\"schema\":1,\"epoch\":7}", MV_PROBLEM_BAD_JSON, "epoch" },      /* not a text */
    { "{\"schema\":1,\"cursors\":[]}", MV_PROBLEM_BAD_JSON, "cursors" }, /* a list */
    { "{\"schema\":1,\"cursors\":{\"catalogue\":-1}}", MV_PROBLEM_BAD_JSON,
      "cursors" }, /* below zero */
    { "{\"schema\":1,\"cursors\":{\"catalogue\":\"1\"}}", MV_PROBLEM_BAD_JSON,
      "cursors" },                                                     /* a text */
    { "{\"schema\":1,\"limit\":0}", MV_PROBLEM_BAD_JSON, "limit" },    /* no rows at all */
    { "{\"schema\":1,\"limit\":true}", MV_PROBLEM_BAD_JSON, "limit" }, /* not a number */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_pull_decode (rows[i].text, -1, &error));
      assert_problem (error, &rows[i]);
    }
}

/* --- Pull: lines and pages ----------------------------------------------------------------- */

static char *
make_page (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) scopes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mv_line_scope_free);
  g_autoptr (GHashTable) cursors = mv_cursors_new ();
  const char *const drop[] = { "project/" B, NULL };

  g_ptr_array_add (scopes, mv_line_scope_new ("project/" A, "representative", 4720));
  mv_cursors_set (cursors, "project/" A, 4720);

  mv_line_append_head (text, "e-9f", "2026-11-22T08:00:00Z", scopes, drop, NULL);
  mv_line_append_put (text, "project/" A, 4712, A, 3, "meeting", B, NULL,
                      "{\"title\":\"Åpent møte\"}");
  mv_line_append_put (text, "project/" A, 4713, B, 1, "meeting", B, A, "{}");
  mv_line_append_del (text, "project/" A, 4714, B, 5, "deleted");
  mv_line_append_end (text, cursors, TRUE, 3);

  return g_string_free (text, FALSE);
}

/* The lines of an answer look as the protocol shows them. */
static void
test_wire_lines_written (void)
{
  g_autofree char *text = make_page ();

  g_assert_cmpstr (
      text, ==,
      "{\"t\":\"head\",\"epoch\":\"e-9f\",\"now\":\"2026-11-22T08:00:00Z\",\"scopes\":[{\"s\":"
      "\"project/" A "\",\"role\":\"representative\",\"head\":4720}],\"drop\":[\"project/" B
      "\"],\"reset\":[]}\n"
      "{\"t\":\"put\",\"s\":\"project/" A "\",\"seq\":4712,\"id\":\"" A
      "\",\"rev\":3,\"kind\":\"meeting\",\"by\":\"" B "\",\"body\":{\"title\":\"Åpent møte\"}}\n"
      "{\"t\":\"put\",\"s\":\"project/" A "\",\"seq\":4713,\"id\":\"" B
      "\",\"rev\":1,\"conflict_of\":\"" A "\",\"kind\":\"meeting\",\"by\":\"" B "\",\"body\":{}}\n"
      "{\"t\":\"del\",\"s\":\"project/" A "\",\"seq\":4714,\"id\":\"" B
      "\",\"rev\":5,\"why\":\"deleted\"}\n"
      "{\"t\":\"end\",\"cursors\":{\"project/" A "\":4720},\"more\":true,\"rows\":3}\n");
}

/* A whole answer is read with everything in it. */
static void
test_wire_page_whole (void)
{
  g_autofree char *text = make_page ();
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (MvPage) page = mv_page_decode (text, strlen (text));
  const MvLine *line;
  const MvLineScope *scope;

  g_assert_true (page->is_whole);
  g_assert_cmpuint (page->rows->len, ==, 3);

  g_assert_cmpstr (page->head->epoch, ==, "e-9f");
  g_assert_cmpstr (page->head->now, ==, "2026-11-22T08:00:00Z");
  g_assert_cmpuint (page->head->scopes->len, ==, 1);
  scope = g_ptr_array_index (page->head->scopes, 0);
  g_assert_cmpstr (scope->role, ==, "representative");
  g_assert_cmpint (scope->head, ==, 4720);
  g_assert_cmpstr (page->head->drop[0], ==, "project/" B);
  g_assert_null (page->head->reset[0]);

  line = g_ptr_array_index (page->rows, 0);
  g_assert_cmpint (line->type, ==, MV_LINE_PUT);
  g_assert_cmpint (line->seq, ==, 4712);
  g_assert_cmpint (line->rev, ==, 3);
  g_assert_cmpstr (line->kind, ==, "meeting");
  g_assert_cmpstr (line->by, ==, B);
  g_assert_null (line->conflict_of);
  body = mv_json_parse_object (line->body, -1, 0, NULL);
  g_assert_cmpstr (mv_json_get_text (body, "title"), ==, "Åpent møte");

  line = g_ptr_array_index (page->rows, 1);
  g_assert_cmpstr (line->conflict_of, ==, A);

  line = g_ptr_array_index (page->rows, 2);
  g_assert_cmpint (line->type, ==, MV_LINE_DEL);
  g_assert_cmpstr (line->why, ==, "deleted");

  g_assert_true (page->end->more);
  g_assert_cmpint (mv_cursors_get (page->end->cursors, "project/" A), ==, 4720);
}

/* Cut at every byte: never whole, never more rows than lines arrived, never a broken row. Only the
 * last newline may be missing. */
static void
test_wire_page_cut (void)
{
  g_autofree char *text = make_page ();
  size_t length = strlen (text);

  for (size_t cut = 0; cut < length; cut++)
    {
      /* A copy of just that length, so that reading on would be noticed. */
      g_autofree char *part = g_memdup2 (text, MAX (cut, 1));
      g_autoptr (MvPage) page = mv_page_decode (part, cut);
      guint n_newlines = 0;

      for (size_t i = 0; i < cut; i++)
        n_newlines += part[i] == '\n';

      g_assert_cmpint (page->is_whole, ==, cut == length - 1);
      g_assert_cmpuint (page->rows->len + (page->head != NULL), >=, MIN (n_newlines, 4));
      g_assert_cmpuint (page->rows->len + (page->head != NULL), <=, n_newlines + 1);
    }
}

#define HEAD "{\"t\":\"head\",\"epoch\":\"e\",\"now\":\"2026-11-22T08:00:00Z\",\"scopes\":[]}\n"
#define PUT(n)                                                                                     \
  "{\"t\":\"put\",\"s\":\"catalogue\",\"seq\":" n ",\"id\":\"" A                                   \
  "\",\"rev\":1,\"kind\":\"term\",\"body\":{}}\n"
#define END(n) "{\"t\":\"end\",\"cursors\":{},\"more\":false,\"rows\":" n "}\n"

typedef struct
{
  const char *text;
  gboolean has_head;
  guint n_rows;
  gboolean is_whole;
} PageRow;

/* What is whole and what is not, and how much of it is kept. */
static void
test_wire_page_broken (void)
{
  static const PageRow rows[] = {
    { HEAD END ("0"), TRUE, 0, TRUE },                       /* nothing new */
    { HEAD PUT ("1") END ("1"), TRUE, 1, TRUE },             /* one row */
    { "", FALSE, 0, FALSE },                                 /* nothing */
    { "\n", FALSE, 0, FALSE },                               /* an empty line */
    { "<html><body>Log in</body></html>", FALSE, 0, FALSE }, /* a captive portal */
    { "{\"ok\":true}\n", FALSE, 0, FALSE },                  /* somebody else's JSON */
    { END ("0"), FALSE, 0, FALSE },                          /* no head */
    { PUT ("1") END ("1"), FALSE, 0, FALSE },                /* no head, so no row counts */
    { HEAD PUT ("1"), TRUE, 1, FALSE },                      /* no end */
    { HEAD PUT ("1") END ("2"), TRUE, 1, FALSE },            /* a row is missing */
    { HEAD PUT ("1") END ("0"), TRUE, 1, FALSE },            /* a row too many */
    { HEAD HEAD END ("0"), TRUE, 0, FALSE },                 /* two heads */
    { HEAD END ("0") PUT ("1"), TRUE, 0, FALSE },            /* something after the end */
    { HEAD END ("0") "\n", TRUE, 0, FALSE },                 /* an empty line after the end */
    { HEAD PUT ("1") "{\"t\":\"put\"}\n" PUT ("3") END ("3"), TRUE, 1, FALSE }, /* broken row */
    { HEAD "{\"t\":\"new\"}\n" END ("1"), TRUE, 0, FALSE }, /* a line we do not know */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvPage) page = mv_page_decode (rows[i].text, strlen (rows[i].text));

      g_assert_cmpint (page->head != NULL, ==, rows[i].has_head);
      g_assert_cmpuint (page->rows->len, ==, rows[i].n_rows);
      g_assert_cmpint (page->is_whole, ==, rows[i].is_whole);
    }
}

/* A broken line names the member that is wrong. */
static void
test_wire_line_bad (void)
{
  static const BadRow rows[] = {
    { "{}", MV_PROBLEM_BAD_JSON, "t" },                                              /* no type */
    { "{\"t\":\"put\",\"seq\":1}", MV_PROBLEM_BAD_JSON, "s" },                       /* no scope */
    { "{\"t\":\"del\",\"s\":\"catalogue\",\"seq\":0}", MV_PROBLEM_BAD_JSON, "seq" }, /* from 1 */
    { "{\"t\":\"del\",\"s\":\"catalogue\",\"seq\":1,\"id\":\"X\"}", MV_PROBLEM_BAD_JSON,
      "id" }, /* not an id */
    { "{\"t\":\"del\",\"s\":\"catalogue\",\"seq\":1,\"id\":\"" A "\",\"rev\":1}",
      MV_PROBLEM_BAD_JSON, "why" }, /* no reason */
    { "{\"t\":\"put\",\"s\":\"catalogue\",\"seq\":1,\"id\":\"" A
      "\",\"rev\":1,\"kind\":\"term\",\"body\":[]}",
      MV_PROBLEM_BAD_JSON, "body" }, /* a list as body */
    { "{\"t\":\"end\",\"cursors\":{},\"more\":\"no\",\"rows\":0}", MV_PROBLEM_BAD_JSON,
      "more" }, /* not a boolean */
    { "{\"t\":\"end\",\"cursors\":{},\"more\":false}", MV_PROBLEM_BAD_JSON, "rows" }, /* no count */
    { "{\"t\":\"head\",\"epoch\":\"e\",\"now\":\"n\",\"scopes\":[1]}", MV_PROBLEM_BAD_JSON,
      "scopes" }, /* not objects */
    { "{\"t\":\"head\",\"epoch\":\"e\",\"now\":\"n\",\"scopes\":[],\"drop\":[1]}",
      MV_PROBLEM_BAD_JSON, "drop" }, /* not texts */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_line_decode (rows[i].text, -1, &error));
      assert_problem (error, &rows[i]);
    }
}

/* A body is copied as it stands, so that what is stored goes out byte for byte. */
static void
test_wire_line_body_as_is (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  mv_line_append_put (text, "catalogue", 1, A, 1, "term", NULL, NULL, "{\"z\":1, \"a\":2}");
  g_assert_nonnull (strstr (text->str, "\"body\":{\"z\":1, \"a\":2}}\n"));
  g_assert_null (strstr (text->str, "\"by\""));
}

/* Numbers are written as they are read, up to the greatest that JSON can carry. */
static void
test_wire_numbers (void)
{
  static const gint64 numbers[] = { 1, 9, 10, 4711, 999999999999999, MV_JSON_MAX_INTEGER };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (MvLine) line = NULL;

      mv_line_append_put (text, "user/me", numbers[i], A, numbers[i], "note", B, NULL, "{}");
      line = mv_line_decode (text->str, (gssize) text->len - 1, NULL);
      g_assert_nonnull (line);
      g_assert_cmpint (line->seq, ==, numbers[i]);
      g_assert_cmpint (line->rev, ==, numbers[i]);
    }
}

static const char *const plain_put_lines[] = {
  /* as it is written */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"by\":\"" B "\",\"body\":{\"a\":\"å\",\"b\":[1]}}",
  /* a sibling that the server wrote */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A "\",\"rev\":2,\"conflict_of\":\"" B
  "\",\"kind\":\"note\",\"body\":{}}",
  /* a body in another order */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{\"b\":1.50,\"a\":2}}",
  /* a member more behind the body */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{},\"later\":{}}",
  /* a member of the body twice */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{\"a\":1,\"a\":1}}",
  /* a body that is a list */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":[]}",
  /* an escape in a name */
  "{\"t\":\"put\",\"s\":\"user\\/me\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{}}",
  /* numbers that are too small, too large, or written oddly */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":0,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{}}",
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":9007199254740993,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{}}",
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":01,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{}}",
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1e1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{}}",
  /* an id in upper case */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"01930000-0000-7000-8000-0000000000A1\","
  "\"rev\":2,\"kind\":\"note\",\"body\":{}}",
  /* empty names */
  "{\"t\":\"put\",\"s\":\"\",\"seq\":1,\"id\":\"" A "\",\"rev\":2,\"kind\":\"note\",\"body\":{}}",
  /* no kind */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A "\",\"rev\":2,\"body\":{}}",
  /* cut */
  "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{\"a\":{}",
  /* not UTF-8 */
  "{\"t\":\"put\",\"s\":\"user/m\xff\",\"seq\":1,\"id\":\"" A
  "\",\"rev\":2,\"kind\":\"note\",\"body\":{}}",
};

/* A put line as servers write it is read from left to right; with a blank after its first brace it
 * is read as any other JSON. Both ways say the same of it, or refuse it both. */
static void
test_wire_plain_put (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_put_lines); i++)
    {
      g_autofree char *loose = g_strconcat ("{ ", plain_put_lines[i] + 1, NULL);
      g_autoptr (MvLine) plain = mv_line_decode (plain_put_lines[i], -1, NULL);
      g_autoptr (MvLine) any = mv_line_decode (loose, -1, NULL);

      if ((plain == NULL) != (any == NULL))
        g_error ("line %u is read in one way only", i);
      if (plain == NULL)
        continue;

      g_assert_cmpint (plain->type, ==, any->type);
      g_assert_cmpint (plain->seq, ==, any->seq);
      g_assert_cmpint (plain->rev, ==, any->rev);
      g_assert_cmpstr (plain->scope, ==, any->scope);
      g_assert_cmpstr (plain->id, ==, any->id);
      g_assert_cmpstr (plain->kind, ==, any->kind);
      g_assert_cmpstr (plain->by, ==, any->by);
      g_assert_cmpstr (plain->conflict_of, ==, any->conflict_of);
      g_assert_cmpstr (plain->body, ==, any->body);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/problem", test_wire_problem);
  g_test_add_func ("/wire/problem/foreign", test_wire_problem_foreign);
  g_test_add_func ("/wire/answers", test_wire_answers);
  g_test_add_func ("/wire/request", test_wire_request);
  g_test_add_func ("/wire/plain-put", test_wire_plain_put);
  g_test_add_func ("/wire/numbers", test_wire_numbers);
  g_test_add_func ("/wire/pull", test_wire_pull);
  g_test_add_func ("/wire/pull/defaults", test_wire_pull_defaults);
  g_test_add_func ("/wire/pull/bad", test_wire_pull_bad);
  g_test_add_func ("/wire/lines/written", test_wire_lines_written);
  g_test_add_func ("/wire/page/whole", test_wire_page_whole);
  g_test_add_func ("/wire/page/cut", test_wire_page_cut);
  g_test_add_func ("/wire/page/broken", test_wire_page_broken);
  g_test_add_func ("/wire/line/bad", test_wire_line_bad);
  g_test_add_func ("/wire/line/body-as-is", test_wire_line_body_as_is);

  return g_test_run ();
}
