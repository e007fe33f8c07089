/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvPlace:
 *
 * One of the six places of the sidebar: the same for everyone, content by role.
 */
typedef struct
{
  const char *name;  /* today, projects, contributions, studies, committee, learning */
  const char *title; /* English; see mv_place_get_title() */
  const char *icon_name;
  gboolean for_committee;                   /* only for members and secretaries of a committee */
  GtkWidget *(*build) (MvSession *session); /* an MvPageWidget */
} MvPlace;

const MvPlace *mv_places_list (guint *out_n_places);
const MvPlace *mv_places_find (const char *name);
const char *mv_place_get_title (const MvPlace *self);

G_END_DECLS
