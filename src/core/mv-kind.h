/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _MvField MvField;
typedef struct _MvKind MvKind;
typedef struct _MvRecord MvRecord;

/**
 * MvFieldType:
 * @MV_FIELD_TEXT: UTF-8 without control characters other than newline and tab; @max counts
 * characters
 * @MV_FIELD_DATE: a day, `2026-11-20`
 * @MV_FIELD_TIME: a moment as RFC 3339 has it, `2026-11-20T10:01:02+01:00`
 * @MV_FIELD_UUID: an id, lower case
 * @MV_FIELD_CODE: one of @codes
 * @MV_FIELD_INTEGER: a whole number from @min to @max
 * @MV_FIELD_BOOLEAN: true or false
 * @MV_FIELD_REFERENCE: the id of a record of a kind named in @target
 * @MV_FIELD_OBJECT: an object with the fields in @fields
 *
 * The type of one field of a record.
 */
typedef enum
{
  MV_FIELD_TEXT,
  MV_FIELD_DATE,
  MV_FIELD_TIME,
  MV_FIELD_UUID,
  MV_FIELD_CODE,
  MV_FIELD_INTEGER,
  MV_FIELD_BOOLEAN,
  MV_FIELD_REFERENCE,
  MV_FIELD_OBJECT,
} MvFieldType;

/**
 * MvFieldFlags:
 * @MV_FIELD_REQUIRED: must be there (and, for text, not be blank) before the record leaves the
 * device
 * @MV_FIELD_MANY: a list of values of the type, at most @max_items; codes and references stand in
 *   it once each
 * @MV_FIELD_SEARCHED: its text goes into the search index
 * @MV_FIELD_KEY: part of the kind's natural key, in table order; among the fields of an object in a
 *   list: no two objects of the list have the same
 * @MV_FIELD_DRAFT_OPTIONAL: required (without the flag for it), but not while the record is a draft
 *   in `user/me`, nor when it is a stub with `withdrawn`
 * @MV_FIELD_NULLABLE: may be JSON null or an empty text, which mean the same as absent
 */
typedef enum
{
  MV_FIELD_REQUIRED = 1 << 0,
  MV_FIELD_MANY = 1 << 1,
  MV_FIELD_SEARCHED = 1 << 2,
  MV_FIELD_KEY = 1 << 3,
  MV_FIELD_DRAFT_OPTIONAL = 1 << 4,
  MV_FIELD_NULLABLE = 1 << 5,
} MvFieldFlags;

struct _MvField
{
  const char *name; /* member name on the wire; with - for _, GObject property name */
  MvFieldType type;
  MvFieldFlags flags;
  gint64 max;      /* longest text in characters, or largest number; 0 means the type's own limit */
  gint64 min;      /* smallest number; numbers below zero need one of their own */
  guint max_items; /* longest list; 0 means 100 */
  const char *const *codes; /* (nullable): allowed codes, %NULL-terminated */
  const char
      *target; /* (nullable): kind that a reference points to; or kinds, with blanks between */
  const MvField *fields; /* (nullable): fields of an object, ended by one without a name */
};

/**
 * MvKind:
 *
 * A record kind is a table: from it come the properties, the JSON in and out, validation on both
 * sides, the search text and the limits of forms. Who may write it stands in mv-rights.
 */
struct _MvKind
{
  const char *name;      /* wire name, `study-text` */
  const char *type_name; /* GType name, `MvStudyTextRecord` */
  const MvField *fields; /* ended by a field without a name */
  size_t max_bytes;      /* largest body as text; 0 means 256 KiB */

  /* (nullable): rules between fields, asked when each field by itself is right */
  gboolean (*check) (MvRecord *record, gboolean is_draft, GError **error);
};

#define MV_RECORD_MAX_BYTES (256 * 1024)
#define MV_TEXT_MAX 20000

const MvKind *mv_kind_find (const char *name);
const MvKind *const *mv_kind_list (guint *out_n_kinds);
GType mv_kind_get_type (const MvKind *self);
const MvField *mv_kind_find_field (const MvKind *self, const char *name);
gboolean mv_kind_has_natural_key (const MvKind *self);
gboolean mv_field_may_refer_to (const MvField *self, const char *kind);

G_END_DECLS
