/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvTestImpostor:
 *
 * A web server on loopback that is no Medvirk: it answers everything with 200 and one text. Runs in
 * the main context of the caller.
 */
typedef struct _MvTestImpostor MvTestImpostor;

MvTestImpostor *mv_test_impostor_new (const char *content_type, const char *text);
/* The sign-in page of a guests' network. */
MvTestImpostor *mv_test_impostor_new_portal (void);
void mv_test_impostor_free (MvTestImpostor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestImpostor, mv_test_impostor_free)

const char *mv_test_impostor_get_address (MvTestImpostor *self);
/* What a server could have kept: how often something was sent to it. */
guint mv_test_impostor_get_n_posts (MvTestImpostor *self);

G_END_DECLS
