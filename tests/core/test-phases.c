/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-phases.h"
#include "mv-random.h"

#include <string.h>

/* The codes are stable, in order, and each has a word in three languages. */
static void
test_phases_list (void)
{
  static const char *const codes[] = { "P1", "P2", "P3", "P4", "P5", "P6",
                                       "P7", "P8", "P9", "X1", "X2" };
  static const char mains[] = "AAAABBCCC--";
  guint n_phases;
  const MvPhase *phases = mv_phases_list (&n_phases);

  g_assert_cmpuint (n_phases, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < n_phases; i++)
    {
      g_assert_cmpstr (phases[i].code, ==, codes[i]);
      g_assert_cmpint (phases[i].main, ==, mains[i]);
      g_assert_true (mv_phases_find (codes[i]) == &phases[i]);
      g_assert_cmpuint (strlen (phases[i].nb), >, 0);
      g_assert_cmpuint (strlen (phases[i].nn), >, 0);
      g_assert_cmpuint (strlen (phases[i].en), >, 0);
    }

  g_assert_null (mv_phases_find ("P10"));
  g_assert_null (mv_phases_find (NULL));
}

/* A word is given in the language asked for, by code or locale, else in English. */
static void
test_phases_language (void)
{
  const MvPhase *phase = mv_phases_find ("P8");

  g_assert_cmpstr (mv_phase_get_name (phase, "nb"), ==, "Ta i bruk resultatene");
  g_assert_cmpstr (mv_phase_get_name (phase, "nb_NO.UTF-8"), ==, "Ta i bruk resultatene");
  g_assert_cmpstr (mv_phase_get_name (phase, "no"), ==, "Ta i bruk resultatene");
  g_assert_cmpstr (mv_phase_get_name (phase, "nn"), ==, "Ta i bruk resultata");
  g_assert_cmpstr (mv_phase_get_name (phase, "en"), ==, "Implementation");
  g_assert_cmpstr (mv_phase_get_name (phase, "se"), ==, "Implementation");
  g_assert_cmpstr (mv_phase_get_name (phase, NULL), ==, "Implementation");
}

static int
index_of (const char *code)
{
  guint n_phases;
  const MvPhase *phases = mv_phases_list (&n_phases);

  return (int) (mv_phases_find (code) - phases);
}

/* In every vocabulary every code stands in exactly one box; boxes stand in the order of their first
 * code, codes in theirs, and what goes across the phases comes last. */
static void
test_phases_boxes (void)
{
  guint n_vocabularies, n_phases;
  const MvVocabulary *const *vocabularies = mv_vocabularies_list (&n_vocabularies);
  const MvPhase *phases = mv_phases_list (&n_phases);

  for (guint i = 0; i < n_vocabularies; i++)
    {
      const MvBox *boxes = vocabularies[i]->boxes;
      guint n_seen[16] = { 0 };
      int last_first = -1;
      guint n_boxes = 0;

      for (; boxes[n_boxes].codes[0] != NULL; n_boxes++)
        {
          const MvBox *box = &boxes[n_boxes];
          int last = -1;

          g_assert_cmpint (index_of (box->codes[0]), >, last_first);
          last_first = index_of (box->codes[0]);

          for (guint k = 0; box->codes[k] != NULL; k++)
            {
              int index = index_of (box->codes[k]);

              g_assert_cmpint (index, >, last);
              last = index;
              n_seen[index]++;
              g_assert_cmpint (mv_vocabulary_find_box (vocabularies[i], box->codes[k]), ==,
                               (int) n_boxes);
            }

          g_assert_cmpuint (strlen (mv_box_get_name (box, "nb")), >, 0);
          g_assert_cmpuint (strlen (mv_box_get_name (box, "nn")), >, 0);
          g_assert_cmpuint (strlen (mv_box_get_name (box, "en")), >, 0);
        }

      for (guint k = 0; k < n_phases; k++)
        {
          if (n_seen[k] != 1)
            g_error ("%s stands in %u boxes of %s", phases[k].code, n_seen[k],
                     vocabularies[i]->name);
        }

      g_assert_cmpuint (n_boxes, >=, 4);
      g_assert_cmpstr (boxes[n_boxes - 1].codes[0], ==, "X1");
      g_assert_cmpstr (boxes[n_boxes - 1].codes[1], ==, "X2");
      g_assert_null (boxes[n_boxes - 1].codes[2]);
      g_assert_cmpstr (boxes[n_boxes - 1].nb, ==, "På tvers av fasene");
      g_assert_cmpstr (boxes[n_boxes - 1].nn, ==, "På tvers av fasane");
    }
}

/* The seven vocabularies that a new server starts with, by the names that are asked for. */
static void
test_phases_vocabularies (void)
{
  static const char *const names[] = { "national",      "helse-nord", "helse-midt", "helse-vest",
                                       "helse-sor-ost", "haukeland",  "innovation" };
  guint n_vocabularies;

  mv_vocabularies_list (&n_vocabularies);
  g_assert_cmpuint (n_vocabularies, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (mv_vocabularies_find (names[i]));

  g_assert_null (mv_vocabularies_find ("helse-ost"));
  g_assert_null (mv_vocabularies_find (NULL));
  g_assert_cmpint (mv_vocabulary_find_box (mv_vocabularies_find ("national"), "P0"), ==, -1);
  g_assert_cmpint (mv_vocabulary_find_box (mv_vocabularies_find ("national"), NULL), ==, -1);
}

typedef struct
{
  const char *vocabulary;
  const char *code;
  const char *nb;
  gboolean is_common;
} WordRow;

/* The regions' own words stand on our codes as their plans have them; where a region has no word,
 * the common one stands and is marked. */
static void
test_phases_words (void)
{
  static const WordRow rows[] = {
    { "helse-nord", "P3", "Planlegging", FALSE },
    { "helse-nord", "P2", "Utvelgelse", FALSE },
    { "helse-nord", "P4", "Vurdering", FALSE },
    { "helse-nord", "P6", "Gjennomføring", TRUE },
    { "helse-nord", "P9", "Bruk og evaluering", TRUE },
    { "helse-midt", "P2", "Prioritering", FALSE },
    { "helse-midt", "P4", "Planlegging", FALSE },
    { "helse-midt", "P7", "Avslutning", TRUE },
    { "helse-vest", "P2", "Planlegging", FALSE },
    { "helse-vest", "P8", "Formidling og bruk", TRUE },
    { "helse-vest", "P9", "Evaluering", FALSE },
    { "haukeland", "P5", "Gjennomført", FALSE },
    { "helse-sor-ost", "P9", "Avslutning", FALSE },
    { "national", "P1", "Planlegging", FALSE },
    { "innovation", "P1", "Behov og idé", FALSE },
    { "innovation", "P8", "I bruk", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MvVocabulary *vocabulary = mv_vocabularies_find (rows[i].vocabulary);
      const MvBox *box = &vocabulary->boxes[mv_vocabulary_find_box (vocabulary, rows[i].code)];

      g_assert_cmpstr (mv_box_get_name (box, "nb"), ==, rows[i].nb);
      g_assert_cmpint (box->is_common, ==, rows[i].is_common);
    }
}

/* Each vocabulary is a complete record of the catalogue, with an id that does not change. */
static void
test_phases_record (void)
{
  guint n_vocabularies;
  const MvVocabulary *const *vocabularies = mv_vocabularies_list (&n_vocabularies);

  for (guint i = 0; i < n_vocabularies; i++)
    {
      g_autoptr (MvRecord) record = mv_vocabulary_to_record (vocabularies[i]);
      g_autoptr (MvRecord) again = mv_vocabulary_to_record (vocabularies[i]);
      g_autoptr (GError) error = NULL;
      guint n_boxes = 0;

      while (vocabularies[i]->boxes[n_boxes].codes[0] != NULL)
        n_boxes++;

      mv_record_validate (record, MV_RECORD_COMPLETE, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (mv_record_get_kind_name (record), ==, "vocabulary");
      g_assert_cmpstr (mv_record_get_scope (record), ==, "catalogue");
      g_assert_cmpstr (mv_record_get_text (record, "name"), ==, vocabularies[i]->name);
      g_assert_cmpuint (json_array_get_length (mv_record_get_list (record, "boxes")), ==, n_boxes);
      g_assert_true (mv_uuid_is_valid (mv_record_get_id (record)));
      g_assert_cmpstr (mv_record_get_id (record), ==, mv_record_get_id (again));
    }
}

typedef struct
{
  MvPhaseState states[3];
  guint n_states;
  MvPhaseState expected;
} StateRow;

/* The state of a box from those of its phases. */
static void
test_phases_roll_up (void)
{
#define P MV_PHASE_PLANNED
#define O MV_PHASE_ONGOING
#define D MV_PHASE_DONE
#define N MV_PHASE_NOT_RELEVANT
  static const StateRow rows[] = {
    { { P }, 0, P },       /* no phases */
    { { P, P }, 2, P },    /* nothing has begun */
    { { P, O }, 2, O },    /* one has begun */
    { { D, O }, 2, O },    /* the last one runs */
    { { D, P }, 2, O },    /* between two */
    { { D, D, D }, 3, D }, /* all done */
    { { D, N, D }, 3, D }, /* what is not relevant does not count */
    { { P, N }, 2, P },    /* neither here */
    { { N, N }, 2, N },    /* unless nothing is */
    { { O, N, D }, 3, O }, /* everything at once */
  };
#undef P
#undef O
#undef D
#undef N

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (mv_phase_state_roll_up (rows[i].states, rows[i].n_states), ==,
                     rows[i].expected);
}

/* Codes of state are read back as the states they are of; nothing said means planned. */
static void
test_phases_state_codes (void)
{
  for (int state = MV_PHASE_PLANNED; state <= MV_PHASE_NOT_RELEVANT; state++)
    {
      const char *code = mv_phase_state_get_code ((MvPhaseState) state);

      g_assert_cmpint (mv_phase_state_from_code (code), ==, state);
    }

  g_assert_cmpint (mv_phase_state_from_code (NULL), ==, MV_PHASE_PLANNED);
  g_assert_cmpint (mv_phase_state_from_code ("finished"), ==, MV_PHASE_PLANNED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phases/list", test_phases_list);
  g_test_add_func ("/phases/language", test_phases_language);
  g_test_add_func ("/phases/boxes", test_phases_boxes);
  g_test_add_func ("/phases/vocabularies", test_phases_vocabularies);
  g_test_add_func ("/phases/words", test_phases_words);
  g_test_add_func ("/phases/record", test_phases_record);
  g_test_add_func ("/phases/roll-up", test_phases_roll_up);
  g_test_add_func ("/phases/state-codes", test_phases_state_codes);

  return g_test_run ();
}
