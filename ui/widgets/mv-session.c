/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-session.h"

#include "mv-language.h"
#include "mv-words.h"

struct _MvSession
{
  GObject parent_instance;

  MvStore *store;       /* (owned) */
  MvClock *clock;       /* (owned) */
  MvRandom *random;     /* (owned) */
  GSettings *settings;  /* (owned) (nullable) */
  MvSecrets *secrets;   /* (owned) (nullable) */
  GListStore *services; /* (owned) (element-type MvSyncService) */
  char *language;       /* (owned) */
  GError *trouble;      /* (owned) (nullable) */
  gboolean is_example;
};

typedef enum
{
  PROP_LANGUAGE = 1,
  PROP_LAST = PROP_LANGUAGE,
} MvSessionProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (MvSession, mv_session, G_TYPE_OBJECT)

static void
mv_session_dispose (GObject *object)
{
  MvSession *self = MV_SESSION (object);

  g_clear_object (&self->services);
  g_clear_object (&self->settings);
  g_clear_object (&self->secrets);
  g_clear_object (&self->store);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (mv_session_parent_class)->dispose (object);
}

static void
mv_session_finalize (GObject *object)
{
  MvSession *self = MV_SESSION (object);

  g_free (self->language);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (mv_session_parent_class)->finalize (object);
}

static void
mv_session_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  MvSession *self = MV_SESSION (object);

  switch ((MvSessionProperty) property_id)
    {
    case PROP_LANGUAGE:
      g_value_set_string (value, self->language);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_session_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  MvSession *self = MV_SESSION (object);

  switch ((MvSessionProperty) property_id)
    {
    case PROP_LANGUAGE:
      mv_session_set_language (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_session_class_init (MvSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_session_dispose;
  object_class->finalize = mv_session_finalize;
  object_class->get_property = mv_session_get_property;
  object_class->set_property = mv_session_set_property;

  /**
   * MvSession:language:
   *
   * The language of the program now: nb, nn or en. What is on the screen is built anew by the frame
   * when it changes.
   */
  props[PROP_LANGUAGE] =
      g_param_spec_string ("language", NULL, NULL, "en",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
mv_session_init (MvSession *self)
{
  self->services = g_list_store_new (G_TYPE_OBJECT);
  self->language = g_strdup ("en");
}

/**
 * mv_session_new:
 * @store: the replica
 * @clock: where the time comes from
 * @random: where new ids come from
 *
 * Returns: (transfer full): a session in the language the environment asks for
 */
MvSession *
mv_session_new (MvStore *store, MvClock *clock, MvRandom *random)
{
  MvSession *self = g_object_new (MV_TYPE_SESSION, NULL);

  g_return_val_if_fail (clock != NULL, NULL);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->clock = g_object_ref (clock);
  self->random = random != NULL ? g_object_ref (random) : NULL;
  mv_session_set_language (self, mv_language_from_environment ());
  return self;
}

MvStore *
mv_session_get_store (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return self->store;
}

MvClock *
mv_session_get_clock (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return self->clock;
}

MvRandom *
mv_session_get_random (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return self->random;
}

const char *
mv_session_get_language (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return self->language;
}

/**
 * mv_session_set_language:
 * @self: a session
 * @language: nb, nn or en; anything else counts as en
 *
 * Switches the program's language: translations from here on, and the words of dates and numbers.
 */
void
mv_session_set_language (MvSession *self, const char *language)
{
  const char *known;

  g_return_if_fail (MV_IS_SESSION (self));

  known = mv_language_apply (language);
  mv_words_set_context (known, self->clock);
  if (g_strcmp0 (self->language, known) == 0)
    return;
  g_free (self->language);
  self->language = g_strdup (known);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LANGUAGE]);
}

char *
mv_session_dup_today (MvSession *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return mv_clock_dup_today (self->clock, zone);
}

GSettings *
mv_session_get_settings (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return self->settings;
}

void
mv_session_set_settings (MvSession *self, GSettings *settings)
{
  g_return_if_fail (MV_IS_SESSION (self));

  g_set_object (&self->settings, settings);
}

GListModel *
mv_session_get_services (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->services);
}

void
mv_session_add_service (MvSession *self, MvSyncService *service)
{
  g_return_if_fail (MV_IS_SESSION (self));

  g_list_store_append (self->services, service);
}

gboolean
mv_session_has_service (MvSession *self, const char *account)
{
  g_return_val_if_fail (MV_IS_SESSION (self), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->services)); i++)
    {
      g_autoptr (MvSyncService) service = g_list_model_get_item (G_LIST_MODEL (self->services), i);

      if (g_strcmp0 (mv_sync_service_get_account (service), account) == 0)
        return TRUE;
    }
  return FALSE;
}

void
mv_session_remove_service (MvSession *self, const char *account)
{
  g_return_if_fail (MV_IS_SESSION (self));

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->services)); i > 0; i--)
    {
      g_autoptr (MvSyncService) service =
          g_list_model_get_item (G_LIST_MODEL (self->services), i - 1);

      if (g_strcmp0 (mv_sync_service_get_account (service), account) != 0)
        continue;
      mv_sync_service_stop (service);
      g_list_store_remove (self->services, i - 1);
    }
}

MvSecrets *
mv_session_get_secrets (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return self->secrets;
}

void
mv_session_set_secrets (MvSession *self, MvSecrets *secrets)
{
  g_return_if_fail (MV_IS_SESSION (self));

  g_set_object (&self->secrets, secrets);
}

gboolean
mv_session_get_is_example (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), FALSE);

  return self->is_example;
}

void
mv_session_set_is_example (MvSession *self, gboolean is_example)
{
  g_return_if_fail (MV_IS_SESSION (self));

  self->is_example = is_example;
}

const GError *
mv_session_get_trouble (MvSession *self)
{
  g_return_val_if_fail (MV_IS_SESSION (self), NULL);

  return self->trouble;
}

void
mv_session_set_trouble (MvSession *self, const GError *error)
{
  g_return_if_fail (MV_IS_SESSION (self));

  g_clear_error (&self->trouble);
  self->trouble = error != NULL ? g_error_copy (error) : NULL;
}
