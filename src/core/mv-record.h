/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "mv-kind.h"
#include "mv-problem.h"

G_BEGIN_DECLS

/**
 * MvRecord:
 *
 * One record: an id, where it stands (scope, revision, sequence number, writer) and a body. There
 * is one subtype for each kind, made from the kind's table of fields (mv_kind_get_type()), whose
 * fields are its properties. Members that the table does not know are kept as they came and go out
 * unchanged. A record that was read from a store or a page is shared and not to be changed: copy
 * it, change the copy, save the copy.
 */
#define MV_TYPE_RECORD (mv_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (MvRecord, mv_record, MV, RECORD, GObject)

struct _MvRecordClass
{
  GObjectClass parent_class;
  const MvKind *kind; /* (unowned) (nullable): %NULL for a kind this version does not know */
};

MvRecord *mv_record_new (const MvKind *kind, const char *id);
MvRecord *mv_record_new_from_body (const char *kind_name, const char *id, JsonObject *body);
MvRecord *
mv_record_new_from_text (const char *kind_name, const char *id, const char *body, GError **error);
MvRecord *mv_record_copy (MvRecord *self);

/* Envelope */
const MvKind *mv_record_get_kind (MvRecord *self);
const char *mv_record_get_kind_name (MvRecord *self);
const char *mv_record_get_id (MvRecord *self);
const char *mv_record_get_scope (MvRecord *self);
void mv_record_set_scope (MvRecord *self, const char *scope);
const char *mv_record_get_by (MvRecord *self);
void mv_record_set_by (MvRecord *self, const char *by);
gint64 mv_record_get_rev (MvRecord *self);
gint64 mv_record_get_seq (MvRecord *self);
void mv_record_set_position (MvRecord *self, gint64 rev, gint64 seq);

/* Body */
JsonObject *mv_record_get_body (MvRecord *self);
char *mv_record_dup_body_text (MvRecord *self);
const char *mv_record_get_text (MvRecord *self, const char *field);
gint64 mv_record_get_integer (MvRecord *self, const char *field);
gboolean mv_record_get_boolean (MvRecord *self, const char *field);
GStrv mv_record_dup_texts (MvRecord *self, const char *field);
JsonArray *mv_record_get_list (MvRecord *self, const char *field);
JsonObject *mv_record_get_object (MvRecord *self, const char *field);
gboolean mv_record_has (MvRecord *self, const char *field);
void mv_record_set_text (MvRecord *self, const char *field, const char *value);
void mv_record_set_integer (MvRecord *self, const char *field, gint64 value);
void mv_record_set_boolean (MvRecord *self, const char *field, gboolean value);
void mv_record_set_texts (MvRecord *self, const char *field, const char *const *values);
void mv_record_set_node (MvRecord *self, const char *field, JsonNode *value);

/* Rules */
typedef enum
{
  MV_RECORD_COMPLETE = 0,
  MV_RECORD_DRAFT = 1 << 0, /* fields that are %MV_FIELD_DRAFT_OPTIONAL may be missing */
} MvRecordStage;

typedef void (*MvReferenceFunc) (const MvField *field, const char *id, gpointer data);

gboolean mv_record_validate (MvRecord *self, MvRecordStage stage, GError **error);
void mv_record_foreach_reference (MvRecord *self, MvReferenceFunc func, gpointer data);
char *mv_record_dup_natural_id (MvRecord *self, const char *scope);
char *mv_record_dup_search_text (MvRecord *self);
gboolean mv_record_equal_body (MvRecord *a, MvRecord *b);

G_END_DECLS
