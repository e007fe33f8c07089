/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-profile.h"

G_BEGIN_DECLS

/**
 * MvApplication:
 *
 * The program: options, profile, store, accounts and their exchange, text size and language. One
 * process for each profile; a second start shows the window of the first.
 */
#define MV_TYPE_APPLICATION (mv_application_get_type ())
G_DECLARE_FINAL_TYPE (MvApplication, mv_application, MV, APPLICATION, AdwApplication)

MvApplication *mv_application_new (void);

G_END_DECLS
