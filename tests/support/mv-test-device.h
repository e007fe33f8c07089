/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-enrol.h"
#include "mv-sync-service.h"
#include "mv-test-transport.h"

G_BEGIN_DECLS

/**
 * MvTestDevice:
 *
 * A PC with the real client library: a replica in memory, tokens in a file, HTTP to a server, and a
 * test transport around it that may lose or cut answers. Everything runs in the caller's thread.
 */
typedef struct
{
  MvClock *clock;
  MvRandom *random;
  MvStore *store;
  MvTransport *transport; /* MvTestTransport around MvHttpTransport */
  MvSecrets *secrets;
  MvSyncService *service; /* (nullable): before the device is enrolled */
  char *address;
  char *folder;
  char *account; /* (nullable): the same */
  char *uid;     /* (nullable): the same */
} MvTestDevice;

MvTestDevice *mv_test_device_new (const char *address, MvClock *clock, guint64 seed);
void mv_test_device_free (MvTestDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestDevice, mv_test_device_free)

MvTestTransport *mv_test_device_get_transport (MvTestDevice *self);
gboolean mv_test_device_enrol (MvTestDevice *self, const char *code, GError **error);
char *mv_test_device_link_code (MvTestDevice *self);
gboolean mv_test_device_exchange (MvTestDevice *self, GError **error);
/* Expects it to go well. */
void mv_test_device_must_exchange (MvTestDevice *self);

/* Writing; all expect it to go well. Texts of drafts may be %NULL. */
char *
mv_test_device_write (MvTestDevice *self, const char *project, const char *text, MvSaveFlags flags);
void
mv_test_device_change (MvTestDevice *self, const char *id, const char *text, MvSaveFlags flags);
void mv_test_device_share (MvTestDevice *self, const char *id, const char *audience);
/* Id of the reply */
void mv_test_device_answer (MvTestDevice *self, const char *contribution, const char *text);

/* Reading. %NULL if there is no such record here. */
char *mv_test_device_dup_text (MvTestDevice *self, const char *id);
guint mv_test_device_count (MvTestDevice *self, const char *kind);
/* Whether @text stands anywhere in the replica: rows, outbox, bin */
gboolean mv_test_device_holds (MvTestDevice *self, const char *text);

G_END_DECLS
