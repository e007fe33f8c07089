/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-secrets.h"
#include "mv-store.h"
#include "mv-sync-service.h"

G_BEGIN_DECLS

/**
 * MvSession:
 *
 * What the pages of a window share: the store, the clock, the language and the exchange with the
 * servers. Given to each page at construction.
 */
#define MV_TYPE_SESSION (mv_session_get_type ())
G_DECLARE_FINAL_TYPE (MvSession, mv_session, MV, SESSION, GObject)

MvSession *mv_session_new (MvStore *store, MvClock *clock, MvRandom *random);
MvStore *mv_session_get_store (MvSession *self);
MvClock *mv_session_get_clock (MvSession *self);
MvRandom *mv_session_get_random (MvSession *self);
/* nb, nn or en: the language of the program now */
const char *mv_session_get_language (MvSession *self);
void mv_session_set_language (MvSession *self, const char *language);
/* Today's date here, `2026-11-23`. */
char *mv_session_dup_today (MvSession *self);
/* (nullable): the settings of this profile; none in tests of single pages */
GSettings *mv_session_get_settings (MvSession *self);
void mv_session_set_settings (MvSession *self, GSettings *settings);
/* (element-type MvSyncService): one for each account with a server */
GListModel *mv_session_get_services (MvSession *self);
void mv_session_add_service (MvSession *self, MvSyncService *service);
gboolean mv_session_has_service (MvSession *self, const char *account);
/* Ends the exchange of @account, if there is one. */
void mv_session_remove_service (MvSession *self, const char *account);
/* (nullable): where this profile's tokens are; none where nothing is ever sent */
MvSecrets *mv_session_get_secrets (MvSession *self);
void mv_session_set_secrets (MvSession *self, MvSecrets *secrets);
/* Invented people and projects to try out; nothing of it is ever sent. */
gboolean mv_session_get_is_example (MvSession *self);
void mv_session_set_is_example (MvSession *self, gboolean is_example);
/* (nullable): why the exchange of an account could not begin, such as a keyring that stays shut.
 * Set before the account's service is added, so that who watches the services sees it. */
const GError *mv_session_get_trouble (MvSession *self);
void mv_session_set_trouble (MvSession *self, const GError *error);

G_END_DECLS
