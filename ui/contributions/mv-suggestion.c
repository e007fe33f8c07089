/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-suggestion.h"

#include <string.h>

struct _MvSuggestion
{
  GObject parent_instance;

  char *id;   /* (owned) */
  char *text; /* (owned) */
  gboolean is_removed;
};

typedef enum
{
  PROP_IS_REMOVED = 1,
  PROP_TEXT,
  PROP_LAST = PROP_TEXT,
} MvSuggestionProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (MvSuggestion, mv_suggestion, G_TYPE_OBJECT)

static void
mv_suggestion_finalize (GObject *object)
{
  MvSuggestion *self = MV_SUGGESTION (object);

  g_free (self->id);
  g_free (self->text);

  G_OBJECT_CLASS (mv_suggestion_parent_class)->finalize (object);
}

static void
mv_suggestion_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MvSuggestion *self = MV_SUGGESTION (object);

  switch ((MvSuggestionProperty) id)
    {
    case PROP_IS_REMOVED:
      g_value_set_boolean (value, self->is_removed);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_suggestion_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MvSuggestion *self = MV_SUGGESTION (object);

  switch ((MvSuggestionProperty) id)
    {
    case PROP_IS_REMOVED:
      mv_suggestion_set_is_removed (self, g_value_get_boolean (value));
      break;
    case PROP_TEXT:
      mv_suggestion_set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_suggestion_class_init (MvSuggestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = mv_suggestion_finalize;
  object_class->get_property = mv_suggestion_get_property;
  object_class->set_property = mv_suggestion_set_property;

  props[PROP_IS_REMOVED] = g_param_spec_boolean ("is-removed", NULL, NULL, FALSE, flags);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
mv_suggestion_init (MvSuggestion *self)
{
  self->text = g_strdup ("");
}

MvSuggestion *
mv_suggestion_new (const char *id, const char *text)
{
  MvSuggestion *self = g_object_new (MV_TYPE_SUGGESTION, NULL);

  self->id = g_strdup (id);
  mv_suggestion_set_text (self, text);
  return self;
}

const char *
mv_suggestion_get_id (MvSuggestion *self)
{
  g_return_val_if_fail (MV_IS_SUGGESTION (self), NULL);

  return self->id;
}

const char *
mv_suggestion_get_text (MvSuggestion *self)
{
  g_return_val_if_fail (MV_IS_SUGGESTION (self), NULL);

  return self->text;
}

void
mv_suggestion_set_text (MvSuggestion *self, const char *text)
{
  g_return_if_fail (MV_IS_SUGGESTION (self));

  if (text == NULL)
    text = "";
  if (strcmp (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

gboolean
mv_suggestion_is_blank (MvSuggestion *self)
{
  g_return_val_if_fail (MV_IS_SUGGESTION (self), TRUE);

  for (const char *p = self->text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

gboolean
mv_suggestion_get_is_removed (MvSuggestion *self)
{
  g_return_val_if_fail (MV_IS_SUGGESTION (self), FALSE);

  return self->is_removed;
}

void
mv_suggestion_set_is_removed (MvSuggestion *self, gboolean is_removed)
{
  g_return_if_fail (MV_IS_SUGGESTION (self));

  is_removed = !!is_removed;
  if (self->is_removed == is_removed)
    return;
  self->is_removed = is_removed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_REMOVED]);
}
