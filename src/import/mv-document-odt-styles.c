/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-odt-styles.h"

#include "mv-xml.h"

#include <string.h>

#define N_LEVELS 10

/* Styles build on each other; more steps than that are a circle. */
#define MAX_STEPS 16

typedef struct
{
  gboolean has_numbers[N_LEVELS];
  guint starts[N_LEVELS];
  guint counts[N_LEVELS];
  gboolean is_counting[N_LEVELS];
} MvOdtList;

struct _MvOdtStyles
{
  GHashTable
      *parents;      /* (owned) (element-type utf8 utf8): paragraph style -> what it is based on */
  GHashTable *lists; /* (owned) (element-type utf8 MvOdtList) */
  MvOdtList *list;   /* (unowned) (nullable): while its levels are read */
};

MvOdtStyles *
mv_odt_styles_new (void)
{
  MvOdtStyles *self = g_new0 (MvOdtStyles, 1);

  self->parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
mv_odt_styles_free (MvOdtStyles *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->parents, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_free (self);
}

static MvOdtList *
ensure_list (MvOdtStyles *self, const char *name)
{
  MvOdtList *list = g_hash_table_lookup (self->lists, name);

  if (list != NULL)
    return list;

  list = g_new0 (MvOdtList, 1);
  for (guint i = 0; i < N_LEVELS; i++)
    list->starts[i] = 1;
  g_hash_table_insert (self->lists, g_strdup (name), list);
  return list;
}

/* Numbers that are shown to nobody are none. */
static void
take_level (MvOdtList *list, const char **names, const char **values)
{
  guint level = mv_xml_get_number (names, values, "level", 0);
  const char *format = mv_xml_get (names, values, "num-format");

  if (level < 1 || level > N_LEVELS)
    return;
  list->has_numbers[level - 1] = format != NULL && *format != '\0';
  list->starts[level - 1] = mv_xml_get_number (names, values, "start-value", 1);
}

/**
 * mv_odt_styles_start:
 *
 * Takes what it needs from an element of the styles; other elements are nothing to it.
 */
void
mv_odt_styles_start (MvOdtStyles *self, const char *name, const char **names, const char **values)
{
  const char *own = mv_xml_get (names, values, "name");
  const char *parent = mv_xml_get (names, values, "parent-style-name");

  if (strcmp (name, "style:style") == 0 && own != NULL && parent != NULL)
    g_hash_table_insert (self->parents, g_strdup (own), g_strdup (parent));
  else if (strcmp (name, "text:list-style") == 0)
    self->list = own != NULL ? ensure_list (self, own) : NULL;
  else if (strcmp (name, "text:list-level-style-number") == 0 && self->list != NULL)
    take_level (self->list, names, values);
}

/**
 * mv_odt_styles_is_based_on:
 * @self: the styles
 * @style: (nullable): name of a paragraph style
 * @ancestor: name of one of those that every OpenDocument program has
 *
 * Returns: whether @style is @ancestor, or is based on it
 */
gboolean
mv_odt_styles_is_based_on (MvOdtStyles *self, const char *style, const char *ancestor)
{
  for (guint i = 0; i < MAX_STEPS && style != NULL; i++)
    {
      if (strcmp (style, ancestor) == 0)
        return TRUE;
      style = g_hash_table_lookup (self->parents, style);
    }

  return FALSE;
}

/* Whether the items of @level, from 1, have numbers. */
gboolean
mv_odt_styles_has_numbers (MvOdtStyles *self, const char *list, guint level)
{
  return ensure_list (self, list)->has_numbers[CLAMP (level, 1, N_LEVELS) - 1];
}

/* A list that does not continue another one counts anew. */
void
mv_odt_styles_begin_list (MvOdtStyles *self, const char *list)
{
  MvOdtList *row = ensure_list (self, list);

  memset (row->is_counting, 0, sizeof row->is_counting);
}

/**
 * mv_odt_styles_count_item:
 * @self: the styles
 * @list: name of the list's style
 * @level: from 1
 * @starts_at: (nullable): the number that the item itself says it has
 *
 * Returns: the number of the next item; deeper levels begin anew
 */
guint
mv_odt_styles_count_item (MvOdtStyles *self, const char *list, guint level, const guint *starts_at)
{
  MvOdtList *row = ensure_list (self, list);
  guint i = CLAMP (level, 1, N_LEVELS) - 1;

  if (starts_at != NULL)
    row->counts[i] = *starts_at;
  else
    row->counts[i] = row->is_counting[i] ? row->counts[i] + 1 : row->starts[i];
  row->is_counting[i] = TRUE;
  for (guint deeper = i + 1; deeper < N_LEVELS; deeper++)
    row->is_counting[deeper] = FALSE;

  return row->counts[i];
}
