/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-places.h"

#include "mv-projects-page.h"
#include "mv-rows.h"
#include "mv-today-page.h"

#include <glib/gi18n.h>

/* A place whose page is still to come says so. */
static MvPageWidget *
build_coming (const char *name, const char *heading, const char *body)
{
  const MvPlace *place = mv_places_find (name);
  MvPageWidget *page = g_object_new (MV_TYPE_PAGE_WIDGET, NULL);
  GtkWidget *empty = mv_rows_new_empty (place->icon_name, heading, body);

  mv_page_widget_set_title (page, mv_place_get_title (place));
  mv_page_widget_set_place (page, name);
  gtk_widget_set_margin_top (empty, 18);
  mv_page_widget_set_content (page, empty, 760);
  return page;
}

static MvPageWidget *
build_contributions (MvSession *session)
{
  return build_coming ("contributions", _ ("This page is not made yet."), NULL);
}

static MvPageWidget *
build_studies (MvSession *session)
{
  return build_coming ("studies", _ ("This page is not made yet."), NULL);
}

static MvPageWidget *
build_committee (MvSession *session)
{
  return build_coming ("committee", _ ("This page is not made yet."), NULL);
}

static MvPageWidget *
build_learning (MvSession *session)
{
  return build_coming ("learning", _ ("This page is not made yet."), NULL);
}

static const MvPlace places[] = {
  { "today", N_ ("Today"), "mv-today-symbolic", FALSE, mv_today_page_new },
  { "projects", N_ ("Projects"), "mv-projects-symbolic", FALSE, mv_projects_page_new },
  { "contributions", N_ ("Contributions"), "mv-contributions-symbolic", FALSE,
    build_contributions },
  { "studies", N_ ("Studies"), "mv-studies-symbolic", FALSE, build_studies },
  { "committee", N_ ("User committee"), "mv-committee-symbolic", TRUE, build_committee },
  { "learning", N_ ("Learning"), "mv-learning-symbolic", FALSE, build_learning },
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
