/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "trouble.h"

#include "mv-language.h"
#include "mv-problem.h"
#include "mv-secrets.h"
#include "mv-store.h"
#include "mv-transport.h"

#include <string.h>

const char *const trouble_languages[TROUBLE_N_LANGUAGES] = { "en", "nb", "nn" };

/* Sentences of all cases so far, with what they are about: two cases share none. */
static GHashTable *sentences;

void
trouble_assert_sentence (const GError *error, MvTroubleTask task, const char *about)
{
  g_autofree char *source = NULL;

  g_assert_nonnull (error);
  for (guint i = 0; i < TROUBLE_N_LANGUAGES; i++)
    {
      g_autofree char *sentence = NULL;
      g_auto (GStrv) parts = NULL;
      const char *other;

      mv_language_apply (trouble_languages[i]);
      sentence = mv_trouble_dup_sentence (error, task);
      g_test_message ("%s", sentence);
      parts = g_strsplit (sentence, ". ", -1);
      g_assert_cmpuint (g_strv_length (parts), >=, 3);
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_null (strstr (sentence, error->message));

      other = g_hash_table_lookup (sentences, sentence);
      g_assert_true (other == NULL || strcmp (other, about) == 0);
      if (i == 0)
        source = g_strdup (sentence);
      else
        g_assert_cmpstr (sentence, !=, source);
      g_hash_table_insert (sentences, g_steal_pointer (&sentence), g_strdup (about));
    }
  mv_language_apply ("en");
}

/* --- Every error --------------------------------------------------------------------------------
 */

/* Each member of each domain has words for each task, whole ones in each language. */
static void
test_every_member (void)
{
  const struct
  {
    GQuark domain;
    int last;
  } domains[] = {
    { MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_ADDRESS },
    { MV_STORE_ERROR, MV_STORE_ERROR_NOT_ALLOWED },
    { MV_PROBLEM, MV_PROBLEM_ERASED },
    { MV_SECRETS_ERROR, MV_SECRETS_ERROR_FILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 1; code <= domains[i].last; code++)
      for (MvTroubleTask task = 0; task < MV_TROUBLE_N_TASKS; task++)
        {
          g_autoptr (GError) error = g_error_new_literal (domains[i].domain, code, "@message@");
          g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, 0, "@message@");
          g_autofree char *about =
              g_strdup_printf ("%s %d", g_quark_to_string (domains[i].domain), code);
          g_autofree char *sentence = mv_trouble_dup_sentence (error, task);
          g_autofree char *general = mv_trouble_dup_sentence (other, task);

          g_test_message ("%s, task %d: %s", about, (int) task, sentence);
          g_assert_cmpstr (sentence, !=, general);
          for (guint j = 1; j < TROUBLE_N_LANGUAGES; j++)
            {
              g_autofree char *translated = NULL;
              g_auto (GStrv) parts = g_strsplit (sentence, ". ", -1);

              mv_language_apply (trouble_languages[j]);
              translated = mv_trouble_dup_sentence (error, task);
              mv_language_apply ("en");
              for (guint k = 0; parts[k] != NULL; k++)
                g_assert_null (strstr (translated, parts[k]));
            }
        }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  trouble_add_connecting ();
  trouble_add_replica ();
  g_test_add_func ("/ui/trouble/every-member", test_every_member);

  status = g_test_run ();
  g_hash_table_unref (sentences);
  return status;
}
