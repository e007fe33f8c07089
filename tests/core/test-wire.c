/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-wire.h"

#include <string.h>

#define A "0193a000-0000-7000-8000-00000000000a"
#define B "0193a000-0000-7000-8000-00000000000b"
#define DEVICE "0193a000-0000-7000-8000-0000000000de"

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

typedef struct
{
  const char *text;
  MvProblem problem;
  const char *field;
} BadRow;

static void
assert_problem (const GError *error, const BadRow *row)
{
  g_autofree char *field = mv_problem_dup_field (error);

  g_assert_error (error, MV_PROBLEM, (int) row->problem);
  g_assert_cmpstr (field, ==, row->field);
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
  g_assert_cmpstr (mv_json_get_text (line->body, "title"), ==, "Åpent møte");

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

/* --- Push ---------------------------------------------------------------------------------- */

#define OP_PUT                                                                                     \
  "{\"at\":\"2026-11-20T10:01:02+01:00\",\"base\":0,\"body\":{\"text\":\"Hei\"},\"id\":\"" A       \
  "\",\"kind\":\"contribution\",\"n\":42,\"op\":\"put\",\"scope\":\"user/me\"}"
#define OP_PUT_AGAIN "{\"base\":{\"n\":42},\"body\":{},\"id\":\"" A "\",\"n\":43,\"op\":\"put\"}"
#define OP_DEL "{\"base\":3,\"id\":\"" B "\",\"n\":44,\"op\":\"del\"}"
#define OP_COMMAND                                                                                 \
  "{\"args\":{\"audience\":\"team\"},\"base\":{\"n\":43},\"n\":45,\"name\":\"contribution."        \
  "share\","                                                                                       \
  "\"op\":\"command\"}"
#define OP_RESOLVE                                                                                 \
  "{\"base\":6,\"body\":{},\"drop\":[\"" B "\"],\"id\":\"" A "\",\"n\":46,\"op\":\"resolve\"}"
#define BATCH(ops) "{\"schema\":1,\"device\":\"" DEVICE "\",\"ack\":41,\"ops\":[" ops "]}"

/* A batch with every kind of operation is read, and written again in canonical form. */
static void
test_wire_push (void)
{
  const char *text = BATCH (OP_PUT "," OP_PUT_AGAIN "," OP_DEL "," OP_COMMAND "," OP_RESOLVE);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPush) push = mv_push_decode (text, -1, &error);
  g_autofree char *again = NULL;
  const MvOp *op;

  g_assert_no_error (error);
  g_assert_cmpstr (push->device, ==, DEVICE);
  g_assert_cmpint (push->ack, ==, 41);
  g_assert_cmpuint (push->ops->len, ==, 5);

  op = g_ptr_array_index (push->ops, 0);
  g_assert_cmpint (op->type, ==, MV_OP_PUT);
  g_assert_cmpint (op->n, ==, 42);
  g_assert_cmpint (op->base_type, ==, MV_BASE_REV);
  g_assert_cmpint (op->base, ==, 0);
  g_assert_cmpstr (op->scope, ==, "user/me");
  g_assert_cmpstr (op->kind, ==, "contribution");
  g_assert_cmpstr (mv_json_get_text (op->body, "text"), ==, "Hei");

  op = g_ptr_array_index (push->ops, 1);
  g_assert_cmpint (op->base_type, ==, MV_BASE_OP);
  g_assert_cmpint (op->base, ==, 42);

  op = g_ptr_array_index (push->ops, 3);
  g_assert_cmpstr (op->name, ==, "contribution.share");
  g_assert_cmpstr (mv_json_get_text (op->args, "audience"), ==, "team");

  op = g_ptr_array_index (push->ops, 4);
  g_assert_cmpstr (op->drop[0], ==, B);

  for (guint i = 0; i < push->ops->len; i++)
    g_assert_cmpint (((const MvOp *) g_ptr_array_index (push->ops, i))->problem, ==, 0);

  again = mv_push_encode (push);
  g_assert_cmpstr (again, ==, text);
}

static char *
hash_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = mv_json_parse_object (text, -1, MV_WIRE_MAX_BODY, &error);
  g_autoptr (MvOp) op = mv_op_decode (object, &error);

  g_assert_no_error (error);
  return mv_op_dup_hash (op);
}

/* The hash is SHA-256 of the canonical text: order and blanks do not matter, contents do, also
 * those of members that we do not know. */
static void
test_wire_op_hash (void)
{
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, OP_DEL, -1);
  g_autofree char *hash = hash_of (OP_DEL);
  g_autofree char *reordered =
      hash_of ("{ \"n\": 44, \"op\": \"del\",\n \"id\": \"" B "\", \"base\": 3 }");
  g_autofree char *other = hash_of ("{\"n\":44,\"op\":\"del\",\"id\":\"" B "\",\"base\":4}");
  g_autofree char *unknown =
      hash_of ("{\"n\":44,\"op\":\"del\",\"id\":\"" B "\",\"base\":3,\"new\":1}");
  g_autoptr (MvOp) made = mv_op_new (MV_OP_DEL);
  g_autofree char *hash_of_made = NULL;

  made->n = 44;
  made->id = g_strdup (B);
  made->base_type = MV_BASE_REV;
  made->base = 3;
  hash_of_made = mv_op_dup_hash (made);

  g_assert_cmpstr (hash, ==, expected);
  g_assert_cmpstr (reordered, ==, expected);
  g_assert_cmpstr (hash_of_made, ==, expected);
  g_assert_cmpstr (other, !=, expected);
  g_assert_cmpstr (unknown, !=, expected);
}

/* A missing base is not broken: the server refuses that operation as no-base, the others go on. */
static void
test_wire_op_without_base (void)
{
  g_autoptr (MvPush) push = mv_push_decode (
      BATCH ("{\"n\":1,\"op\":\"del\",\"id\":\"" A "\"},{\"n\":2,\"op\":\"put\",\"id\":\"" A
             "\",\"base\":null,\"body\":{}},{\"n\":3,\"op\":\"command\",\"name\":\"x\"}"),
      -1, NULL);

  g_assert_nonnull (push);
  for (guint i = 0; i < 3; i++)
    {
      const MvOp *op = g_ptr_array_index (push->ops, i);

      g_assert_cmpint (op->base_type, ==, MV_BASE_NONE);
      g_assert_cmpint (op->problem, ==, 0);
    }
}

/* An operation that has a number but is wrong otherwise is marked, and its neighbours are whole. */
static void
test_wire_op_bad (void)
{
  static const BadRow rows[] = {
    { "{\"n\":9}", MV_PROBLEM_INVALID, "op" },                           /* no operation */
    { "{\"n\":9,\"op\":\"patch\"}", MV_PROBLEM_INVALID, "op" },          /* an unknown one */
    { "{\"n\":9,\"op\":\"del\",\"base\":1}", MV_PROBLEM_INVALID, "id" }, /* no item */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"0193A000-0000-7000-8000-00000000000A\",\"base\":1}",
      MV_PROBLEM_INVALID, "id" }, /* upper case */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":-1}", MV_PROBLEM_INVALID,
      "base" }, /* below zero */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":\"1\"}", MV_PROBLEM_INVALID,
      "base" }, /* a text */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":{\"n\":9}}", MV_PROBLEM_INVALID,
      "base" }, /* itself */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":{}}", MV_PROBLEM_INVALID,
      "base" }, /* of nothing */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":1}", MV_PROBLEM_INVALID,
      "body" }, /* no body */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":1,\"body\":\"{}\"}", MV_PROBLEM_INVALID,
      "body" }, /* a text as body */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":0,\"body\":{},\"kind\":\"term\"}",
      MV_PROBLEM_INVALID, "scope" }, /* creates nowhere */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":0,\"body\":{},\"scope\":\"user/me\"}",
      MV_PROBLEM_INVALID, "kind" }, /* creates nothing */
    { "{\"n\":9,\"op\":\"resolve\",\"id\":\"" A "\",\"base\":1,\"body\":{},\"drop\":[\"x\"]}",
      MV_PROBLEM_INVALID, "drop" },                                 /* not ids */
    { "{\"n\":9,\"op\":\"command\"}", MV_PROBLEM_INVALID, "name" }, /* no command */
    { "{\"n\":9,\"op\":\"command\",\"name\":\"x\",\"args\":[]}", MV_PROBLEM_INVALID,
      "args" }, /* a list */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":1,\"at\":\"yesterday\"}",
      MV_PROBLEM_INVALID, "at" }, /* not a time */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          BATCH ("%s,{\"n\":10,\"op\":\"del\",\"id\":\"" A "\",\"base\":1}"), rows[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (MvPush) push = mv_push_decode (text, -1, &error);
      const MvOp *op;

      g_assert_no_error (error);
      g_assert_cmpuint (push->ops->len, ==, 2);
      op = g_ptr_array_index (push->ops, 0);
      g_assert_cmpint (op->n, ==, 9);
      g_assert_cmpint (op->problem, ==, rows[i].problem);
      g_assert_cmpstr (op->field, ==, rows[i].field);
      op = g_ptr_array_index (push->ops, 1);
      g_assert_cmpint (op->problem, ==, 0);
    }
}

/* What is wrong with the batch itself refuses all of it. */
static void
test_wire_push_bad (void)
{
  static const BadRow rows[] = {
    { "null", MV_PROBLEM_BAD_JSON, NULL },                          /* not an object */
    { "{\"schema\":1,\"ops\":[]}", MV_PROBLEM_BAD_JSON, "device" }, /* whose? */
    { "{\"schema\":1,\"device\":\"d\",\"ops\":[]}", MV_PROBLEM_BAD_JSON, "device" }, /* no id */
    { "{\"schema\":1,\"device\":\"" DEVICE "\"}", MV_PROBLEM_BAD_JSON, "ops" },      /* no list */
    { "{\"schema\":1,\"device\":\"" DEVICE "\",\"ops\":{}}", MV_PROBLEM_BAD_JSON,
      "ops" }, /* not a list */
    { "{\"schema\":1,\"device\":\"" DEVICE "\",\"ack\":-1,\"ops\":[]}", MV_PROBLEM_BAD_JSON,
      "ack" },                                                         /* below zero */
    { BATCH ("1"), MV_PROBLEM_BAD_JSON, "ops" },                       /* not an operation */
    { BATCH ("{\"op\":\"del\"}"), MV_PROBLEM_BAD_JSON, "n" },          /* no number */
    { BATCH ("{\"n\":0,\"op\":\"del\"}"), MV_PROBLEM_BAD_JSON, "n" },  /* numbers start at 1 */
    { BATCH ("{\"n\":9007199254740993}"), MV_PROBLEM_BAD_JSON, NULL }, /* beyond 2^53 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_push_decode (rows[i].text, -1, &error));
      assert_problem (error, &rows[i]);
    }
}

static char *
make_batch_of (guint n_ops)
{
  g_autoptr (MvPush) push = mv_push_new (DEVICE);

  for (guint i = 1; i <= n_ops; i++)
    {
      MvOp *op = mv_op_new (MV_OP_DEL);

      op->n = i;
      op->id = g_strdup (A);
      op->base_type = MV_BASE_REV;
      op->base = 1;
      g_ptr_array_add (push->ops, op);
    }

  return mv_push_encode (push);
}

/* One hundred operations are taken, one more is too large. */
static void
test_wire_push_limit_ops (void)
{
  g_autofree char *most = make_batch_of (MV_WIRE_MAX_OPS);
  g_autofree char *more = make_batch_of (MV_WIRE_MAX_OPS + 1);
  g_autoptr (MvPush) push = mv_push_decode (most, -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (push->ops->len, ==, MV_WIRE_MAX_OPS);
  g_assert_null (mv_push_decode (more, -1, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE);
}

/* A batch of 1 MiB is read, one of a byte more is too large. */
static void
test_wire_push_limit_bytes (void)
{
  const char *batch = BATCH ("");
  g_autofree char *text = g_malloc (MV_WIRE_MAX_BODY + 1);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GError) error = NULL;

  memset (text, ' ', MV_WIRE_MAX_BODY + 1);
  memcpy (text, batch, strlen (batch));

  push = mv_push_decode (text, MV_WIRE_MAX_BODY, NULL);
  g_assert_nonnull (push);
  g_assert_null (mv_push_decode (text, MV_WIRE_MAX_BODY + 1, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE);
}

static char *
make_deep_batch (guint depth)
{
  GString *body = g_string_new (NULL);

  /* The batch, its list and the operation are three levels, the body is the fourth. */
  for (guint i = 4; i < depth; i++)
    g_string_append (body, "{\"a\":");
  g_string_append (body, "{}");
  for (guint i = 4; i < depth; i++)
    g_string_append_c (body, '}');

  g_string_prepend (body,
                    "{\"schema\":1,\"device\":\"" DEVICE
                    "\",\"ops\":[{\"n\":1,\"op\":\"put\",\"base\":1,\"id\":\"" A "\",\"body\":");
  g_string_append (body, "}]}");

  return g_string_free (body, FALSE);
}

/* Thirty-two levels are read, thirty-three are too deep. */
static void
test_wire_push_limit_depth (void)
{
  g_autofree char *most = make_deep_batch (MV_JSON_MAX_DEPTH);
  g_autofree char *more = make_deep_batch (MV_JSON_MAX_DEPTH + 1);
  g_autoptr (MvPush) push = mv_push_decode (most, -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (push);
  g_assert_null (mv_push_decode (more, -1, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_DEEP);
}

/* --- Results ------------------------------------------------------------------------------- */

/* An answer to a push looks as the protocol shows it and is read back the same. */
static void
test_wire_push_answer (void)
{
  g_autoptr (MvPushAnswer) answer = mv_push_answer_new ("e-9f", 46);
  g_autoptr (MvPushAnswer) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  MvResult *result;

  result = mv_result_new (42, MV_RESULT_OK);
  result->rev = 1;
  result->seq = 311;
  g_ptr_array_add (answer->results, result);
  result = mv_result_new (44, MV_RESULT_CONFLICT);
  result->rev = 5;
  g_ptr_array_add (answer->results, result);
  result = mv_result_new (45, MV_RESULT_OK);
  result->rev = 2;
  result->seq = 7;
  result->scope = g_strdup ("catalogue");
  g_ptr_array_add (answer->results, result);
  g_ptr_array_add (answer->results, mv_result_new_refused (46, MV_PROBLEM_INVALID, "date"));

  text = mv_push_answer_encode (answer);
  g_assert_cmpstr (
      text, ==,
      "{\"epoch\":\"e-9f\",\"last_n\":46,\"results\":[{\"n\":42,\"st\":\"ok\",\"rev\":1,\"seq\":"
      "311},"
      "{\"n\":44,\"st\":\"conflict\",\"rev\":5,\"sibling\":null},"
      "{\"n\":45,\"st\":\"ok\",\"rev\":2,\"seq\":7,\"scope\":\"catalogue\"},"
      "{\"n\":46,\"st\":\"refused\",\"problem\":{\"type\":\"tag:medvirk.no,2026:problem/invalid\","
      "\"title\":\"A field breaks a rule\",\"status\":422,\"code\":\"invalid\",\"field\":\"date\"}}"
      "]}");

  again = mv_push_answer_decode (text, -1, &error);
  g_assert_no_error (error);
  result = g_ptr_array_index (again->results, 3);
  g_assert_cmpint (result->status, ==, MV_RESULT_REFUSED);
  g_assert_cmpint (result->problem, ==, MV_PROBLEM_INVALID);
  g_assert_cmpstr (result->field, ==, "date");

  text_again = mv_push_answer_encode (again);
  g_assert_cmpstr (text_again, ==, text);
}

/* A reason that a newer server has is still a refusal. */
static void
test_wire_result_new_reason (void)
{
  g_autoptr (MvPushAnswer) answer =
      mv_push_answer_decode ("{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"n\":1,\"st\":"
                             "\"refused\",\"problem\":{\"code\":\"brand-new\"}}]}",
                             -1, NULL);
  const MvResult *result;

  g_assert_nonnull (answer);
  result = g_ptr_array_index (answer->results, 0);
  g_assert_cmpint (result->status, ==, MV_RESULT_REFUSED);
  g_assert_cmpint (result->problem, ==, MV_PROBLEM_INVALID);
}

/* From an answer that is not whole or not ours nothing is concluded. */
static void
test_wire_push_answer_bad (void)
{
  static const BadRow rows[] = {
    { "<html>", MV_PROBLEM_BAD_JSON, NULL }, /* a captive portal */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[", MV_PROBLEM_BAD_JSON, NULL }, /* cut */
    { "{\"last_n\":1,\"results\":[]}", MV_PROBLEM_BAD_JSON, "epoch" },            /* no epoch */
    { "{\"epoch\":\"e\",\"results\":[]}", MV_PROBLEM_BAD_JSON, "last_n" },        /* no number */
    { "{\"epoch\":\"e\",\"last_n\":1}", MV_PROBLEM_BAD_JSON, "results" },         /* no results */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[1]}", MV_PROBLEM_BAD_JSON,
      "results" }, /* not an object */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"st\":\"ok\"}]}", MV_PROBLEM_BAD_JSON,
      "n" }, /* of what? */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"n\":1,\"st\":\"fine\"}]}", MV_PROBLEM_BAD_JSON,
      "st" }, /* unknown status */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"n\":1,\"st\":\"refused\"}]}",
      MV_PROBLEM_BAD_JSON, "problem" }, /* no reason */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_push_answer_decode (rows[i].text, -1, &error));
      assert_problem (error, &rows[i]);
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
  g_test_add_func ("/wire/pull", test_wire_pull);
  g_test_add_func ("/wire/pull/defaults", test_wire_pull_defaults);
  g_test_add_func ("/wire/pull/bad", test_wire_pull_bad);
  g_test_add_func ("/wire/lines/written", test_wire_lines_written);
  g_test_add_func ("/wire/page/whole", test_wire_page_whole);
  g_test_add_func ("/wire/page/cut", test_wire_page_cut);
  g_test_add_func ("/wire/page/broken", test_wire_page_broken);
  g_test_add_func ("/wire/line/bad", test_wire_line_bad);
  g_test_add_func ("/wire/line/body-as-is", test_wire_line_body_as_is);
  g_test_add_func ("/wire/push", test_wire_push);
  g_test_add_func ("/wire/op/hash", test_wire_op_hash);
  g_test_add_func ("/wire/op/without-base", test_wire_op_without_base);
  g_test_add_func ("/wire/op/bad", test_wire_op_bad);
  g_test_add_func ("/wire/push/bad", test_wire_push_bad);
  g_test_add_func ("/wire/push/limit/ops", test_wire_push_limit_ops);
  g_test_add_func ("/wire/push/limit/bytes", test_wire_push_limit_bytes);
  g_test_add_func ("/wire/push/limit/depth", test_wire_push_limit_depth);
  g_test_add_func ("/wire/push-answer", test_wire_push_answer);
  g_test_add_func ("/wire/result/new-reason", test_wire_result_new_reason);
  g_test_add_func ("/wire/push-answer/bad", test_wire_push_answer_bad);

  return g_test_run ();
}
