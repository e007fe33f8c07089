/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-kind.h"

#include "kinds/mv-kinds.h"
#include "mv-record-private.h"

#include <string.h>

/**
 * mv_kind_list:
 * @out_n_kinds: (out) (optional): number of kinds
 *
 * Returns: (transfer none) (array length=out_n_kinds): all kinds that this version knows, by name
 */
const MvKind *const *
mv_kind_list (guint *out_n_kinds)
{
  if (out_n_kinds != NULL)
    *out_n_kinds = mv_kinds_count;
  return mv_kinds;
}

static int
compare_kind (gconstpointer name, gconstpointer kind)
{
  return strcmp (name, (*(const MvKind *const *) kind)->name);
}

/**
 * mv_kind_find:
 * @name: (nullable): a name from the wire, such as `study-text`
 *
 * Returns: (transfer none) (nullable): the kind, or %NULL if this version does not know it
 */
const MvKind *
mv_kind_find (const char *name)
{
  const MvKind *const *found;

  if (name == NULL)
    return NULL;
  found = bsearch (name, mv_kinds, mv_kinds_count, sizeof mv_kinds[0], compare_kind);
  return found == NULL ? NULL : *found;
}

/**
 * mv_kind_get_type:
 * @self: a kind
 *
 * Registers the kind's subtype of #MvRecord at the first call. May be called from any thread.
 *
 * Returns: the type whose properties are the kind's fields
 */
GType
mv_kind_get_type (const MvKind *self)
{
  static GMutex lock;
  GType type;

  g_return_val_if_fail (self != NULL, G_TYPE_INVALID);

  g_mutex_lock (&lock);
  type = g_type_from_name (self->type_name);
  if (type == G_TYPE_INVALID)
    type = mv_record_register_type (self);
  g_mutex_unlock (&lock);
  return type;
}

/**
 * mv_kind_find_field:
 * @self: a kind
 * @name: name of a field as on the wire
 *
 * Returns: (transfer none) (nullable): the field, or %NULL if the kind has none of that name
 */
const MvField *
mv_kind_find_field (const MvKind *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (const MvField *field = self->fields; field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;
  return NULL;
}

/**
 * mv_kind_has_natural_key:
 * @self: a kind
 *
 * Returns: whether the ids of its records follow from their fields, see mv_record_dup_natural_id()
 */
gboolean
mv_kind_has_natural_key (const MvKind *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (const MvField *field = self->fields; field->name != NULL; field++)
    if (field->flags & MV_FIELD_KEY)
      return TRUE;
  return FALSE;
}

/**
 * mv_field_may_refer_to:
 * @self: a field
 * @kind: name of a kind
 *
 * Returns: whether @self is a reference that may point to a record of @kind
 */
gboolean
mv_field_may_refer_to (const MvField *self, const char *kind)
{
  size_t length = strlen (kind);
  const char *at = self->target;

  while (at != NULL && *at != '\0')
    {
      size_t n = strcspn (at, " ");

      if (n == length && strncmp (at, kind, n) == 0)
        return TRUE;
      at += n + (at[n] == ' ');
    }
  return FALSE;
}
