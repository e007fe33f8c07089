/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvInvitationPage:
 *
 * Takes an invitation, or a code from another machine of the person's: typed, pasted with the
 * letter around it, from a file or from a link. Says what is wrong with it where it stands. Goes on
 * to `win.go-to` today.
 */
#define MV_TYPE_INVITATION_PAGE (mv_invitation_page_get_type ())
G_DECLARE_FINAL_TYPE (MvInvitationPage, mv_invitation_page, MV, INVITATION_PAGE, MvPageWidget)

/* @is_second: the code comes from another machine of the same person */
MvPageWidget *mv_invitation_page_new (MvSession *session, gboolean is_second);
void mv_invitation_page_fill (MvInvitationPage *self, const char *server, const char *code);
void mv_invitation_page_read_text (MvInvitationPage *self, const char *text);
void mv_invitation_page_read_file (MvInvitationPage *self, GFile *file);

G_END_DECLS
