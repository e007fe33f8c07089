/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-code-words.h"
#include "mv-contribution-words.h"
#include "mv-study-words.h"

static const MvCodeWord words[] = {
  { "a", "First", "fjord" },
  { "b", "Second", NULL },
  { NULL },
};

/* A code that is known has its name; one that a newer program wrote, or none, has what was asked
 * for instead. */
static void
test_name (void)
{
  g_assert_cmpstr (mv_code_words_name (words, "a", "?"), ==, "First");
  g_assert_cmpstr (mv_code_words_name (words, "z", "?"), ==, "?");
  g_assert_cmpstr (mv_code_words_name (words, NULL, NULL), ==, NULL);
  g_assert_cmpstr (mv_code_words_style (words, "a", "slate"), ==, "fjord");
  g_assert_cmpstr (mv_code_words_style (words, "z", "slate"), ==, "slate");
}

/* The codes of a table come in its order and end with nothing. */
static void
test_list (void)
{
  const char *codes[G_N_ELEMENTS (words)] = { "?", "?", "?" };

  mv_code_words_list (words, codes);
  g_assert_cmpstr (codes[0], ==, "a");
  g_assert_cmpstr (codes[1], ==, "b");
  g_assert_null (codes[2]);
}

/* What the pages ask for, from the real tables. */
static void
test_tables (void)
{
  g_assert_cmpstr (mv_outcome_name ("waiting"), ==, "Waits until later");
  g_assert_cmpstr (mv_outcome_name ("of-tomorrow"), ==, "of-tomorrow");
  g_assert_cmpstr (mv_outcome_style ("passed-on"), ==, "plum");
  g_assert_cmpstr (mv_contribution_kind_name ("talk"), ==, "Talk or presentation");
  g_assert_cmpuint (g_strv_length ((char **) mv_outcomes ()), ==, 6);
  g_assert_cmpuint (g_strv_length ((char **) mv_contribution_kinds ()), ==, 17);
  g_assert_cmpuint (g_strv_length ((char **) mv_study_states ()), ==, 4);
  g_assert_null (mv_study_state_name ("of-tomorrow"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/code-words/name", test_name);
  g_test_add_func ("/code-words/list", test_list);
  g_test_add_func ("/code-words/tables", test_tables);
  return g_test_run ();
}
