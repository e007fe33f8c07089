/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz-document.h"

#include "mv-fuzz.h"
#include "mv-json.h"

static void
assert_paragraph (const MvParagraph *paragraph)
{
  gboolean has_level = paragraph->style == MV_PARAGRAPH_HEADING ||
                       paragraph->style == MV_PARAGRAPH_LIST_ITEM ||
                       paragraph->style == MV_PARAGRAPH_NUMBERED_ITEM;

  g_assert_true (g_utf8_validate (paragraph->text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (paragraph->text, -1), <=, MV_PARAGRAPH_MAX_TEXT);
  g_assert_cmpstr (paragraph->text, !=, "");
  g_assert_true (has_level == (paragraph->level > 0));
  g_assert_cmpuint (paragraph->level, <=, MV_PARAGRAPH_MAX_LEVEL);
  g_assert_true ((paragraph->style == MV_PARAGRAPH_NUMBERED_ITEM) || paragraph->number == 0);
  g_assert_cmpuint (paragraph->number, <=, MV_PARAGRAPH_MAX_NUMBER);
}

static char *
write_paragraphs (GPtrArray *paragraphs)
{
  g_autoptr (JsonNode) node = mv_paragraphs_to_node (paragraphs);

  return mv_json_to_text (node);
}

/* A text is kept as a list in a record, sent as JSON, and has to come out of it as it went in. */
static void
assert_keeps (GPtrArray *paragraphs)
{
  g_autofree char *text = write_paragraphs (paragraphs);
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = mv_json_parse (text, -1, 0, &error);
  g_autoptr (GPtrArray) again = NULL;

  g_assert_no_error (error);
  again = mv_paragraphs_from_list (json_node_get_array (node));
  g_assert_cmpuint (again->len, ==, paragraphs->len);
  text_again = write_paragraphs (again);
  g_assert_cmpstr (text_again, ==, text);
}

/**
 * mv_fuzz_document:
 * @format: how bytes are read that do not say themselves what they are
 * @bytes: anything
 *
 * Reads a document: what is refused has a sentence, and what is taken keeps within the limits of a
 * text and is the same after being stored and fetched.
 */
void
mv_fuzz_document (MvDocumentFormat format, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDocumentImport) import = mv_document_import_as (format, bytes, &error);
  g_auto (GStrv) notes = NULL;

  if (import == NULL)
    {
      mv_fuzz_assert_refused (error);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (import->paragraphs->len, >=, 1);
  g_assert_cmpuint (import->paragraphs->len, <=, MV_PARAGRAPHS_MAX);
  for (guint i = 0; i < import->paragraphs->len; i++)
    assert_paragraph (g_ptr_array_index (import->paragraphs, i));
  assert_keeps (import->paragraphs);
  notes = mv_document_import_dup_notes (import);
  g_assert_nonnull (notes);
}
