/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-parking.h"

/* Changes are remembered for pulls that are being read while they happen; beyond this many scopes
 * every such pull is simply read again. */
#define MAX_REMEMBERED 4096

typedef struct
{
  MvParking *parking; /* (unowned) */
  gpointer parked;    /* (unowned) */
  GPtrArray *watched; /* (owned) (element-type utf8) */
  GSource *time_up;   /* (owned) */
  GSource *later;     /* (owned) (nullable): woken, but in a while */
} MvPlace;

struct _MvParking
{
  GObject parent_instance;

  MvRandom *random; /* (owned) */
  MvWakeFunc wake;
  gpointer user_data;   /* (unowned) */
  GHashTable *places;   /* (owned): parked -> MvPlace */
  GHashTable *watchers; /* (owned): scope -> (owned) GHashTable set of MvPlace */
  GHashTable *changed;  /* (owned): scope -> serial of its last change (gint64) */
  gint64 serial;        /* count of changes */
  gint64 forgotten;     /* changes up to this one are no longer in @changed */
};

G_DEFINE_FINAL_TYPE (MvParking, mv_parking, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
mv_place_free (MvPlace *self)
{
  clear_source (&self->time_up);
  clear_source (&self->later);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_free (self);
}

/* Takes a place out of the tables and wakes whoever stood there. */
static void
leave (MvPlace *place, gboolean is_time_up)
{
  MvParking *self = place->parking;
  gpointer parked = place->parked;

  mv_parking_remove (self, parked);
  self->wake (parked, is_time_up, self->user_data);
}

static gboolean
time_up_cb (gpointer user_data)
{
  leave (user_data, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
later_cb (gpointer user_data)
{
  leave (user_data, FALSE);
  return G_SOURCE_REMOVE;
}

static GSource *
attach_timeout (guint ms, GSourceFunc func, MvPlace *place)
{
  GSource *source = g_timeout_source_new (ms);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_source_set_callback (source, func, place, NULL);
  g_source_attach (source, context);
  return source;
}

static void
mv_parking_dispose (GObject *object)
{
  MvParking *self = MV_PARKING (object);

  g_clear_pointer (&self->watchers, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_object (&self->random);

  G_OBJECT_CLASS (mv_parking_parent_class)->dispose (object);
}

static void
mv_parking_class_init (MvParkingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_parking_dispose;
}

static void
mv_parking_init (MvParking *self)
{
  self->places = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) mv_place_free);
  self->watchers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * mv_parking_new:
 * @random: for spreading
 * @wake: called for each pull that is to go on; it has left the parking by then
 * @user_data: for @wake
 *
 * Returns: (transfer full): an empty parking, for the thread-default main context
 */
MvParking *
mv_parking_new (MvRandom *random, MvWakeFunc wake, gpointer user_data)
{
  MvParking *self = g_object_new (MV_TYPE_PARKING, NULL);

  self->random = g_object_ref (random);
  self->wake = wake;
  self->user_data = user_data;
  return self;
}

/**
 * mv_parking_get_serial:
 * @self: a parking
 *
 * Returns: the count of changes so far; taken before a pull is read and given back when it is
 * parked
 */
gint64
mv_parking_get_serial (MvParking *self)
{
  g_return_val_if_fail (MV_IS_PARKING (self), 0);

  return self->serial;
}

static gboolean
has_changed_since (MvParking *self, GPtrArray *watched, gint64 since_serial)
{
  if (since_serial < self->forgotten)
    return self->serial > since_serial;

  for (guint i = 0; i < watched->len; i++)
    {
      const gint64 *serial = g_hash_table_lookup (self->changed, g_ptr_array_index (watched, i));

      if (serial != NULL && *serial > since_serial)
        return TRUE;
    }

  return FALSE;
}

/**
 * mv_parking_add:
 * @self: a parking
 * @parked: who waits; a key, not looked into
 * @watched: (element-type utf8): scopes whose changes wake it
 * @since_serial: mv_parking_get_serial() before the pull was read
 * @wait_ms: how long it waits at most
 *
 * Parks a pull, unless something it watches has changed while it was being read.
 *
 * Returns: whether it is parked; if not, read it again
 */
gboolean
mv_parking_add (
    MvParking *self, gpointer parked, GPtrArray *watched, gint64 since_serial, guint wait_ms)
{
  MvPlace *place;

  g_return_val_if_fail (MV_IS_PARKING (self), FALSE);
  g_return_val_if_fail (!g_hash_table_contains (self->places, parked), FALSE);

  if (has_changed_since (self, watched, since_serial))
    return FALSE;

  place = g_new0 (MvPlace, 1);
  place->parking = self;
  place->parked = parked;
  place->watched = g_ptr_array_ref (watched);
  place->time_up = attach_timeout (wait_ms, time_up_cb, place);
  g_hash_table_insert (self->places, parked, place);

  for (guint i = 0; i < watched->len; i++)
    {
      const char *scope = g_ptr_array_index (watched, i);
      GHashTable *set = g_hash_table_lookup (self->watchers, scope);

      if (set == NULL)
        {
          set = g_hash_table_new (NULL, NULL);
          g_hash_table_insert (self->watchers, g_strdup (scope), set);
        }
      g_hash_table_add (set, place);
    }

  return TRUE;
}

/**
 * mv_parking_remove:
 * @self: a parking
 * @parked: who waited; nothing happens if it does not
 *
 * Takes a pull out without waking it, because its client has gone.
 */
void
mv_parking_remove (MvParking *self, gpointer parked)
{
  MvPlace *place;

  g_return_if_fail (MV_IS_PARKING (self));

  place = g_hash_table_lookup (self->places, parked);
  if (place == NULL)
    return;

  for (guint i = 0; i < place->watched->len; i++)
    {
      const char *scope = g_ptr_array_index (place->watched, i);
      GHashTable *set = g_hash_table_lookup (self->watchers, scope);

      /* A scope may be listed twice. */
      if (set == NULL)
        continue;
      g_hash_table_remove (set, place);
      if (g_hash_table_size (set) == 0)
        g_hash_table_remove (self->watchers, scope);
    }

  g_hash_table_remove (self->places, parked);
}

static gboolean
is_for_everybody (const char *scope)
{
  return g_str_equal (scope, "catalogue") || g_str_has_prefix (scope, "studies/");
}

static void
remember_change (MvParking *self, const char *scope)
{
  if (g_hash_table_size (self->changed) >= MAX_REMEMBERED)
    {
      g_hash_table_remove_all (self->changed);
      self->forgotten = self->serial;
    }

  self->serial++;
  g_hash_table_replace (self->changed, g_strdup (scope),
                        g_memdup2 (&self->serial, sizeof self->serial));
}

static void
wake_later (MvPlace *place, guint within_ms)
{
  if (place->later == NULL)
    place->later =
        attach_timeout (mv_random_below (place->parking->random, within_ms), later_cb, place);
}

static void
touch_one (MvParking *self, const char *scope)
{
  GHashTable *set = g_hash_table_lookup (self->watchers, scope);
  g_autofree gpointer *places = NULL;
  guint n_places;

  remember_change (self, scope);
  if (set == NULL)
    return;

  places = g_hash_table_get_keys_as_array (set, &n_places);
  for (guint i = 0; i < n_places; i++)
    {
      MvPlace *place = places[i];

      if (is_for_everybody (scope))
        wake_later (place, MV_PARKING_SPREAD_MS);
      else
        leave (place, FALSE);
    }
}

/**
 * mv_parking_touch:
 * @self: a parking
 * @touched: (element-type utf8): scopes that a commit changed
 *
 * Wakes who watches them.
 */
void
mv_parking_touch (MvParking *self, GPtrArray *touched)
{
  g_return_if_fail (MV_IS_PARKING (self));

  for (guint i = 0; i < touched->len; i++)
    touch_one (self, g_ptr_array_index (touched, i));
}

/**
 * mv_parking_touch_all:
 * @self: a parking
 *
 * Wakes everybody, when nobody knows what changed: spread, since most will find nothing. Pulls that
 * are being read meanwhile are read again.
 */
void
mv_parking_touch_all (MvParking *self)
{
  GHashTableIter iter;
  gpointer place;

  g_return_if_fail (MV_IS_PARKING (self));

  g_hash_table_remove_all (self->changed);
  self->serial++;
  self->forgotten = self->serial;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    wake_later (place, MV_PARKING_SPREAD_ALL_MS);
}

/**
 * mv_parking_end:
 * @self: a parking
 *
 * Tells everybody that time is up, since the server is about to stop.
 */
void
mv_parking_end (MvParking *self)
{
  g_autofree gpointer *all = NULL;
  guint n_all;

  g_return_if_fail (MV_IS_PARKING (self));

  all = g_hash_table_get_keys_as_array (self->places, &n_all);
  for (guint i = 0; i < n_all; i++)
    {
      MvPlace *place = g_hash_table_lookup (self->places, all[i]);

      if (place != NULL)
        leave (place, TRUE);
    }
}

/**
 * mv_parking_get_n_parked:
 * @self: a parking
 *
 * Returns: how many pulls wait
 */
guint
mv_parking_get_n_parked (MvParking *self)
{
  g_return_val_if_fail (MV_IS_PARKING (self), 0);

  return g_hash_table_size (self->places);
}
