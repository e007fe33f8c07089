/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MV_DOCX_N_LEVELS 9

/* Stands where a paragraph or style does not say a number. */
#define MV_DOCX_UNSET G_MAXUINT

typedef enum
{
  MV_DOCX_PLAIN,
  MV_DOCX_TITLE,
  MV_DOCX_QUOTE,
  MV_DOCX_CONTENTS,
} MvDocxSort;

/* What a paragraph, or its style, says of how it stands in the text. */
typedef struct
{
  MvDocxSort sort;
  guint outline; /* 0–8 for headings; else 9 or %MV_DOCX_UNSET */
  guint list;    /* 0 for none */
  guint level;   /* in the list, from 0 */
} MvDocxLook;

typedef enum
{
  MV_DOCX_ITEM_NONE,
  MV_DOCX_ITEM_BULLET,
  MV_DOCX_ITEM_NUMBER,
} MvDocxItem;

/**
 * MvDocxParts:
 *
 * What stands beside the text of a Word file: which part the text is, styles, and lists.
 */
typedef struct _MvDocxParts MvDocxParts;

MvDocxParts *mv_docx_parts_new (GHashTable *parts, GError **error);
void mv_docx_parts_free (MvDocxParts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvDocxParts, mv_docx_parts_free)

const char *mv_docx_parts_get_main (MvDocxParts *self);
MvDocxLook mv_docx_parts_get_look (MvDocxParts *self, const char *style);
MvDocxItem mv_docx_parts_count_item (MvDocxParts *self, guint list, guint level, guint *out_number);

G_END_DECLS
