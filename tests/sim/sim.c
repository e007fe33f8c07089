/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sim.h"

#include <locale.h>

/* Runs the simulation over many seeds. See mv-sim.h. */

typedef struct
{
  int n_seeds;
  gint64 first_seed;
  int n_steps;
  int n_twice;
  gboolean is_loud;
} Options;

static gboolean
run_seed (const Options *options, guint64 seed, guint *totals, char **out_trace)
{
  MvSim *sim = mv_sim_new (seed, options->is_loud);
  gboolean is_well = mv_sim_run (sim, (guint) options->n_steps);

  for (guint i = 0; i < G_N_ELEMENTS (sim->counts); i++)
    totals[i] += sim->counts[i];
  if (!is_well)
    g_print ("seed %" G_GUINT64_FORMAT ": %s\nagain: sim --from %" G_GUINT64_FORMAT
             " --seeds 1 --steps %d --loud\n",
             seed, sim->failure->str, seed, options->n_steps);
  *out_trace = mv_sim_dup_trace (sim);
  mv_sim_free (sim);

  return is_well;
}

/* The same seed must do the same again, or a failure could not be found a second time. */
static gboolean
is_repeatable (const Options *options, guint64 seed, const char *trace)
{
  guint totals[8] = { 0 };
  g_autofree char *again = NULL;

  run_seed (options, seed, totals, &again);
  if (g_str_equal (trace, again))
    return TRUE;

  g_print ("seed %" G_GUINT64_FORMAT " did not do the same twice\n", seed);
  return FALSE;
}

static gboolean
parse (int *argc, char ***argv, Options *options)
{
  const GOptionEntry entries[] = {
    { "seeds", 0, 0, G_OPTION_ARG_INT, &options->n_seeds, "How many seeds", "N" },
    { "from", 0, 0, G_OPTION_ARG_INT64, &options->first_seed, "The first seed", "SEED" },
    { "steps", 0, 0, G_OPTION_ARG_INT, &options->n_steps, "How much people do in each", "N" },
    { "twice", 0, 0, G_OPTION_ARG_INT, &options->n_twice, "How many seeds to run twice", "N" },
    { "loud", 0, 0, G_OPTION_ARG_NONE, &options->is_loud, "Tell everything", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  g_printerr ("%s\n", error->message);
  return FALSE;
}

int
main (int argc, char *argv[])
{
  Options options = { .n_seeds = 20, .first_seed = 1, .n_steps = 80, .n_twice = 2 };
  guint totals[8] = { 0 };
  guint n_failed = 0;
  gint64 began_us = g_get_monotonic_time ();

  setlocale (LC_ALL, "");
  if (!parse (&argc, &argv, &options))
    return 2;

  for (int i = 0; i < options.n_seeds; i++)
    {
      guint64 seed = (guint64) options.first_seed + (guint64) i;
      g_autofree char *trace = NULL;
      gboolean is_well = run_seed (&options, seed, totals, &trace);

      if (is_well && i < options.n_twice)
        is_well = is_repeatable (&options, seed, trace);
      n_failed += !is_well;
    }

  g_print ("sim: %d seeds, %u failed; %u actions, %u requests, %u lost, %u doubled, %u cut, "
           "%u batches with conflicts, %u memberships changed; %.1f s\n",
           options.n_seeds, n_failed, totals[MV_SIM_COUNT_ACTIONS], totals[MV_SIM_COUNT_REQUESTS],
           totals[MV_SIM_COUNT_LOST], totals[MV_SIM_COUNT_DOUBLED], totals[MV_SIM_COUNT_CUT],
           totals[MV_SIM_COUNT_CONFLICTS], totals[MV_SIM_COUNT_GRANTS],
           (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC);

  return n_failed == 0 ? 0 : 1;
}
