/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-import.h"
#include "mv-json.h"

#include <string.h>

#define DAY "2026-11-22"

/* A feed, with ' in the place of ", as its texts are easier to read so. */
static MvImport *
import (const char *text, GError **error)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');

  return mv_import_fnsp (json, -1, DAY, error);
}

static MvImport *
import_well (const char *text)
{
  g_autoptr (GError) error = NULL;
  MvImport *result = import (text, &error);

  g_assert_no_error (error);
  return result;
}

static MvRecord *
get_study (MvImport *result, guint i)
{
  g_assert_cmpuint (result->studies->len, >, i);
  return g_ptr_array_index (result->studies, i);
}

static void
assert_texts (MvRecord *study, const char *field, const char *expected)
{
  g_auto (GStrv) texts = mv_record_dup_texts (study, field);
  g_autofree char *joined = texts != NULL ? g_strjoinv ("|", texts) : g_strdup ("");

  g_assert_cmpstr (joined, ==, expected);
}

/* A whole study of the feed becomes a record: texts without blanks around them, lists without what
 * stands twice, the responsible hospital not once more among the others. */
static void
test_fnsp_study (void)
{
  g_autoptr (MvImport) result = import_well (
      "[{'id':'71','tittel':' Trening etter slag ','kategorier':['Hjernen','Hjernen','Annet'],"
      "'sammendrag':'\\n Vi prøver «trening» – heime. \\n','status':'Åpen for rekruttering',"
      "'utfort_av':'Helse Bergen','deltakende_foretak':['Helse Bergen','Helse Førde',' Helse "
      "Fonna'],"
      "'relaterte_behandlinger':['Slag'],'relaterte_diagnoser':['230690007'],"
      "'lenke':'https://helse-bergen.no/studie'}]");
  MvRecord *study = get_study (result, 0);

  g_assert_cmpuint (result->n_seen, ==, 1);
  g_assert_cmpuint (result->problems->len, ==, 0);
  g_assert_cmpstr (mv_record_get_kind_name (study), ==, "study");
  g_assert_cmpstr (mv_record_get_scope (study), ==, "catalogue");
  g_assert_cmpstr (mv_record_get_text (study, "title"), ==, "Trening etter slag");
  g_assert_cmpstr (mv_record_get_text (study, "summary"), ==, "Vi prøver «trening» – heime.");
  g_assert_cmpstr (mv_record_get_text (study, "status"), ==, "recruiting");
  g_assert_cmpstr (mv_record_get_text (study, "register_status"), ==, "Åpen for rekruttering");
  g_assert_cmpstr (mv_record_get_text (study, "source"), ==, "fnsp");
  g_assert_cmpstr (mv_record_get_text (study, "source_id"), ==, "71");
  g_assert_cmpstr (mv_record_get_text (study, "responsible"), ==, "Helse Bergen");
  g_assert_cmpstr (mv_record_get_text (study, "region"), ==, "vest");
  g_assert_cmpstr (mv_record_get_text (study, "link"), ==, "https://helse-bergen.no/studie");
  g_assert_cmpstr (mv_record_get_text (study, "fetched"), ==, DAY);
  assert_texts (study, "categories", "Hjernen|Annet");
  assert_texts (study, "participating", "Helse Førde|Helse Fonna");
  assert_texts (study, "treatments", "Slag");
  assert_texts (study, "keywords", "SNOMED CT 230690007");
}

#define LEAST(id) "{'id':'" id "','tittel':'Ein studie','status':'Pågående'}"

/* What the feed leaves out, or gives as null, is not there; nothing else is needed. */
static void
test_fnsp_least (void)
{
  g_autoptr (MvImport) result = import_well (
      "[" LEAST ("1") ",{'id':'2','tittel':'Ein studie','status':'Pågående','sammendrag':null,"
                      "'utfort_av':null,'deltakende_foretak':null,'kategorier':[],"
                      "'relaterte_behandlinger':null,'relaterte_diagnoser':null,'lenke':' '}]");

  g_assert_cmpuint (result->studies->len, ==, 2);
  g_assert_cmpuint (result->problems->len, ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (mv_record_has (get_study (result, i), "summary"));
      g_assert_false (mv_record_has (get_study (result, i), "participating"));
      g_assert_false (mv_record_has (get_study (result, i), "link"));
      g_assert_false (mv_record_has (get_study (result, i), "region"));
    }
}

/* The same study has the same id whenever it is fetched; another one has another. */
static void
test_fnsp_ids (void)
{
  g_autoptr (MvImport) first = import_well ("[" LEAST ("1") "," LEAST ("2") "]");
  g_autoptr (MvImport) again = import_well ("[" LEAST ("2") "," LEAST ("1") "]");

  g_assert_cmpstr (mv_record_get_id (get_study (first, 0)), ==,
                   mv_record_get_id (get_study (again, 1)));
  g_assert_cmpstr (mv_record_get_id (get_study (first, 0)), !=,
                   mv_record_get_id (get_study (first, 1)));
}

/* The feed's words for how far a study is; a new word is shown as it stands and noted. */
static void
test_fnsp_status (void)
{
  static const struct
  {
    const char *word;
    const char *status;
  } rows[] = {
    { "Åpen for rekruttering", "recruiting" },
    { "Pågående", "not-recruiting" },
    { " pågående", "not-recruiting" },
    { "Planlagt", "not-started" },
    { "Avsluttet", "ended" },
    { "Satt på vent", "unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("[{'id':'1','tittel':'S','status':'%s'}]", rows[i].word);
      g_autoptr (MvImport) result = import_well (text);
      gboolean is_new = g_str_equal (rows[i].status, "unknown");

      g_assert_cmpstr (mv_record_get_text (get_study (result, 0), "status"), ==, rows[i].status);
      g_assert_cmpuint (result->problems->len, ==, is_new);
      if (is_new)
        {
          const MvImportProblem *note = g_ptr_array_index (result->problems, 0);

          g_assert_true (note->is_note);
          g_assert_cmpstr (note->code, ==, "unknown-code");
        }
    }
}

/* Where a study belongs: to the region of its hospitals, or to none in particular. */
static void
test_fnsp_region (void)
{
  static const struct
  {
    const char *responsible;
    const char *other;
    const char *region;
  } rows[] = {
    { "Helse Bergen", "Helse Førde", "vest" },            /* one region */
    { "St. Olavs hospital", "Helse Bergen", "national" }, /* two */
    { "Helse Bergen HF", "Ukjend sjukehus", "vest" },     /* with the form of enterprise */
    { "Ukjend sjukehus", "Nordlandssykehuset", "nord" },  /* only the other is known */
    { "Ukjend sjukehus", "Heller ikkje", NULL },          /* neither is */
    { "Oslo universitetssykehus", "Oslo universitetssykehus", "sor-ost" }, /* the same twice */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("[{'id':'1','tittel':'S','status':'Pågående','"
                                               "utfort_av':'%s','deltakende_foretak':['%s']}]",
                                               rows[i].responsible, rows[i].other);
      g_autoptr (MvImport) result = import_well (text);
      MvRecord *study = get_study (result, 0);

      if (rows[i].region != NULL)
        g_assert_cmpstr (mv_record_get_text (study, "region"), ==, rows[i].region);
      else
        g_assert_false (mv_record_has (study, "region"));
    }
}

/* Links that lead nowhere outside the health network, or to something else than a page, are left
 * out; the study stays. */
static void
test_fnsp_links (void)
{
  static const struct
  {
    const char *link;
    gboolean is_kept;
  } rows[] = {
    { "https://stolav.no/studie", TRUE },                /* a page */
    { "http://unn.no/studie?id=1#a", TRUE },             /* an old one */
    { "http://unn.hn1-02.int-hn.nhn.no/studie", FALSE }, /* inside */
    { "http://intern/studie", FALSE },                   /* a name without a domain */
    { "http://10.0.0.1/studie", FALSE },                 /* an address of a machine */
    { "javascript:alert(1)", FALSE },                    /* not a page */
    { "/studie", FALSE },                                /* half a link */
    { "http://", FALSE },                                /* nothing behind it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "[{'id':'1','tittel':'S','status':'Pågående','lenke':'%s'}]", rows[i].link);
      g_autoptr (MvImport) result = import_well (text);

      g_assert_cmpint (mv_record_has (get_study (result, 0), "link"), ==, rows[i].is_kept);
    }
}

/* What somebody left behind when trying out the page is left out, and said; a study that has the
 * word in its title is not. */
static void
test_fnsp_tests (void)
{
  g_autoptr (MvImport) result =
      import_well ("[{'id':'1','tittel':' Test','status':'Pågående'},"
                   "{'id':'2','tittel':'Test av ny medisin','status':'Pågående'}]");
  const MvImportProblem *note = g_ptr_array_index (result->problems, 0);

  g_assert_cmpuint (result->studies->len, ==, 1);
  g_assert_cmpstr (mv_record_get_text (get_study (result, 0), "source_id"), ==, "2");
  g_assert_cmpuint (result->problems->len, ==, 1);
  g_assert_cmpstr (note->code, ==, "test");
  g_assert_true (note->is_note);
}

typedef struct
{
  const char *text;
  guint n_studies;
  guint line;
  guint item;
  const char *field;
  const char *code;
} ProblemRow;

/* A record that cannot be used is named by line, number and field; its neighbours go on. */
static void
test_fnsp_problems (void)
{
  static const ProblemRow rows[] = {
    /* no id */
    { "[" LEAST ("1") ",\n{'tittel':'S','status':'Pågående'}]", 1, 2, 2, "id", "missing" },
    /* an id that is null */
    { "[{'id':null,'tittel':'S','status':'Pågående'}]", 0, 1, 1, "id", "missing" },
    /* an empty id */
    { "[{'id':' ','tittel':'S','status':'Pågående'}]", 0, 1, 1, "id", "empty" },
    /* a number as id */
    { "[{'id':7,'tittel':'S','status':'Pågående'}]", 0, 1, 1, "id", "wrong-type" },
    /* the same id again */
    { "[" LEAST ("1") ",\n\n" LEAST ("1") "]", 1, 3, 2, "id", "doubled" },
    /* no title */
    { "[{'id':'1','status':'Pågående'}]", 0, 1, 1, "tittel", "missing" },
    /* a title of blanks */
    { "[{'id':'1','tittel':' \\n ','status':'Pågående'}]", 0, 1, 1, "tittel", "empty" },
    /* a list as title */
    { "[{'id':'1','tittel':['S'],'status':'Pågående'}]", 0, 1, 1, "tittel", "wrong-type" },
    /* no status */
    { "[\n{'id':'1','tittel':'S'}]", 0, 2, 1, "status", "missing" },
    /* a number as summary */
    { "[{'id':'1','tittel':'S','status':'Pågående','sammendrag':7}]", 0, 1, 1, "sammendrag",
      "wrong-type" },
    /* a text for a list */
    { "[{'id':'1','tittel':'S','status':'Pågående','kategorier':'Kreft'}]", 0, 1, 1, "kategorier",
      "wrong-type" },
    /* null in a list */
    { "[{'id':'1','tittel':'S','status':'Pågående','relaterte_behandlinger':[null]}]", 0, 1, 1,
      "relaterte_behandlinger", "wrong-type" },
    /* an object in a list */
    { "[{'id':'1','tittel':'S','status':'Pågående','deltakende_foretak':[{}]}]", 0, 1, 1,
      "deltakende_foretak", "wrong-type" },
    /* something else than a study */
    { "[7,\n" LEAST ("1") "]", 1, 1, 1, NULL, "wrong-type" },
    /* brackets and commas inside a text do not count as places */
    { "[{'id':'1','tittel':'a],[\\\\',\n'status':'Pågående'},\n[]]", 1, 3, 2, NULL, "wrong-type" },
    /* nothing in the list */
    { "[]", 0, 0, 0, NULL, "empty" },
    { " [ \n ] ", 0, 0, 0, NULL, "empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvImport) result = import_well (rows[i].text);
      const MvImportProblem *problem;

      g_assert_cmpuint (result->studies->len, ==, rows[i].n_studies);
      g_assert_cmpuint (result->problems->len, ==, 1);
      problem = g_ptr_array_index (result->problems, 0);
      g_assert_cmpuint (problem->line, ==, rows[i].line);
      g_assert_cmpuint (problem->item, ==, rows[i].item);
      g_assert_cmpstr (problem->field, ==, rows[i].field);
      g_assert_cmpstr (problem->code, ==, rows[i].code);
      g_assert_cmpuint (strlen (problem->message), >, 0);
      g_assert_false (problem->is_note);
    }
}

static char *
make_feed (const char *title_letter, guint n_letters, guint n_categories)
{
  GString *text = g_string_new ("[{'id':'1','status':'Pågående','tittel':'");

  for (guint i = 0; i < n_letters; i++)
    g_string_append (text, title_letter);
  g_string_append (text, "','kategorier':[");
  for (guint i = 0; i < n_categories; i++)
    g_string_append_printf (text, "%s'%u'", i > 0 ? "," : "", i);
  g_string_append (text, "]}]");

  return g_string_free (text, FALSE);
}

static void
assert_limit (guint n_letters, guint n_categories, const char *field, const char *code)
{
  g_autofree char *text = make_feed ("å", n_letters, n_categories);
  g_autoptr (MvImport) result = import_well (text);

  g_assert_cmpuint (result->studies->len, ==, code == NULL);
  if (code != NULL)
    {
      const MvImportProblem *problem = g_ptr_array_index (result->problems, 0);

      g_assert_cmpstr (problem->field, ==, field);
      g_assert_cmpstr (problem->code, ==, code);
    }
}

/* Texts and lists as long as the record allows are taken; one more is a problem. */
static void
test_fnsp_limits (void)
{
  guint max = (guint) mv_kind_find_field (mv_kind_find ("study"), "title")->max;

  assert_limit (max, 1, NULL, NULL);
  assert_limit (max + 1, 1, "tittel", "too-long");
  assert_limit (1, 100, NULL, NULL);
  assert_limit (1, 101, "kategorier", "too-many");
}

/* A record that is too large as a whole, though each text is within its limit. */
static void
test_fnsp_too_large (void)
{
  GString *text = g_string_new ("[{'id':'1','status':'Pågående','tittel':'S','kategorier':[");
  g_autofree char *feed = NULL;
  g_autoptr (MvImport) result = NULL;
  const MvImportProblem *problem;

  for (guint i = 0; i < 100; i++)
    {
      g_string_append_printf (text, "%s'%u ", i > 0 ? "," : "", i);
      for (guint k = 0; k < 100; k++)
        g_string_append_c (text, 'a');
      g_string_append_c (text, '\'');
    }
  g_string_append (text, "]}]");
  feed = g_string_free (text, FALSE);

  result = import_well (feed);
  g_assert_cmpuint (result->studies->len, ==, 0);
  problem = g_ptr_array_index (result->problems, 0);
  g_assert_cmpstr (problem->code, ==, "too-long");
}

/* A file that cannot be read at all says in which line. */
static void
test_fnsp_files (void)
{
  static const struct
  {
    const char *text;
    const char *line;
  } rows[] = {
    { "", "line 1" },                                  /* empty */
    { "\n\n", "line 3" },                              /* only blanks */
    { "<!DOCTYPE html>", "line 1" },                   /* a page */
    { "id;tittel\n1;S", "line 1" },                    /* a table */
    { "{'studier':[]}", "line 1" },                    /* an object */
    { "null", "line 1" },                              /* nothing */
    { "[" LEAST ("1") ",\n" LEAST ("2"), "line 2" },   /* cut between records */
    { "[" LEAST ("1") ",\n{'id':'2','tit", "line 2" }, /* cut inside a text */
    { "[" LEAST ("1") ",\n\n]", "line 3" },            /* a comma too many */
    { "[" LEAST ("1") "]\n[]", "line 2" },             /* two lists */
    { "[\n{'id':'1','id':'2'}]", "line 2" },           /* a name twice */
    { "[\n{'id':01}]", "line 2" },                     /* a number that is none */
    { "[\n'\xff']", "line 2" },                        /* not UTF-8 */
    { "\xef\xbb\xbf[]", "line 1" },                    /* a byte order mark */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (import (rows[i].text, &error));
      g_assert_error (error, MV_PROBLEM, MV_PROBLEM_BAD_JSON);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].line));
    }
}

/* Nesting beyond the limit is refused before anything is built from it. */
static void
test_fnsp_too_deep (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *deep = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  deep = g_string_free (text, FALSE);

  g_assert_null (mv_import_fnsp (deep, -1, DAY, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_DEEP);
}

/* The feed is known by what its first record holds. */
static void
test_fnsp_recognises (void)
{
  static const struct
  {
    const char *text;
    gboolean is_fnsp;
  } rows[] = {
    { "[" LEAST ("1") "]", TRUE },                     /* the feed */
    { "[]", FALSE },                                   /* nothing to go by */
    { "[1]", FALSE },                                  /* numbers */
    { "[{'id':'1','title':'S'}]", FALSE },             /* another register */
    { "{'id':'1','tittel':'S','status':'P'}", FALSE }, /* one record alone */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = g_strdelimit (g_strdup (rows[i].text), "'", '"');
      g_autoptr (JsonNode) root = mv_json_parse (json, -1, 65536, NULL);

      g_assert_cmpint (mv_import_fnsp_recognises (root), ==, rows[i].is_fnsp);
    }

  g_assert_false (mv_import_fnsp_recognises (NULL));
}

/* The feed as it was once fetched: every study is read, but for the one that is somebody's test. */
static void
test_fnsp_real (void)
{
  const char *records = g_getenv ("MEDVIRK_RECORDS");
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (MvImport) result = NULL;
  g_autoptr (GError) error = NULL;
  const MvImportProblem *note;
  size_t length;

  if (records == NULL)
    {
      g_test_skip ("MEDVIRK_RECORDS does not name the folder with real records");
      return;
    }

  path = g_build_filename (records, "fnsp-kliniske-studier.json", NULL);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  result = mv_import_fnsp (text, (gssize) length, DAY, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (result->n_seen, ==, 47);
  g_assert_cmpuint (result->studies->len, ==, 46);
  g_assert_cmpuint (result->problems->len, ==, 1);
  note = g_ptr_array_index (result->problems, 0);
  g_assert_true (note->is_note);
  g_assert_cmpstr (note->code, ==, "test");

  for (guint i = 0; i < result->studies->len; i++)
    {
      MvRecord *study = get_study (result, i);
      g_auto (GStrv) others = mv_record_dup_texts (study, "participating");

      g_assert_true (mv_record_has (study, "region"));
      g_assert_cmpstr (mv_record_get_text (study, "status"), !=, "unknown");
      g_assert_false (mv_record_has (study, "link"));
      if (others != NULL)
        g_assert_false (g_strv_contains ((const char *const *) others,
                                         mv_record_get_text (study, "responsible")));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fnsp/study", test_fnsp_study);
  g_test_add_func ("/fnsp/least", test_fnsp_least);
  g_test_add_func ("/fnsp/ids", test_fnsp_ids);
  g_test_add_func ("/fnsp/status", test_fnsp_status);
  g_test_add_func ("/fnsp/region", test_fnsp_region);
  g_test_add_func ("/fnsp/links", test_fnsp_links);
  g_test_add_func ("/fnsp/tests", test_fnsp_tests);
  g_test_add_func ("/fnsp/problems", test_fnsp_problems);
  g_test_add_func ("/fnsp/limits", test_fnsp_limits);
  g_test_add_func ("/fnsp/too-large", test_fnsp_too_large);
  g_test_add_func ("/fnsp/files", test_fnsp_files);
  g_test_add_func ("/fnsp/too-deep", test_fnsp_too_deep);
  g_test_add_func ("/fnsp/recognises", test_fnsp_recognises);
  g_test_add_func ("/fnsp/real", test_fnsp_real);

  return g_test_run ();
}
