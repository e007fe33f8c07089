/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-routes.h"
#include "mv-store.h"
#include "mv-sync-exchange.h"
#include "mv-test-world.h"

G_BEGIN_DECLS

/*
 * The simulation: some people's PCs and the server in one thread, with a clock that jumps from
 * event to event and chance that a seed repeats. Stores, state machines, exchanges, routes and feed
 * are the real ones; only the network between them is played, and it loses, doubles, cuts and
 * delays.
 *
 * The people do what people do; memberships come and go. From time to time the faults stop. When
 * nothing moves any more, every PC must hold exactly what its person may read, and every text that
 * somebody saved and did not knowingly replace or delete must be there.
 */

#define MV_SIM_N_DEVICES 4

typedef enum
{
  MV_SIM_A1, /* a representative's PC */
  MV_SIM_A2, /* and second PC */
  MV_SIM_R,  /* a researcher's */
  MV_SIM_B,  /* another representative's */
} MvSimDeviceName;

typedef struct _MvSim MvSim;

typedef struct
{
  MvSim *sim;
  const char *name;
  char *uid;                         /* (owned) */
  char *account;                     /* (owned): key in the store */
  MvStore *store;                    /* (owned) */
  MvRandom *random;                  /* (owned) */
  MvSyncExchange *exchange;          /* (owned) */
  MvSyncCore *core;                  /* (owned) */
  guint64 requests[MV_SYNC_N_LANES]; /* number of the request under way; 0 if there is none */
  gint64 wake_us;                    /* 0 means never */
  gboolean is_cut_off;               /* no network */
} MvSimDevice;

typedef enum
{
  MV_SIM_AT_SERVER, /* a request arrives */
  MV_SIM_AT_DEVICE, /* an answer, or that there is none, arrives */
  MV_SIM_WAIT_OVER, /* a parked pull has waited long enough */
  MV_SIM_WAKE,      /* a device's pause is over */
  MV_SIM_ACTION,    /* somebody does something */
  MV_SIM_NETWORK,   /* a device's network is back */
} MvSimEventType;

typedef struct
{
  gint64 time_us;
  guint64 order; /* of two at the same time */
  MvSimEventType type;
  MvSimDevice *device; /* (unowned) (nullable) */
  MvSyncLane lane;
  guint64 number;           /* of the request */
  MvRequest *request;       /* (owned) (nullable) */
  MvAnswer *answer;         /* (owned) (nullable) */
  MvTransportError failure; /* without an answer */
} MvSimEvent;

/* A text that somebody saved. */
typedef struct
{
  char *text;       /* (owned) */
  char *uid;        /* (owned): who wrote it */
  gboolean is_gone; /* knowingly replaced or deleted */
  guint n_brought_back;
} MvSimText;

struct _MvSim
{
  guint64 seed;
  gboolean is_loud;
  MvClock *clock;
  MvRandom *schedule, *faults, *content, *server_random; /* each concern has its own chance */
  MvDb *db;
  MvTestWorld *world;
  MvRoutes *routes;
  MvSimDevice devices[MV_SIM_N_DEVICES];
  GQueue events;     /* (element-type MvSimEvent): in order */
  GPtrArray *parked; /* (element-type MvSimEvent): pulls that wait at the server */
  GPtrArray *texts;  /* (element-type MvSimText) */
  GHashTable *roles; /* uid -> wire name of the role, or `former`; nothing: never a member */
  guint64 last_order, last_request;
  gboolean has_faults;
  guint n_actions_left;
  guint n_events;
  GChecksum *trace;
  GString *failure; /* (nullable): what went wrong first */
  guint counts[8];  /* of what happened, see mv_sim_count() */
};

typedef enum
{
  MV_SIM_COUNT_ACTIONS,
  MV_SIM_COUNT_REQUESTS,
  MV_SIM_COUNT_LOST,
  MV_SIM_COUNT_DOUBLED,
  MV_SIM_COUNT_CUT,
  MV_SIM_COUNT_CONFLICTS,
  MV_SIM_COUNT_GRANTS,
  MV_SIM_COUNT_RESTS,
} MvSimCount;

/* mv-sim.c */
MvSim *mv_sim_new (guint64 seed, gboolean is_loud);
void mv_sim_free (MvSim *self);
gboolean mv_sim_run (MvSim *self, guint n_steps);
char *mv_sim_dup_trace (MvSim *self);
void mv_sim_fail (MvSim *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void mv_sim_note (MvSim *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean mv_sim_chance (MvRandom *random, guint percent);
MvSimEvent *
mv_sim_schedule (MvSim *self, gint64 delay_us, MvSimEventType type, MvSimDevice *device);
void mv_sim_event_free (MvSimEvent *self);

/* mv-sim-device.c */
void mv_sim_device_init (
    MvSimDevice *self, MvSim *sim, const char *name, const char *uid, guint64 stream);
void mv_sim_device_clear (MvSimDevice *self);
void mv_sim_device_tell (MvSimDevice *self, MvSyncEvent event);
void mv_sim_device_look (MvSimDevice *self);
void mv_sim_device_take (MvSimDevice *self, MvSimEvent *event);

/* mv-sim-network.c */
void mv_sim_network_send (MvSimDevice *device,
                          MvSyncLane lane,
                          guint64 number,
                          const MvRequest *request);
void mv_sim_network_arrive (MvSim *sim, MvSimEvent *event);
void mv_sim_network_wait_over (MvSim *sim, guint64 number);
void mv_sim_network_wake_parked (MvSim *sim);

/* mv-sim-people.c */
void mv_sim_people_act (MvSim *sim);

/* mv-sim-check.c */
gboolean mv_sim_may_read (MvSim *sim, const char *uid, const char *scope);
void mv_sim_check_page (MvSim *sim, MvSimDevice *device, const MvAnswer *answer);
void mv_sim_check_rest (MvSim *sim);

G_END_DECLS
