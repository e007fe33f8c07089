/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Invitations, devices and their tokens. All of these write inside the caller's transaction. */

#define MV_INVITATION_DAYS 14
#define MV_LINK_CODE_MINUTES 10
#define MV_ENROL_AGAIN_MINUTES 10
#define MV_DEVICE_SLEEP_DAYS 90
#define MV_DEVICE_NAME_MAX 100
#define MV_DEVICES_MAX 20

/**
 * MvCode:
 *
 * A code that was made: an invitation, or a link code for a person's own next device.
 */
typedef struct
{
  char *code;    /* (owned): its written form; the server keeps only a hash */
  char *expires; /* (owned) */
} MvCode;

void mv_code_free (MvCode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvCode, mv_code_free)

/**
 * MvEnrolled:
 *
 * A device that was let in.
 */
typedef struct
{
  char *token;       /* (owned) */
  char *uid;         /* (owned) */
  char *device;      /* (owned) */
  char *name;        /* (owned): of the person */
  gboolean is_first; /* the person had no device before */
} MvEnrolled;

void mv_enrolled_free (MvEnrolled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvEnrolled, mv_enrolled_free)

/**
 * MvDevices:
 *
 * What the functions below need of the server.
 */
typedef struct
{
  MvDb *db;         /* (unowned) */
  MvClock *clock;   /* (unowned) */
  MvRandom *random; /* (unowned) */
} MvDevices;

MvCode *mv_devices_invite (const MvDevices *self, const char *uid, GError **error);
char *mv_devices_invite_by_hash (
    const MvDevices *self, const char *uid, const char *inviter, const char *hash, GError **error);
MvCode *mv_devices_link (const MvDevices *self, const char *uid, GError **error);
MvEnrolled *mv_devices_enrol (const MvDevices *self,
                              const char *code,
                              const char *device,
                              const char *device_name,
                              GError **error);
MvEnrolled *mv_devices_add (const MvDevices *self,
                            const char *uid,
                            const char *device,
                            const char *device_name,
                            GError **error);

JsonArray *mv_devices_list (const MvDevices *self, const char *uid, GError **error);
gboolean
mv_devices_revoke (const MvDevices *self, const char *uid, const char *device, GError **error);
gboolean
mv_devices_wake (const MvDevices *self, const char *uid, const char *device, GError **error);
char *mv_devices_renew_token (const MvDevices *self, const char *device, GError **error);

char *mv_token_new (MvRandom *random);

G_END_DECLS
