/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-limiter.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_PEERS 10000
#define WINDOW_US ((gint64) MV_LIMITER_WINDOW_S * G_USEC_PER_SEC)

typedef struct
{
  gint64 since_us; /* the first wrong one of this hour */
  guint n_wrong;
} MvTally;

struct _MvLimiter
{
  GHashTable *tallies; /* (owned): address -> MvTally */
};

/* One household's IPv6 line has 2^64 addresses: its network counts as one address. */
static char *
dup_key (const char *peer)
{
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (GInetAddress) network = NULL;
  guint8 bytes[16] = { 0 };

  address = g_inet_address_new_from_string (peer != NULL ? peer : "");
  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (peer != NULL ? peer : "");

  memcpy (bytes, g_inet_address_to_bytes (address), 8);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (network);
}

static gboolean
is_over (gpointer key, gpointer value, gpointer user_data)
{
  const MvTally *tally = value;
  const gint64 *now_us = user_data;

  return *now_us - tally->since_us >= WINDOW_US;
}

/**
 * mv_limiter_new:
 *
 * Returns: (transfer full): a limiter that has seen nothing
 */
MvLimiter *
mv_limiter_new (void)
{
  MvLimiter *self = g_new0 (MvLimiter, 1);

  self->tallies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * mv_limiter_free:
 * @self: (transfer full) (nullable): a limiter
 */
void
mv_limiter_free (MvLimiter *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->tallies);
  g_free (self);
}

/**
 * mv_limiter_get_wait_s:
 * @self: a limiter
 * @peer: (nullable): address of the client
 * @now_us: the time
 *
 * Returns: seconds until the address may try again; 0 if it may now
 */
guint
mv_limiter_get_wait_s (MvLimiter *self, const char *peer, gint64 now_us)
{
  g_autofree char *key = dup_key (peer);
  MvTally *tally = g_hash_table_lookup (self->tallies, key);

  if (tally == NULL || tally->n_wrong < MV_LIMITER_MAX_WRONG || is_over (NULL, tally, &now_us))
    return 0;

  return (guint) ((tally->since_us + WINDOW_US - now_us) / G_USEC_PER_SEC) + 1;
}

/**
 * mv_limiter_count:
 * @self: a limiter
 * @peer: (nullable): address of the client
 * @now_us: the time
 *
 * Notes that something was wrong.
 */
void
mv_limiter_count (MvLimiter *self, const char *peer, gint64 now_us)
{
  g_autofree char *key = dup_key (peer);
  MvTally *tally = g_hash_table_lookup (self->tallies, key);

  if (tally != NULL && !is_over (NULL, tally, &now_us))
    {
      tally->n_wrong++;
      return;
    }

  if (g_hash_table_size (self->tallies) >= MAX_PEERS)
    g_hash_table_foreach_remove (self->tallies, is_over, &now_us);
  tally = g_new0 (MvTally, 1);
  tally->since_us = now_us;
  tally->n_wrong = 1;
  g_hash_table_replace (self->tallies, g_steal_pointer (&key), tally);
}
