/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-words.h"
#include "mv-thanks.h"

#define C "01890000-0000-7000-8000-000000000001"
#define S(n) "01890000-0000-7000-8000-00000000001" n
#define R(n) "01890000-0000-7000-8000-00000000002" n

static void
check (const MvThanks *from, const char *language, const char *expected)
{
  g_autoptr (MvCatalogue) words = mv_test_words (language);
  g_autoptr (GPtrArray) letter = mv_thanks_write (from, words);
  g_autofree char *text = mv_paragraphs_to_text (letter);

  g_assert_cmpstr (text, ==, expected);
}

static MvRecord *
make_contribution (void)
{
  return mv_test_record (
      "contribution", C,
      "{'date':'2026-11-02','text':'Eg las skjemaet.','suggestions':["
      "{'id':'" S ("1") "','text':'Ta bort spørsmål 14.'},"
                        "{'id':'" S ("2") "','text':'Skriv større.\\nOg kortare.'},"
                                          "{'id':'" S ("3") "','text':'Ring oss.'}]}");
}

static GPtrArray *
make_replies (void)
{
  return mv_test_list (
      mv_test_record (
          "reply", R ("1"),
          "{'contribution':'" C "','suggestion':'" S (
              "1") "','outcome':'adopted',"
                   "'text':'Ja.','changed':'Spørsmålet er borte.','matters':'Det gjekk fortare.'}"),
      mv_test_record ("reply", R ("2"),
                      "{'contribution':'" C
                      "','suggestion':'" S ("2") "','outcome':'declined',"
                                                 "'reason':'Det blir for mange sider.'}"),
      mv_test_record (
          "reply", R ("3"),
          "{'contribution':'" R ("9") "','suggestion':'" S ("3") "',"
                                                                 "'outcome':'adopted'}"),
      NULL);
}

/* The letter in Nynorsk, whole: adopted, declined with the reason, and one without an answer (that
 * to somebody else's suggestion is none). */
static void
test_thanks_nynorsk (void)
{
  g_autoptr (MvRecord) contribution = make_contribution ();
  g_autoptr (GPtrArray) replies = make_replies ();
  const MvThanks from = { "Representant A", "KOLS heime", "Person B",
                          "Helse Bergen",   contribution, replies };

  check (&from, "nn",
         "Takk for bidraget ditt til KOLS heime\n\n"
         "Hei Representant A,\n\n"
         "Du bidrog 02.11.2026. Her ser du kva kvart av forslaga dine blei til.\n\n"
         "Teke med, heilt eller delvis: 1 av 3.\n\n"
         "Forslag 1\n\n"
         "> Ta bort spørsmål 14.\n\n"
         "Kva det blei til: Teke med\n\n"
         "Ja.\n\n"
         "Kva blei annleis: Spørsmålet er borte.\n\n"
         "Kvifor det er viktig: Det gjekk fortare.\n\n"
         "Forslag 2\n\n"
         "> Skriv større.\n> Og kortare.\n\n"
         "Kva det blei til: Ikkje teke med\n\n"
         "Kvifor: Det blir for mange sider.\n\n"
         "Forslag 3\n\n"
         "> Ring oss.\n\n"
         "Dette får du svar på seinare.\n\n"
         "Takk\n\n"
         "Om noko er uklart, eller du er ueinig, så sei frå. Då ser vi på det igjen.\n\n"
         "Takk for tida og tankane du gav oss.\n\n"
         "Med venleg helsing\nPerson B\nKOLS heime\nHelse Bergen\n");
}

/* In Bokmål, with one suggestion and nothing that may be left out. */
static void
test_thanks_bokmal (void)
{
  g_autoptr (MvRecord) contribution = mv_test_record (
      "contribution", C,
      "{'date':'2026-11-02','suggestions':[{'id':'" S ("1") "','text':'Skriv større.'}]}");
  g_autoptr (GPtrArray) replies =
      mv_test_list (mv_test_record ("reply", R ("1"),
                                    "{'contribution':'" C
                                    "','suggestion':'" S ("1") "','outcome':'waiting',"
                                                               "'reason':'Vi venter på REK.'}"),
                    NULL);
  const MvThanks from = { NULL, "KOLS hjemme", NULL, NULL, contribution, replies };

  check (&from, "nb",
         "Takk for bidraget ditt til KOLS hjemme\n\n"
         "Hei,\n\n"
         "Du bidro 02.11.2026. Her ser du hva forslaget ditt ble til.\n\n"
         "Forslag 1\n\n"
         "> Skriv større.\n\n"
         "Hva det ble til: Venter til senere\n\n"
         "Hvorfor: Vi venter på REK.\n\n"
         "Takk\n\n"
         "Hvis noe er uklart, eller du er uenig, så si fra. Da ser vi på det igjen.\n\n"
         "Takk for tiden og tankene du ga oss.\n\n"
         "Med vennlig hilsen\nKOLS hjemme\n");
}

/* In English: a contribution without suggestions, written down on behalf of somebody, answered as a
 * whole. */
static void
test_thanks_whole (void)
{
  g_autoptr (MvRecord) contribution = mv_test_record (
      "contribution", C, "{'date':'2026-11-02','text':'I read the form.','on_behalf':true}");
  g_autoptr (GPtrArray) replies = mv_test_list (
      mv_test_record ("reply", R ("1"),
                      "{'contribution':'" C "','outcome':'none-needed','text':'Good to know.'}"),
      NULL);
  const MvThanks from = { "Person A", "Stroke at home", NULL, NULL, contribution, replies };

  check (
      &from, "en",
      "Thank you for your contribution to Stroke at home\n\n"
      "Hello Person A,\n\n"
      "You contributed on 2026-11-02. This is our answer.\n\n"
      "We wrote down what you told us, as we understood it. Tell us if something is not right.\n\n"
      "> I read the form.\n\n"
      "What came of it: Needs no answer\n\n"
      "Good to know.\n\n"
      "If something is unclear, or you do not agree, tell us, and we look at it again.\n\n"
      "Thank you for the time and the thoughts you gave.\n\n"
      "With kind regards\nStroke at home\n");
}

/* A reply to the whole beside those to suggestions; an outcome that this version does not know is
 * not named, and what is told of it stands. */
static void
test_thanks_beside (void)
{
  g_autoptr (MvRecord) contribution = mv_test_record (
      "contribution", C, "{'date':'2026-11-02','suggestions':[{'id':'" S ("1") "','text':'a'}]}");
  g_autoptr (GPtrArray) replies = mv_test_list (
      mv_test_record ("reply", R ("1"),
                      "{'contribution':'" C "','suggestion':'" S ("1") "','outcome':'new',"
                                                                       "'text':'b'}"),
      mv_test_record ("reply", R ("2"),
                      "{'contribution':'" C "','suggestion':'','outcome':'adopted','text':'c'}"),
      NULL);
  const MvThanks from = { NULL, "P", NULL, NULL, contribution, replies };

  check (&from, "en",
         "Thank you for your contribution to P\n\nHello,\n\n"
         "You contributed on 2026-11-02. This is what came of your suggestion.\n\n"
         "Suggestion 1\n\n> a\n\nb\n\n"
         "To your contribution as a whole\n\nWhat came of it: Adopted\n\nc\n\n"
         "Thank you\n\n"
         "If something is unclear, or you do not agree, tell us, and we look at it again.\n\n"
         "Thank you for the time and the thoughts you gave.\n\nWith kind regards\nP\n");
}

/* What people wrote is never taken for the letter's own words: braces, and markers of lists. */
static void
test_thanks_words_of_others (void)
{
  g_autoptr (MvRecord) contribution = mv_test_record (
      "contribution", C,
      "{'date':'2026-11-02','suggestions':[{'id':'" S ("1") "','text':'{told} %s - 1. #'}]}");
  g_autoptr (GPtrArray) replies = mv_test_list (
      mv_test_record ("reply", R ("1"),
                      "{'contribution':'" C "','suggestion':'" S ("1") "','outcome':'declined',"
                                                                       "'reason':'{number} %d'}"),
      NULL);
  const MvThanks from = { "{date}", "{name}", NULL, NULL, contribution, replies };
  g_autoptr (GPtrArray) letter = mv_thanks_write (&from, NULL);
  g_autofree char *text = mv_paragraphs_to_text (letter);

  g_assert_nonnull (g_strstr_len (text, -1, "Thank you for your contribution to {name}\n"));
  g_assert_nonnull (g_strstr_len (text, -1, "Hello {date},\n"));
  g_assert_nonnull (g_strstr_len (text, -1, "> {told} %s - 1. #\n"));
  g_assert_nonnull (g_strstr_len (text, -1, "Why: {number} %d\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/thanks/nynorsk", test_thanks_nynorsk);
  g_test_add_func ("/thanks/bokmal", test_thanks_bokmal);
  g_test_add_func ("/thanks/whole", test_thanks_whole);
  g_test_add_func ("/thanks/beside", test_thanks_beside);
  g_test_add_func ("/thanks/words-of-others", test_thanks_words_of_others);

  return g_test_run ();
}
