/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-documentation.h"
#include "mv-test-words.h"

#include <string.h>

#define PROJECT "01890000-0000-7000-8000-000000000001"
#define PERSON(n) "01890000-0000-7000-8000-00000000000" n
#define C(n) "01890000-0000-7000-8000-00000000010" n
#define S(n) "01890000-0000-7000-8000-00000000020" n
#define R(n) "01890000-0000-7000-8000-00000000030" n

static MvRecord *
contribution (const char *id, const char *person, const char *body)
{
  MvRecord *record = mv_test_record ("contribution", id, body);
  g_autofree char *scope = g_strconcat ("project/" PROJECT "/by/", person, NULL);

  mv_record_set_scope (record, scope);
  return record;
}

static MvRecord *
reply (const char *id, const char *about, const char *suggestion, const char *rest)
{
  g_autofree char *body =
      g_strdup_printf ("{'contribution':'%s','suggestion':'%s',%s}", about, suggestion, rest);

  return mv_test_record ("reply", id, body);
}

/* Three persons; five contributions, of which one was withdrawn and one is a later edit; six
 * suggestions that count, among them a contribution without. */
static GPtrArray *
make_contributions (void)
{
  return mv_test_list (
      contribution (
          C ("1"), PERSON ("2"),
          "{'date':'2026-03-01','phases':['P3','P5'],'form':'meeting','role':'advised',"
          "'hoped':'x','went_well':'x','suggestions':[{'id':'" S ("1") "','text':'a'},{'id':'" S (
              "2") "','text':'b'},{'id':'" S ("3") "','text':'c'}]}"),
      contribution (C ("2"), PERSON ("3"),
                    "{'date':'2026-01-15','phases':['P3'],'form':'document','role':'advised',"
                    "'could_be_better':'x','suggestions':[{'id':'" S (
                        "4") "','text':'d'},{'id':'" S ("5") "','text':'e'}]}"),
      contribution (C ("3"), PERSON ("4"),
                    "{'date':'2026-10-30','form':'meeting','role':'together','on_behalf':true,"
                    "'text':'f'}"),
      contribution (C ("4"), PERSON ("5"),
                    "{'date':'2020-01-01','phases':['P1'],'withdrawn':true}"),
      contribution (C ("5"), PERSON ("6"),
                    "{'date':'2020-01-01','phases':['P1'],'edits':'" C ("1") "'}"),
      NULL);
}

static GPtrArray *
make_replies (void)
{
  return mv_test_list (
      reply (R ("1"), C ("1"), S ("1"),
             "'outcome':'adopted','effect':'positive','effects_on':['design','information'],"
             "'changed':'Skjemaet er kortare.'"),
      reply (R ("2"), C ("1"), S ("2"),
             "'outcome':'partly','effect':'negative','effects_on':['design'],"
             "'changed':'Det tok lengre tid.'"),
      reply (R ("3"), C ("1"), S ("3"), "'outcome':'declined','reason':'x','effect':'none'"),
      reply (R ("4"), C ("2"), S ("4"), "'outcome':'waiting','reason':'x'"),
      reply (R ("5"), C ("3"), "", "'outcome':'none-needed','effect':'too-early'"),
      reply (R ("6"), C ("4"), "", "'outcome':'adopted','effect':'positive'"), NULL);
}

static GPtrArray *
make_plans (void)
{
  return mv_test_list (
      mv_test_record ("plan", R ("7"), "{'phase':'P3','state':'done'}"),
      mv_test_record ("plan", R ("8"),
                      "{'phase':'P6','state':'not-relevant','reason':'Ikkje\\tno.'}"),
      mv_test_record ("plan", R ("9"), "{'phase':'P7','state':'planned'}"), NULL);
}

static char *
write_all (const char *language)
{
  g_autoptr (MvCatalogue) words = mv_test_words (language);
  g_autoptr (MvRecord) project = mv_test_record ("project", PROJECT, "{'title':'KOLS heime'}");
  g_autoptr (GPtrArray) contributions = make_contributions ();
  g_autoptr (GPtrArray) replies = make_replies ();
  g_autoptr (GPtrArray) plans = make_plans ();
  const MvDocumentation from = { project, contributions, replies, plans, "2026-11-22" };
  g_autoptr (GPtrArray) text = mv_documentation_write (&from, words);

  return mv_paragraphs_to_text (text);
}

/* The whole text in Nynorsk, with every number worked out by hand. */
static void
test_documentation_nynorsk (void)
{
  g_autofree char *text = write_all ("nn");

  g_assert_cmpstr (
      text, ==,
      "Brukarmedverknad i KOLS heime\n\n"
      "Tal per 22.11.2026, frå det som er delt med prosjektet og ikkje trekt tilbake. Eit bidrag "
      "utan "
      "forslag tel som eitt.\n\n"
      "1. Formål\n\n"
      "Blir skrive av prosjektet: kva medverknaden skulle føre til.\n\n"
      "Bidrag som seier kva dei håpa å påverke: 1 av 3.\n\n"
      "2. Metodar\n\n"
      "Personar som har bidrege: 3. Bidrag: 3, frå 15.01.2026 til 30.10.2026.\n\n"
      "Ført av teamet på vegner av personar utan programmet: 1 av 3.\n\n"
      "Korleis folk bidrog: i eit møte 2, på eit dokument 1.\n\n"
      "Rolla, med deira eigne ord: gav råd 2, arbeidde saman 1.\n\n"
      "Fase\tStatus\tBidrag\tForslag\tHar fått svar\tTeke med heilt eller delvis\n"
      "Utforming av studien\tFerdig\t2\t5\t3\t2\n"
      "Rekruttering og datainnsamling\t\t1\t3\t3\t2\n"
      "Analyse og tolking\tIkkje aktuelt: Ikkje no.\t0\t0\t0\t0\n"
      "Formidling\tPlanlagd\t0\t0\t0\t0\n\n"
      "Eit bidrag til fleire fasar tel i kvar av dei.\n\n"
      "3. Resultat\n\n"
      "Forslag som har fått svar: 4 av 6.\n\n"
      "– Teke med: 1\n– Delvis teke med: 1\n– Ikkje teke med: 1\n– Ventar til seinare: 1\n"
      "– Treng ikkje svar: 1\n\n"
      "Verknader som svara fortel om: positiv 1, negativ 1, ingen 1, for tidleg å seie 1.\n\n"
      "Kva blei annleis\n\n"
      "– Skjemaet er kortare.\n– Det tok lengre tid.\n\n"
      "4. Grad av innverknad\n\n"
      "Teke med, heilt eller delvis: 2 av 3 forslag som er avgjorde (67 prosent).\n\n"
      "Svara nemner verknad på: utforminga av studien 2, informasjonen til deltakarane 1.\n\n"
      "5. Refleksjonar\n\n"
      "Blir skrive av prosjektet: kva som gjekk bra, kva som ikkje gjorde det, og kva andre kan "
      "lære.\n\n"
      "Bidrag som seier kva som gjekk bra: 1 av 3.\n\n"
      "Bidrag som seier kva som kan bli betre: 1 av 3.\n\n"
      "Ingen blir siterte med sine eigne ord utan å ha sagt ja til det.\n");
}

/* Bokmål and English have the same parts and numbers. */
static void
test_documentation_languages (void)
{
  static const char *const parts[][4] = {
    { "nb", "Brukermedvirkning i KOLS heime\n\nTall per 22.11.2026",
      "Utforming av studien\tFerdig\t2\t5", "2 av 3 forslag som er avgjort (67 prosent)" },
    { "en", "User involvement in KOLS heime\n\nFigures as of 2026-11-22",
      "Study design\tDone\t2\t5", "2 of 3 suggestions that were decided on (67 per cent)" },
  };
  g_autofree char *nynorsk = write_all ("nn");
  g_auto (GStrv) nynorsk_lines = g_strsplit (nynorsk, "\n", -1);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = write_all (parts[i][0]);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (nynorsk_lines));
      for (guint j = 1; j < 4; j++)
        g_assert_nonnull (strstr (text, parts[i][j]));
    }
}

/* Roles are told of three persons, and not of two. */
static void
test_documentation_persons (void)
{
  for (guint n = 2; n <= 3; n++)
    {
      g_autoptr (MvRecord) project = mv_test_record ("project", PROJECT, "{'title':'x'}");
      g_autoptr (GPtrArray) contributions = make_contributions ();
      const MvDocumentation from = { project, contributions, NULL, NULL, "2026-11-22" };
      g_autoptr (GPtrArray) written = NULL;
      g_autofree char *text = NULL;

      if (n == 2)
        g_ptr_array_remove_index (contributions, 2);
      written = mv_documentation_write (&from, NULL);
      text = mv_paragraphs_to_text (written);
      g_assert_cmpint (strstr (text, "gave advice 2") != NULL, ==, n == 3);
      g_assert_nonnull (strstr (text, "No suggestion has been decided on yet."));
      g_assert_null (strstr (text, "Effects that"));
    }
}

/* A project without contributions says so, and its reason if it has one. */
static void
test_documentation_none (void)
{
  g_autoptr (MvRecord) project =
      mv_test_record ("project", PROJECT, "{'title':'x','not_relevant':'Registerstudie.'}");
  g_autoptr (GPtrArray) contributions = g_ptr_array_new ();
  const MvDocumentation from = { project, contributions, NULL, NULL, "2026-11-22" };
  g_autoptr (GPtrArray) written = mv_documentation_write (&from, NULL);
  g_autofree char *text = mv_paragraphs_to_text (written);

  g_assert_cmpstr (text, ==,
                   "User involvement in x\n\n"
                   "Figures as of 2026-11-22, from what was shared with the project and not "
                   "withdrawn. A contribution without suggestions counts as one.\n\n"
                   "Nothing has been contributed yet.\n\n"
                   "The project finds involvement not relevant: Registerstudie.\n");
}

/* A share is rounded to the nearest whole per cent, a half up. */
static void
test_documentation_percent (void)
{
  static const struct
  {
    guint adopted, declined;
    const char *says;
  } rows[] = {
    { 1, 1, "(50 per cent)" }, { 1, 2, "(33 per cent)" },  { 1, 7, "(13 per cent)" }, /* 12.5 */
    { 0, 1, "(0 per cent)" },  { 1, 0, "(100 per cent)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvRecord) project = mv_test_record ("project", PROJECT, "{'title':'x'}");
      g_autoptr (GPtrArray) contributions = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) replies = g_ptr_array_new_with_free_func (g_object_unref);
      const MvDocumentation from = { project, contributions, replies, NULL, "2026-11-22" };
      g_autoptr (GPtrArray) written = NULL;
      g_autofree char *text = NULL;

      for (guint j = 0; j < rows[i].adopted + rows[i].declined; j++)
        {
          g_autofree char *id = g_strdup_printf ("01890000-0000-7000-8000-%012u", j + 1);

          g_ptr_array_add (contributions,
                           contribution (id, PERSON ("2"), "{'date':'2026-01-01','text':'a'}"));
          g_ptr_array_add (replies, reply (id, id, "",
                                           j < rows[i].adopted ? "'outcome':'adopted'"
                                                               : "'outcome':'declined'"));
        }
      written = mv_documentation_write (&from, NULL);
      text = mv_paragraphs_to_text (written);
      g_assert_nonnull (strstr (text, rows[i].says));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/documentation/nynorsk", test_documentation_nynorsk);
  g_test_add_func ("/documentation/languages", test_documentation_languages);
  g_test_add_func ("/documentation/persons", test_documentation_persons);
  g_test_add_func ("/documentation/none", test_documentation_none);
  g_test_add_func ("/documentation/percent", test_documentation_percent);

  return g_test_run ();
}
