/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-hospitals.h"

#include "mv-fold.h"

#include <string.h>

typedef struct
{
  const char *name; /* folded, without the form of enterprise */
  const char *region;
} MvHospitalRow;

/* The regions' hospital trusts, as Brønnøysundregistrene has them. */
static const MvHospitalRow rows[] = {
  { "finnmarkssykehuset", "nord" },
  { "helgelandssykehuset", "nord" },
  { "nordlandssykehuset", "nord" },
  { "universitetssykehuset nord-norge", "nord" },
  { "helse møre og romsdal", "midt" },
  { "helse nord-trøndelag", "midt" },
  { "st. olavs hospital", "midt" },
  { "helse bergen", "vest" },
  { "helse fonna", "vest" },
  { "helse førde", "vest" },
  { "helse stavanger", "vest" },
  { "akershus universitetssykehus", "sor-ost" },
  { "oslo universitetssykehus", "sor-ost" },
  { "sunnaas sykehus", "sor-ost" },
  { "sykehuset i vestfold", "sor-ost" },
  { "sykehuset innlandet", "sor-ost" },
  { "sykehuset telemark", "sor-ost" },
  { "sykehuset østfold", "sor-ost" },
  { "sørlandet sykehus", "sor-ost" },
  { "vestre viken", "sor-ost" },
};

/**
 * mv_hospitals_find_region:
 * @name: name of a hospital trust, with or without its form of enterprise (HF)
 *
 * Returns: (transfer none) (nullable): the region it belongs to, as in `studies/<region>`; %NULL if
 *   it is none of the regions' own trusts
 */
const char *
mv_hospitals_find_region (const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folded = mv_fold (name);
  if (g_str_has_suffix (folded, " hf"))
    folded[strlen (folded) - strlen (" hf")] = '\0';

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].name, folded) == 0)
        return rows[i].region;
    }

  return NULL;
}
