/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Limits of a text in a document-version; longest text in characters. */
#define MV_PARAGRAPHS_MAX 2000
#define MV_PARAGRAPH_MAX_TEXT 20000
#define MV_PARAGRAPH_MAX_LEVEL 6
#define MV_PARAGRAPH_MAX_NUMBER 100000

/**
 * MvParagraphStyle:
 * @MV_PARAGRAPH_HEADING: levels from 1
 * @MV_PARAGRAPH_PLAIN: text without more
 * @MV_PARAGRAPH_LIST_ITEM: levels from 1
 * @MV_PARAGRAPH_NUMBERED_ITEM: levels from 1, with the number it bears
 * @MV_PARAGRAPH_QUOTE: somebody else's words
 * @MV_PARAGRAPH_TABLE_ROW: cells with tabs between
 *
 * What a paragraph is in its text. In the order of mv_paragraph_styles.
 */
typedef enum
{
  MV_PARAGRAPH_HEADING,
  MV_PARAGRAPH_PLAIN,
  MV_PARAGRAPH_LIST_ITEM,
  MV_PARAGRAPH_NUMBERED_ITEM,
  MV_PARAGRAPH_QUOTE,
  MV_PARAGRAPH_TABLE_ROW,
} MvParagraphStyle;

/* How the styles are called in records; ended by %NULL. */
extern const char *const mv_paragraph_styles[];

/**
 * MvParagraph:
 *
 * One paragraph of a text that was read in or is made: a version of a document, a letter, a part of
 * a report. A text is a list of them, see mv_paragraphs_new().
 */
typedef struct
{
  char *id; /* (owned) (nullable): stays from version to version; letters have none */
  MvParagraphStyle style;
  guint level;  /* of headings and items, from 1; else 0 */
  guint number; /* of numbered items; else 0 */
  char *text;   /* (owned): without markers; may have line breaks */
} MvParagraph;

MvParagraph *mv_paragraph_new (MvParagraphStyle style, guint level, guint number, const char *text);
void mv_paragraph_free (MvParagraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvParagraph, mv_paragraph_free)

GPtrArray *mv_paragraphs_new (void);
JsonNode *mv_paragraphs_to_node (GPtrArray *self);
GPtrArray *mv_paragraphs_from_list (JsonArray *list);
char *mv_paragraphs_to_text (GPtrArray *self);

G_END_DECLS
