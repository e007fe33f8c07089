/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-problem.h"

G_BEGIN_DECLS

/*
 * Invitation codes: how they are written, typed, sent as a link and kept in a small file. Program
 * and server use the same functions. What a code gives, and for how long, is the server's business.
 *
 * A code is 60 random bits as three groups of five characters, `K7QMW-3XPAE-9TFD6`: in each group
 * four of Crockford's base32 and a check character, the sum of the four values weighted 1 to 4,
 * plus the group's number from 1, modulo 31.
 */

#define MV_INVITATION_GROUPS 3
#define MV_INVITATION_CODE_LENGTH 17

char *mv_invitation_code_from_bits (guint64 bits);
char *mv_invitation_code_hash (const char *code);
char *mv_invitation_normalise (const char *typed, guint *out_group);

/**
 * MvInvitationGroup:
 * @MV_INVITATION_GROUP_OPEN: not all of its five characters are there
 * @MV_INVITATION_GROUP_RIGHT: its check character agrees
 * @MV_INVITATION_GROUP_WRONG: one of its characters is another one
 *
 * What can be said of a group while a code is typed.
 */
typedef enum
{
  MV_INVITATION_GROUP_OPEN,
  MV_INVITATION_GROUP_RIGHT,
  MV_INVITATION_GROUP_WRONG,
} MvInvitationGroup;

gboolean
mv_invitation_check_typed (const char *typed, MvInvitationGroup out_groups[MV_INVITATION_GROUPS]);

/*
 * Link: `medvirk:invitation?server=https%3A%2F%2Fmedvirk.example.no&code=K7QMW-3XPAE-9TFD6`
 *
 * File, three lines of UTF-8:
 *   Medvirk-Invitation: 1
 *   Server: https://medvirk.example.no
 *   Code: K7QMW-3XPAE-9TFD6
 */
#define MV_INVITATION_MAX_TEXT 2048

char *mv_invitation_to_link (const char *server, const char *code);
char *mv_invitation_to_file (const char *server, const char *code);
gboolean mv_invitation_parse (const char *text, char **out_server, char **out_code, GError **error);
/* In a text around it, such as a letter; see mv-invitation-find.c. */
gboolean mv_invitation_find (const char *text, char **out_server, char **out_code, GError **error);
#define MV_INVITATION_MAX_LETTER 65536

char *mv_server_address_normalise (const char *typed, GError **error);

G_END_DECLS
