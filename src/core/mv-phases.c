/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-phases.h"

#include "mv-random.h"

#include <string.h>

static const MvPhase phases[] = {
  { "P1", 'A', "Idé og behov", "Idé og behov", "Ideas and needs" },
  { "P2", 'A', "Prioritering og utvelgelse", "Prioritering og utveljing",
    "Prioritisation and selection" },
  { "P3", 'A', "Utforming av studien", "Utforming av studien", "Study design" },
  { "P4", 'A', "Søknad", "Søknad", "Application" },
  { "P5", 'B', "Rekruttering og datainnsamling", "Rekruttering og datainnsamling",
    "Recruitment and data collection" },
  { "P6", 'B', "Analyse og tolkning", "Analyse og tolking", "Analysis and interpretation" },
  { "P7", 'C', "Formidling", "Formidling", "Dissemination" },
  { "P8", 'C', "Ta i bruk resultatene", "Ta i bruk resultata", "Implementation" },
  { "P9", 'C', "Evaluering", "Evaluering", "Evaluation" },
  { "X1", '-', "Styring og oppfølging", "Styring og oppfølging", "Governance" },
  { "X2", '-', "Opplæring og støtte", "Opplæring og støtte", "Training and support" },
};

/* Codes of state as they stand in records. */
static const char *const state_codes[] = {
  [MV_PHASE_PLANNED] = "planned",
  [MV_PHASE_ONGOING] = "ongoing",
  [MV_PHASE_DONE] = "done",
  [MV_PHASE_NOT_RELEVANT] = "not-relevant",
};

/* What runs beside the phases is the same in every region. */
#define ACROSS                                                                                     \
  {                                                                                                \
    { "X1", "X2" }, "På tvers av fasene", "På tvers av fasane", "Across the phases", TRUE          \
  }

/* The regions' common reporting and Helse Sør-Øst use the three main phases as they are. */
static const MvBox main_boxes[] = {
  { { "P1", "P2", "P3", "P4" }, "Planlegging", "Planlegging", "Planning", FALSE },
  { { "P5", "P6" }, "Gjennomføring", "Gjennomføring", "Conduct", FALSE },
  { { "P7", "P8", "P9" }, "Avslutning", "Avslutning", "Completion", FALSE },
  ACROSS,
  { { NULL } },
};

/* Vurdering is taken as assessing applications; the plan's word may also mean judging results, and
 * then an organisation's own vocabulary moves it to P9. */
static const MvBox helse_nord_boxes[] = {
  { { "P1", "P3" }, "Planlegging", "Planlegging", "Planning", FALSE },
  { { "P2" }, "Utvelgelse", "Utveljing", "Selection", FALSE },
  { { "P4" }, "Vurdering", "Vurdering", "Assessment", FALSE },
  { { "P5", "P6" }, "Gjennomføring", "Gjennomføring", "Conduct", TRUE },
  { { "P7" }, "Formidling", "Formidling", "Dissemination", FALSE },
  { { "P8", "P9" }, "Bruk og evaluering", "Bruk og evaluering", "Use and evaluation", TRUE },
  ACROSS,
  { { NULL } },
};

static const MvBox helse_midt_boxes[] = {
  { { "P1", "P2" }, "Prioritering", "Prioritering", "Prioritisation", FALSE },
  { { "P3", "P4" }, "Planlegging", "Planlegging", "Planning", FALSE },
  { { "P5", "P6" }, "Gjennomføring", "Gjennomføring", "Conduct", FALSE },
  { { "P7", "P8", "P9" }, "Avslutning", "Avslutning", "Completion", TRUE },
  ACROSS,
  { { NULL } },
};

static const MvBox helse_vest_boxes[] = {
  { { "P1", "P2", "P3", "P4" }, "Planlegging", "Planlegging", "Planning", FALSE },
  { { "P5", "P6" }, "Gjennomføring", "Gjennomføring", "Conduct", FALSE },
  { { "P7", "P8" }, "Formidling og bruk", "Formidling og bruk", "Dissemination and use", TRUE },
  { { "P9" }, "Evaluering", "Evaluering", "Evaluation", FALSE },
  ACROSS,
  { { NULL } },
};

static const MvBox haukeland_boxes[] = {
  { { "P1", "P2", "P3", "P4" }, "Planlagt", "Planlagd", "Planned", FALSE },
  { { "P5", "P6" }, "Gjennomført", "Gjennomført", "Conducted", FALSE },
  { { "P7", "P8", "P9" }, "Avsluttet", "Avslutta", "Completed", FALSE },
  ACROSS,
  { { NULL } },
};

/* Innovation goes from idea to use. */
static const MvBox innovation_boxes[] = {
  { { "P1", "P2" }, "Behov og idé", "Behov og idé", "Need and idea", FALSE },
  { { "P3", "P4" }, "Utvikling av løsningen", "Utvikling av løysinga", "Development", FALSE },
  { { "P5", "P6" }, "Utprøving", "Utprøving", "Trying out", FALSE },
  { { "P7" }, "Spredning", "Spreiing", "Spreading", FALSE },
  { { "P8", "P9" }, "I bruk", "I bruk", "In use", FALSE },
  ACROSS,
  { { NULL } },
};

static const MvVocabulary national = { "national", "Nasjonal rapport", "Nasjonal rapport",
                                       "National report", main_boxes };
static const MvVocabulary helse_nord = { "helse-nord", "Helse Nord", "Helse Nord", "Helse Nord",
                                         helse_nord_boxes };
static const MvVocabulary helse_midt = { "helse-midt", "Helse Midt-Norge", "Helse Midt-Noreg",
                                         "Helse Midt-Norge", helse_midt_boxes };
static const MvVocabulary helse_vest = { "helse-vest", "Helse Vest", "Helse Vest", "Helse Vest",
                                         helse_vest_boxes };
static const MvVocabulary helse_sor_ost = { "helse-sor-ost", "Helse Sør-Øst", "Helse Sør-Aust",
                                            "Helse Sør-Øst", main_boxes };
static const MvVocabulary haukeland = { "haukeland", "Haukeland universitetssjukehus",
                                        "Haukeland universitetssjukehus",
                                        "Haukeland University Hospital", haukeland_boxes };
static const MvVocabulary innovation = { "innovation", "Innovasjon", "Innovasjon", "Innovation",
                                         innovation_boxes };

static const MvVocabulary *const vocabularies[] = {
  &national, &helse_nord, &helse_midt, &helse_vest, &helse_sor_ost, &haukeland, &innovation,
};

static const char *
choose (const char *language, const char *nb, const char *nn, const char *en)
{
  if (language == NULL)
    return en;
  if (g_str_has_prefix (language, "nn"))
    return nn;
  if (g_str_has_prefix (language, "nb") || g_str_has_prefix (language, "no"))
    return nb;

  return en;
}

/**
 * mv_phases_list:
 * @out_n_phases: (out): number of phases
 *
 * Returns: (transfer none) (array length=out_n_phases): our sub-phases in their order
 */
const MvPhase *
mv_phases_list (guint *out_n_phases)
{
  g_return_val_if_fail (out_n_phases != NULL, NULL);

  *out_n_phases = G_N_ELEMENTS (phases);
  return phases;
}

/**
 * mv_phases_find:
 * @code: (nullable): P1 … P9, X1 or X2
 *
 * Returns: (transfer none) (nullable): the sub-phase; %NULL if there is none of that code
 */
const MvPhase *
mv_phases_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      if (g_strcmp0 (phases[i].code, code) == 0)
        return &phases[i];
    }

  return NULL;
}

/**
 * mv_phase_get_name:
 * @self: a sub-phase
 * @language: (nullable): nb, nn or en, or a locale's name; anything else gives English
 *
 * Returns: (transfer none): the common word for it
 */
const char *
mv_phase_get_name (const MvPhase *self, const char *language)
{
  g_return_val_if_fail (self != NULL, NULL);
  return choose (language, self->nb, self->nn, self->en);
}

/**
 * mv_phase_state_from_code:
 * @code: (nullable): state as it stands in a record
 *
 * Returns: the state; a phase of which nothing is said is planned
 */
MvPhaseState
mv_phase_state_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_codes); i++)
    {
      if (g_strcmp0 (state_codes[i], code) == 0)
        return (MvPhaseState) i;
    }

  return MV_PHASE_PLANNED;
}

/**
 * mv_phase_state_get_code:
 * @state: a state
 *
 * Returns: (transfer none): the state as it stands in a record
 */
const char *
mv_phase_state_get_code (MvPhaseState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_codes), NULL);
  return state_codes[state];
}

/**
 * mv_phase_state_roll_up:
 * @states: (array length=n_states): states of the sub-phases in a box
 * @n_states: how many
 *
 * What is not relevant does not count, unless all are. A box is done when all its phases are,
 * planned when none has begun, and ongoing in between: also when one is done and the next has not
 * begun.
 *
 * Returns: the state of the box; planned if it has no sub-phases
 */
MvPhaseState
mv_phase_state_roll_up (const MvPhaseState *states, guint n_states)
{
  guint n_of[G_N_ELEMENTS (state_codes)] = { 0 };
  guint n_relevant;

  for (guint i = 0; i < n_states; i++)
    n_of[states[i]]++;

  n_relevant = n_states - n_of[MV_PHASE_NOT_RELEVANT];
  if (n_relevant == 0)
    return n_states > 0 ? MV_PHASE_NOT_RELEVANT : MV_PHASE_PLANNED;
  if (n_of[MV_PHASE_DONE] == n_relevant)
    return MV_PHASE_DONE;
  if (n_of[MV_PHASE_PLANNED] == n_relevant)
    return MV_PHASE_PLANNED;

  return MV_PHASE_ONGOING;
}

/**
 * mv_vocabularies_list:
 * @out_n_vocabularies: (out): number of vocabularies
 *
 * Returns: (transfer none) (array length=out_n_vocabularies): the vocabularies a server starts with
 */
const MvVocabulary *const *
mv_vocabularies_list (guint *out_n_vocabularies)
{
  g_return_val_if_fail (out_n_vocabularies != NULL, NULL);

  *out_n_vocabularies = G_N_ELEMENTS (vocabularies);
  return vocabularies;
}

/**
 * mv_vocabularies_find:
 * @name: (nullable): name of a vocabulary
 *
 * Returns: (transfer none) (nullable): the vocabulary; %NULL if none of those we bring has that
 * name
 */
const MvVocabulary *
mv_vocabularies_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    {
      if (g_strcmp0 (vocabularies[i]->name, name) == 0)
        return vocabularies[i];
    }

  return NULL;
}

/**
 * mv_box_get_name:
 * @self: a box
 * @language: (nullable): nb, nn or en, or a locale's name; anything else gives English
 *
 * Returns: (transfer none): the word on the box
 */
const char *
mv_box_get_name (const MvBox *self, const char *language)
{
  g_return_val_if_fail (self != NULL, NULL);
  return choose (language, self->nb, self->nn, self->en);
}

/**
 * mv_vocabulary_find_box:
 * @self: a vocabulary
 * @code: (nullable): code of a sub-phase
 *
 * Returns: which box the code stands in, from 0; -1 if it is no code
 */
int
mv_vocabulary_find_box (const MvVocabulary *self, const char *code)
{
  g_return_val_if_fail (self != NULL, -1);

  if (code == NULL)
    return -1;

  for (int i = 0; self->boxes[i].codes[0] != NULL; i++)
    {
      if (g_strv_contains (self->boxes[i].codes, code))
        return i;
    }

  return -1;
}

static JsonObject *
describe_box (const MvBox *box)
{
  JsonObject *object = json_object_new ();
  JsonArray *codes = json_array_new ();

  for (guint i = 0; box->codes[i] != NULL; i++)
    json_array_add_string_element (codes, box->codes[i]);

  json_object_set_array_member (object, "codes", codes);
  json_object_set_string_member (object, "nb", box->nb);
  json_object_set_string_member (object, "nn", box->nn);
  json_object_set_string_member (object, "en", box->en);
  json_object_set_boolean_member (object, "common", box->is_common);

  return object;
}

/**
 * mv_vocabulary_to_record:
 * @self: a vocabulary
 *
 * Returns: (transfer full): the same as a record of the catalogue, whose id is the same on every
 *   server
 */
MvRecord *
mv_vocabulary_to_record (const MvVocabulary *self)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;
  JsonArray *boxes = json_array_new ();
  MvRecord *record;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->boxes[i].codes[0] != NULL; i++)
    json_array_add_object_element (boxes, describe_box (&self->boxes[i]));

  json_object_set_string_member (body, "name", self->name);
  json_object_set_string_member (body, "title_nb", self->title_nb);
  json_object_set_string_member (body, "title_nn", self->title_nn);
  json_object_set_string_member (body, "title_en", self->title_en);
  json_object_set_array_member (body, "boxes", boxes);

  name = g_strconcat ("catalogue\nvocabulary\n", self->name, NULL);
  id = mv_uuid_new_v5 (name);
  record = mv_record_new_from_body ("vocabulary", id, body);
  mv_record_set_scope (record, "catalogue");

  return record;
}
