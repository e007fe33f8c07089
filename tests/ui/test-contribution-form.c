/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-answer-draft.h"
#include "mv-conflict.h"
#include "mv-contribution-form.h"
#include "mv-text-difference.h"

#define TODAY "2026-11-23"
#define PROJECT "01930000-0000-7000-8000-0000000000a1"

/* A number whose check digits agree; it belongs to nobody: the day is in the eighties, as numbers
 * for tests have it. */
#define IDENTITY_NUMBER "01810012311"

typedef struct
{
  MvClock *clock;
  MvRandom *random;
  MvContributionForm *form;
  guint n_changed;
} Fixture;

static void
count_cb (Fixture *self)
{
  self->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = mv_clock_virtual_new (G_GINT64_CONSTANT (1795338000) * G_USEC_PER_SEC);
  self->random = mv_random_seeded_new (1, 1);
  self->form = mv_contribution_form_new (self->clock, self->random, "nn", TODAY);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (count_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->form);
  g_object_unref (self->random);
  g_object_unref (self->clock);
}

static MvSuggestion *
peek (Fixture *self, guint position)
{
  g_autoptr (MvSuggestion) suggestion =
      g_list_model_get_item (mv_contribution_form_get_suggestions (self->form), position);

  return suggestion;
}

static void
add (Fixture *self, const char *text)
{
  guint position = mv_contribution_form_add_suggestion (self->form);

  mv_suggestion_set_text (peek (self, position), text);
}

/* The texts in order, those taken out in brackets. */
static char *
write_out (Fixture *self)
{
  GListModel *model = mv_contribution_form_get_suggestions (self->form);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_string_append_printf (all, mv_suggestion_get_is_removed (peek (self, i)) ? "(%s)" : "%s",
                            mv_suggestion_get_text (peek (self, i)));
  return g_string_free (all, FALSE);
}

#define assert_order(self, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *order_ = write_out (self);                                                    \
    g_assert_cmpstr (order_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

/* A new form has today's date and nothing in it; a chosen project alone is not worth a draft. */
static void
test_new (Fixture *self, gconstpointer data)
{
  g_assert_true (mv_contribution_form_is_blank (self->form));
  g_assert_cmpstr (mv_contribution_form_get_date (self->form), ==, TODAY);
  g_assert_cmpstr (mv_contribution_form_get_date_text (self->form), ==, "23.11.2026");

  mv_contribution_form_set_project (self->form, PROJECT);
  mv_contribution_form_set_text (self->form, MV_FORM_AUDIENCE, "team");
  g_assert_true (mv_contribution_form_is_blank (self->form));
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "  \n");
  g_assert_true (mv_contribution_form_is_blank (self->form));
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  g_assert_false (mv_contribution_form_is_blank (self->form));
}

/* A suggestion moves past its neighbour, stops at the ends, and keeps its id. */
static void
test_move (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;

  add (self, "A");
  add (self, "B");
  add (self, "C");
  id = g_strdup (mv_suggestion_get_id (peek (self, 2)));

  g_assert_true (mv_contribution_form_move_suggestion (self->form, 2, -1));
  assert_order (self, "ACB");
  g_assert_true (mv_contribution_form_move_suggestion (self->form, 1, -1));
  assert_order (self, "CAB");
  g_assert_false (mv_contribution_form_move_suggestion (self->form, 0, -1));
  g_assert_false (mv_contribution_form_move_suggestion (self->form, 2, 1));
  assert_order (self, "CAB");
  g_assert_cmpstr (mv_suggestion_get_id (peek (self, 0)), ==, id);
}

/* One that is taken out keeps its place, is not counted and not saved, is passed over by moves, and
 * comes back as it was. */
static void
test_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) record = NULL;

  add (self, "A");
  add (self, "B");
  add (self, "C");
  mv_contribution_form_remove_suggestion (self->form, 1);
  assert_order (self, "A(B)C");
  g_assert_cmpuint (mv_contribution_form_count_suggestions (self->form), ==, 2);
  g_assert_cmpuint (mv_contribution_form_get_number (self->form, 1), ==, 0);
  g_assert_cmpuint (mv_contribution_form_get_number (self->form, 2), ==, 2);
  record = mv_contribution_form_make_record (self->form);
  g_assert_cmpuint (json_array_get_length (mv_record_get_list (record, "suggestions")), ==, 2);

  g_assert_true (mv_contribution_form_move_suggestion (self->form, 2, -1));
  assert_order (self, "CA(B)");
  mv_contribution_form_restore_suggestion (self->form, 2);
  assert_order (self, "CAB");
  g_assert_cmpuint (mv_contribution_form_get_number (self->form, 2), ==, 3);
}

/* What is not a date keeps the day before in the record, and is said when it is to be shared. */
static void
test_date (Fixture *self, gconstpointer data)
{
  MvFormFinding finding;

  mv_contribution_form_set_project (self->form, PROJECT);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  g_assert_false (mv_contribution_form_set_date_text (self->form, "some day"));
  g_assert_false (mv_contribution_form_check (self->form, &finding));
  g_assert_cmpint (finding.trouble, ==, MV_FORM_NOT_A_DATE);
  g_assert_true (mv_contribution_form_set_date_text (self->form, "i går"));
  g_assert_true (mv_contribution_form_check (self->form, &finding));
  g_assert_cmpstr (mv_contribution_form_get_date (self->form), ==, "2026-11-22");
}

/* What hinders sharing is found in the order of the page. */
static void
test_check (Fixture *self, gconstpointer data)
{
  MvFormFinding finding;

  g_assert_false (mv_contribution_form_check (self->form, &finding));
  g_assert_cmpint (finding.trouble, ==, MV_FORM_NO_PROJECT);
  mv_contribution_form_set_project (self->form, PROJECT);
  g_assert_false (mv_contribution_form_check (self->form, &finding));
  g_assert_cmpint (finding.trouble, ==, MV_FORM_NO_TEXT);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  mv_contribution_form_set_text (self->form, MV_FORM_MEETING, "two");
  g_assert_false (mv_contribution_form_check (self->form, &finding));
  g_assert_cmpint (finding.trouble, ==, MV_FORM_NOT_A_NUMBER);
  g_assert_cmpint (finding.part, ==, MV_FORM_MEETING);
  mv_contribution_form_set_text (self->form, MV_FORM_MEETING, "2");
  g_assert_true (mv_contribution_form_check (self->form, &finding));
}

/* A national identity number hinders sharing wherever it stands, and never saving. */
static void
test_identity_number (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) record = NULL;
  MvFormFinding finding;

  mv_contribution_form_set_project (self->form, PROJECT);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "I am " IDENTITY_NUMBER ".");
  g_assert_false (mv_contribution_form_check (self->form, &finding));
  g_assert_cmpint (finding.trouble, ==, MV_FORM_IDENTITY_NUMBER);
  g_assert_cmpint (finding.part, ==, MV_FORM_TEXT);
  g_assert_cmpstr (finding.words, ==, IDENTITY_NUMBER);
  record = mv_contribution_form_make_record (self->form);
  g_assert_cmpstr (mv_record_get_text (record, "text"), ==, "I am " IDENTITY_NUMBER ".");

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  add (self, "Ring " IDENTITY_NUMBER);
  g_assert_false (mv_contribution_form_check (self->form, &finding));
  g_assert_true (finding.suggestion == peek (self, 0));
  mv_contribution_form_remove_suggestion (self->form, 0);
  g_assert_true (mv_contribution_form_check (self->form, &finding));
}

/* The longest text that the record takes can be shared, one letter more cannot. */
static void
test_length (Fixture *self, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (20000, 'a');
  g_autofree char *longer = g_strnfill (20001, 'a');
  MvFormFinding finding;

  mv_contribution_form_set_project (self->form, PROJECT);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, longest);
  g_assert_true (mv_contribution_form_check (self->form, &finding));
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, longer);
  g_assert_false (mv_contribution_form_check (self->form, &finding));
  g_assert_cmpint (finding.trouble, ==, MV_FORM_TOO_LONG);
}

/* Hours are typed as people write them and kept as minutes; the claim is apart. */
static void
test_hours (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    double hours; /* -1 for what is not a number of hours */
  } rows[] = {
    { "1", 1 },       { "1,5", 1.5 }, { "1.5", 1.5 }, { " 2 ", 2 }, { "1:30", 1.5 },
    { "0:45", 0.75 }, { "0", 0 },     { "100", 100 }, { "", -1 }, /* nothing */
    { "-1", -1 },                                                 /* less than nothing */
    { "101", -1 },  /* more than a contribution takes */
    { "1:75", -1 }, /* more minutes than an hour has */
    { "nan", -1 },  /* a word that C takes for a number */
    { "two", -1 },  /* a word */
  };
  g_autoptr (MvRecord) claim = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double hours = -1;

      g_test_message ("“%s”", rows[i].text);
      mv_contribution_form_read_hours (rows[i].text, &hours);
      g_assert_cmpfloat (hours, ==, rows[i].hours);
    }

  g_assert_null (mv_contribution_form_make_claim (self->form));
  mv_contribution_form_set_text (self->form, MV_FORM_TRAVEL, "1,5");
  mv_contribution_form_set_text (self->form, MV_FORM_DISTANCE, "42");
  claim = mv_contribution_form_make_claim (self->form);
  g_assert_cmpint (mv_record_get_integer (claim, "travel_minutes"), ==, 90);
  g_assert_cmpstr (mv_record_get_text (claim, "contribution"), ==,
                   mv_contribution_form_get_id (self->form));
}

/* What goes into records comes out again as it was typed, and unknown members stay. */
static void
test_records (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) record = NULL;
  g_autoptr (MvRecord) claim = NULL;
  g_autoptr (MvRecord) again = NULL;
  g_autoptr (MvContributionForm) other =
      mv_contribution_form_new (self->clock, self->random, "nb", TODAY);

  mv_contribution_form_set_project (self->form, PROJECT);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  mv_contribution_form_set_text (self->form, MV_FORM_HOPED, "Something.");
  mv_contribution_form_set_text (self->form, MV_FORM_KIND, "meeting");
  mv_contribution_form_set_text (self->form, MV_FORM_MEETING, "1,75");
  mv_contribution_form_set_text (self->form, MV_FORM_DISTANCE, "42");
  mv_contribution_form_set_phase (self->form, "P5", TRUE);
  mv_contribution_form_set_phase (self->form, "P3", TRUE);
  mv_contribution_form_set_phase (self->form, "P5", FALSE);
  add (self, "A suggestion");
  add (self, "");
  record = mv_contribution_form_make_record (self->form);
  claim = mv_contribution_form_make_claim (self->form);
  mv_record_set_text (record, "arena", "network");

  mv_contribution_form_load (other, record, claim);
  g_assert_cmpstr (mv_contribution_form_get_id (other), ==,
                   mv_contribution_form_get_id (self->form));
  g_assert_cmpstr (mv_contribution_form_get_text (other, MV_FORM_HOPED), ==, "Something.");
  g_assert_cmpstr (mv_contribution_form_get_text (other, MV_FORM_KIND), ==, "meeting");
  g_assert_cmpstr (mv_contribution_form_get_text (other, MV_FORM_MEETING), ==, "1,75");
  g_assert_cmpstr (mv_contribution_form_get_text (other, MV_FORM_DISTANCE), ==, "42");
  g_assert_true (mv_contribution_form_has_phase (other, "P3"));
  g_assert_false (mv_contribution_form_has_phase (other, "P5"));
  g_assert_cmpuint (mv_contribution_form_count_suggestions (other), ==, 1);
  again = mv_contribution_form_make_record (other);
  g_assert_cmpstr (mv_record_get_text (again, "language"), ==, "nn");
  g_assert_cmpstr (mv_record_get_text (again, "arena"), ==, "network");
}

/* What comes from the person's other machine while something is being written: the side that
 * changed a field wins, and where both did, both texts are there. */
static void
test_rebase (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) base = NULL;
  g_autoptr (MvRecord) incoming = NULL;

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "Before.");
  mv_contribution_form_set_text (self->form, MV_FORM_HOPED, "Before.");
  base = mv_contribution_form_make_record (self->form);
  mv_contribution_form_load (self->form, base, NULL);

  incoming = mv_record_copy (base);
  mv_record_set_text (incoming, "text", "There.");
  mv_record_set_text (incoming, "hoped", "There.");
  mv_record_set_text (incoming, "went_well", "There.");
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "Here.");
  mv_contribution_form_rebase (self->form, incoming);

  g_assert_cmpstr (mv_contribution_form_get_text (self->form, MV_FORM_TEXT), ==, "Here.\n\nThere.");
  g_assert_cmpstr (mv_contribution_form_get_text (self->form, MV_FORM_HOPED), ==, "There.");
  g_assert_cmpstr (mv_contribution_form_get_text (self->form, MV_FORM_WENT_WELL), ==, "There.");
}

/* Reading of involvement that is none gives a hint; ordinary sentences do not. */
static void
test_hint (Fixture *self, gconstpointer data)
{
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "Eg blei informert om prosjektet.");
  g_assert_true (mv_contribution_form_may_be_participation (self->form));
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "Eg las spørjeskjemaet.");
  g_assert_false (mv_contribution_form_may_be_participation (self->form));
}

/* A refusal or a delay needs a reason; the rest can be sent with a click. The sentence goes where
 * it belongs. */
static void
test_answer (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *outcome;
    gboolean needs_reason;
    gboolean is_reason;
  } rows[] = {
    { "adopted", FALSE, FALSE }, { "partly", FALSE, TRUE },    { "declined", TRUE, TRUE },
    { "waiting", TRUE, TRUE },   { "passed-on", FALSE, TRUE }, { "none-needed", FALSE, FALSE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvAnswerDraft) draft = mv_answer_draft_new (NULL);

      g_test_message ("%s", rows[i].outcome);
      g_assert_cmpint (mv_answer_draft_check (draft), ==, MV_ANSWER_NO_OUTCOME);
      mv_answer_draft_set_outcome (draft, rows[i].outcome);
      g_assert_cmpint (mv_answer_draft_check (draft), ==,
                       rows[i].needs_reason ? MV_ANSWER_NO_REASON : MV_ANSWER_FINE);
      mv_answer_draft_set_sentence (draft, " \n");
      g_assert_cmpint (mv_answer_draft_check (draft), ==,
                       rows[i].needs_reason ? MV_ANSWER_NO_REASON : MV_ANSWER_FINE);
      mv_answer_draft_set_sentence (draft, "Since.");
      g_assert_cmpint (mv_answer_draft_check (draft), ==, MV_ANSWER_FINE);
      g_assert_cmpstr (mv_answer_draft_get_reason (draft), ==, rows[i].is_reason ? "Since." : NULL);
      g_assert_cmpstr (mv_answer_draft_get_text (draft), ==, rows[i].is_reason ? NULL : "Since.");
      mv_answer_draft_set_sentence (draft, "Since " IDENTITY_NUMBER);
      g_assert_cmpint (mv_answer_draft_check (draft), ==, MV_ANSWER_IDENTITY_NUMBER);
    }
}

/* Words that the other text does not have in that place are marked in one stroke, and nothing that
 * looks like markup gets through. */
static void
test_difference (Fixture *self, gconstpointer data)
{
  static const char *const rows[][3] = {
    { "Took two weeks.", "Took two weeks.", "Took two weeks." },                 /* the same */
    { "Took two weeks.", "Took three weeks.", "Took <b><u>two</u></b> weeks." }, /* one word */
    { "a b c d", "a d", "a <b><u>b c</u></b> d" },                               /* neighbours */
    { "new", "", "<b><u>new</u></b>" },               /* nothing to compare */
    { "", "gone", "" },                               /* an empty text */
    { "1 < 2 & 3", "1 < 2 & 3", "1 &lt; 2 &amp; 3" }, /* signs of markup */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *markup = mv_text_difference_to_markup (rows[i][0], rows[i][1]);

      g_assert_cmpstr (markup, ==, rows[i][2]);
    }
}

/* "Keep both" has every text and every suggestion once; one worded in two ways is there twice, with
 * ids of their own. */
static void
test_keep_both (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) here = NULL;
  g_autoptr (MvRecord) other = NULL;
  g_autoptr (MvRecord) both = NULL;
  JsonArray *list;

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "Here.");
  add (self, "The same");
  add (self, "Worded here");
  here = mv_contribution_form_make_record (self->form);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "There.");
  mv_contribution_form_set_text (self->form, MV_FORM_HOPED, "Only there.");
  mv_suggestion_set_text (peek (self, 1), "Worded there");
  add (self, "Only there");
  other = mv_contribution_form_make_record (self->form);

  both = mv_conflict_keep_both (here, other, self->clock, self->random);
  g_assert_cmpstr (mv_record_get_text (both, "text"), ==, "Here.\n\nThere.");
  g_assert_cmpstr (mv_record_get_text (both, "hoped"), ==, "Only there.");
  list = mv_record_get_list (both, "suggestions");
  g_assert_cmpuint (json_array_get_length (list), ==, 4);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (
          json_object_get_string_member (json_array_get_object_element (list, i), "id"), !=,
          json_object_get_string_member (json_array_get_object_element (list, j), "id"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/contribution-form/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("new", test_new);
  ADD ("move", test_move);
  ADD ("remove", test_remove);
  ADD ("date", test_date);
  ADD ("check", test_check);
  ADD ("identity-number", test_identity_number);
  ADD ("length", test_length);
  ADD ("hours", test_hours);
  ADD ("records", test_records);
  ADD ("rebase", test_rebase);
  ADD ("hint", test_hint);
  ADD ("answer", test_answer);
  ADD ("difference", test_difference);
  ADD ("keep-both", test_keep_both);
  return g_test_run ();
}
