/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-item-private.h"

struct _MvItem
{
  GObject parent_instance;

  char *account;                    /* (owned) */
  char *id;                         /* (owned) */
  MvContributionView *contribution; /* (owned) (nullable) */
  MvRecord *record;                 /* (owned) (nullable) */
  char *title;                      /* (owned) (nullable) */
  char *subtitle;                   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MvItem, mv_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_IS_LOADED,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_VIEW,
} MvItemProperty;

#define PROP_LAST PROP_VIEW
static GParamSpec *props[PROP_LAST + 1];

static void
clear_contents (MvItem *self)
{
  g_clear_pointer (&self->contribution, mv_contribution_view_free);
  g_clear_object (&self->record);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}

static void
mv_item_finalize (GObject *object)
{
  MvItem *self = MV_ITEM (object);

  clear_contents (self);
  g_free (self->account);
  g_free (self->id);

  G_OBJECT_CLASS (mv_item_parent_class)->finalize (object);
}

static void
mv_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MvItem *self = MV_ITEM (object);

  switch ((MvItemProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_IS_LOADED:
      g_value_set_boolean (value, mv_item_is_loaded (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_VIEW:
      g_value_set_pointer (value, self->contribution != NULL ? (gpointer) self->contribution
                                                             : (gpointer) self->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mv_item_class_init (MvItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = mv_item_finalize;
  object_class->get_property = mv_item_get_property;

  /**
   * MvItem:id:
   *
   * Id of the record.
   */
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);

  /**
   * MvItem:is-loaded:
   *
   * Whether the rest is known. Until then the row is a placeholder of the same height.
   */
  props[PROP_IS_LOADED] = g_param_spec_boolean ("is-loaded", NULL, NULL, FALSE, flags);

  /**
   * MvItem:title:
   *
   * What the row says first. (nullable)
   */
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);

  /**
   * MvItem:subtitle:
   *
   * Parts for the page to write out, with a line break between: day and project of a contribution,
   * status and responsible of a study. (nullable)
   */
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);

  /**
   * MvItem:view:
   *
   * MvContributionView, or MvRecord of a study; belongs to the item and lasts until the next
   * notification. (nullable)
   */
  props[PROP_VIEW] = g_param_spec_pointer ("view", NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
mv_item_init (MvItem *self)
{
}

MvItem *
mv_item_new (const char *account, const char *id)
{
  MvItem *self = g_object_new (MV_TYPE_ITEM, NULL);

  self->account = g_strdup (account);
  self->id = g_strdup (id);
  return self;
}

const char *
mv_item_get_id (MvItem *self)
{
  g_return_val_if_fail (MV_IS_ITEM (self), NULL);
  return self->id;
}

const char *
mv_item_get_account (MvItem *self)
{
  g_return_val_if_fail (MV_IS_ITEM (self), NULL);
  return self->account;
}

gboolean
mv_item_is_loaded (MvItem *self)
{
  g_return_val_if_fail (MV_IS_ITEM (self), FALSE);
  return self->contribution != NULL || self->record != NULL;
}

/* (nullable): not loaded, or not a contribution. Lasts until the next notification. */
const MvContributionView *
mv_item_get_contribution (MvItem *self)
{
  g_return_val_if_fail (MV_IS_ITEM (self), NULL);
  return self->contribution;
}

/* (nullable): not loaded. The contribution's or the study's record. */
MvRecord *
mv_item_get_record (MvItem *self)
{
  g_return_val_if_fail (MV_IS_ITEM (self), NULL);
  return self->contribution != NULL ? self->contribution->record : self->record;
}

void
mv_item_contents_clear (MvItemContents *self)
{
  g_clear_pointer (&self->contribution, mv_contribution_view_free);
  g_clear_object (&self->record);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}

/* Takes what was read and tells of it. */
void
mv_item_fill (MvItem *self, MvItemContents *contents)
{
  gboolean was_loaded = mv_item_is_loaded (self);

  g_object_freeze_notify (G_OBJECT (self));
  clear_contents (self);
  self->contribution = g_steal_pointer (&contents->contribution);
  self->record = g_steal_pointer (&contents->record);
  self->title = g_steal_pointer (&contents->title);
  self->subtitle = g_steal_pointer (&contents->subtitle);

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUBTITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VIEW]);
  if (mv_item_is_loaded (self) != was_loaded)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_LOADED]);
  g_object_thaw_notify (G_OBJECT (self));
}
