/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-places.h"

#include "mv-committee-page.h"
#include "mv-contributions-page.h"
#include "mv-learning-page.h"
#include "mv-projects-page.h"
#include "mv-studies-page.h"
#include "mv-today-page.h"

#include <glib/gi18n.h>

static GtkWidget *
build_today (MvSession *session)
{
  return GTK_WIDGET (mv_today_page_new (session));
}

static GtkWidget *
build_projects (MvSession *session)
{
  return GTK_WIDGET (mv_projects_page_new (session));
}

static const MvPlace places[] = {
  { "today", N_ ("Today"), "mv-today-symbolic", FALSE, build_today },
  { "projects", N_ ("Projects"), "mv-projects-symbolic", FALSE, build_projects },
  { "contributions", N_ ("Contributions"), "mv-contributions-symbolic", FALSE,
    mv_contributions_page_new },
  { "studies", N_ ("Studies"), "mv-studies-symbolic", FALSE, mv_studies_page_new },
  { "committee", N_ ("User committee"), "mv-committee-symbolic", TRUE, mv_committee_page_new },
  { "learning", N_ ("Learning"), "mv-learning-symbolic", FALSE, mv_learning_page_new },
};

const MvPlace *
mv_places_list (guint *out_n_places)
{
  *out_n_places = G_N_ELEMENTS (places);
  return places;
}

/**
 * mv_places_find:
 * @name: (nullable): name of a place
 *
 * Returns: (nullable): the place, or %NULL if there is none of the name
 */
const MvPlace *
mv_places_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].name, name) == 0)
      return &places[i];
  return NULL;
}

const char *
mv_place_get_title (const MvPlace *self)
{
  return _ (self->title);
}
