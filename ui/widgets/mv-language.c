/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-language.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

static const struct
{
  const char *language;
  const char
      *order; /* what LANGUAGE is set to: the other Norwegian is a better help than English */
} languages[] = {
  { "nb", "nb:no:nn:en" },
  { "nn", "nn:nb:no:en" },
  { "en", "en" },
};

/**
 * mv_language_from_environment:
 *
 * Returns: nb, nn or en: the first of the environment's languages that the program has
 */
const char *
mv_language_from_environment (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "nn"))
        return "nn";
      if (g_str_has_prefix (names[i], "nb") || g_str_has_prefix (names[i], "no"))
        return "nb";
      if (g_str_has_prefix (names[i], "en"))
        return "en";
    }
  return "en";
}

/* Where the catalogues lie: installed, or in the build folder of a program that is run from there.
 */
static const char *
find_catalogues (void)
{
  g_autofree char *installed =
      g_build_filename (MV_LOCALEDIR, "nn", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  return g_file_test (installed, G_FILE_TEST_EXISTS) ? MV_LOCALEDIR : MV_BUILD_LOCALEDIR;
}

/* The C library translates nothing in the locale C, and newer ones nothing in C.UTF-8 either. */
static gboolean
is_plain (const char *locale)
{
  return strcmp (locale, "POSIX") == 0 || strcmp (locale, "C") == 0 ||
         g_str_has_prefix (locale, "C.");
}

/* Which locale the words come by does not matter, if only it is a real one. */
static void
choose_messages (void)
{
  static const char *const names[] = { "nb_NO.UTF-8", "nn_NO.UTF-8", "en_US.UTF-8", "en_GB.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (names) && is_plain (setlocale (LC_MESSAGES, NULL)); i++)
    setlocale (LC_MESSAGES, names[i]);
}

/**
 * mv_language_apply:
 * @language: (nullable): nb, nn or en; anything else counts as en
 *
 * Switches translations to a language, whatever languages the machine has installed: LANGUAGE
 * decides, and a locale without translations (C) gives way to one that has them. Windows that are
 * open keep their words until they are built anew.
 *
 * Returns: the language that was chosen
 */
const char *
mv_language_apply (const char *language)
{
  guint chosen = G_N_ELEMENTS (languages) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (languages[i].language, language) == 0)
      chosen = i;

  g_setenv ("LANGUAGE", languages[chosen].order, TRUE);
  if (setlocale (LC_ALL, "") == NULL || strcmp (setlocale (LC_CTYPE, NULL), "C") == 0)
    setlocale (LC_ALL, "C.UTF-8");
  choose_messages ();

  /* Also tells the C library that what it has cached is in another language. */
  bindtextdomain (GETTEXT_PACKAGE, find_catalogues ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return languages[chosen].language;
}
