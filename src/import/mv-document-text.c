/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-private.h"

#include "mv-list-marker.h"

#include <string.h>

/* Two blanks, or a tab, are a level of a list. */
static guint
get_level (const char *line, const char *start)
{
  guint width = 0;

  for (const char *at = line; at < start; at++)
    width += *at == '\t' ? 2 : 1;
  return 1 + width / 2;
}

static void
take_line (MvDocumentBuilder *to, const char *line, const char *end, gboolean *is_after_long)
{
  const char *start = line;
  guint number = 0;
  size_t marker;

  while (start < end && g_ascii_isspace (*start))
    start++;
  while (end > start && g_ascii_isspace (end[-1]))
    end--;

  marker = mv_list_marker_find (start, end, &number);
  if (start == end)
    mv_document_builder_end (to);
  else if (marker > 0)
    mv_document_builder_begin (to, number > 0 ? MV_PARAGRAPH_NUMBERED_ITEM : MV_PARAGRAPH_LIST_ITEM,
                               get_level (line, start), number);
  else
    mv_document_builder_append (to, *is_after_long ? " " : "\n", 1);

  start += marker;
  while (start < end && g_ascii_isspace (*start))
    start++;
  if (start < end)
    mv_document_builder_append (to, start, end - start);
  *is_after_long = mv_line_goes_on (start, end);
}

/**
 * mv_document_read_text:
 * @text: UTF-8
 * @to: where the text goes
 * @error: %MV_DOCUMENT_ERROR_TOO_LARGE
 *
 * An empty line ends a paragraph; a bullet or a number begins an item of a list. Lines that were
 * broken by the width of a page are joined, short ones stay lines.
 *
 * Returns: whether all of it was read
 */
gboolean
mv_document_read_text (const char *text, MvDocumentBuilder *to, GError **error)
{
  gboolean is_after_long = FALSE;

  for (const char *line = text; *line != '\0';)
    {
      const char *end = line + strcspn (line, "\r\n\f");

      take_line (to, line, end, &is_after_long);
      line = *end == '\r' && end[1] == '\n' ? end + 2 : *end != '\0' ? end + 1 : end;
      if (!mv_document_builder_check (to, error))
        return FALSE;
    }

  return TRUE;
}
