/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-paragraph.h"

#include "mv-json.h"

#include <string.h>

const char *const mv_paragraph_styles[] = { "heading", "paragraph", "list-item", "numbered-item",
                                            "quote",   "table-row", NULL };

/**
 * mv_paragraph_new:
 * @style: what it is
 * @level: of headings and items, from 1; more than %MV_PARAGRAPH_MAX_LEVEL counts as that
 * @number: of numbered items
 * @text: its text
 *
 * Returns: (transfer full): a paragraph without an id
 */
MvParagraph *
mv_paragraph_new (MvParagraphStyle style, guint level, guint number, const char *text)
{
  MvParagraph *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (MvParagraph, 1);
  self->style = style;
  self->level = MIN (level, MV_PARAGRAPH_MAX_LEVEL);
  self->number = MIN (number, MV_PARAGRAPH_MAX_NUMBER);
  self->text = g_strdup (text);
  return self;
}

void
mv_paragraph_free (MvParagraph *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

/**
 * mv_paragraphs_new:
 *
 * Returns: (transfer full) (element-type MvParagraph): an empty text
 */
GPtrArray *
mv_paragraphs_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mv_paragraph_free);
}

static JsonObject *
paragraph_to_object (const MvParagraph *self)
{
  JsonObject *object = json_object_new ();

  if (self->id != NULL)
    json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "style", mv_paragraph_styles[self->style]);
  if (self->level > 0)
    json_object_set_int_member (object, "level", self->level);
  if (self->number > 0)
    json_object_set_int_member (object, "number", self->number);
  json_object_set_string_member (object, "text", self->text);
  return object;
}

/**
 * mv_paragraphs_to_node:
 * @self: (element-type MvParagraph): a text
 *
 * Returns: (transfer full): the list as the field `paragraphs` of a document-version has it; for
 *   that, every paragraph needs an id
 */
JsonNode *
mv_paragraphs_to_node (GPtrArray *self)
{
  JsonArray *list;
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  list = json_array_sized_new (self->len);
  for (guint i = 0; i < self->len; i++)
    json_array_add_object_element (list, paragraph_to_object (g_ptr_array_index (self, i)));

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, list);
  return node;
}

/* A style that a newer version of the program writes is shown as plain text. */
static MvParagraphStyle
style_from_code (const char *code)
{
  for (guint i = 0; code != NULL && mv_paragraph_styles[i] != NULL; i++)
    {
      if (strcmp (mv_paragraph_styles[i], code) == 0)
        return (MvParagraphStyle) i;
    }

  return MV_PARAGRAPH_PLAIN;
}

static guint
get_count (JsonObject *object, const char *name, guint max)
{
  return (guint) CLAMP (mv_json_get_integer (object, name, 0), 0, (gint64) max);
}

/**
 * mv_paragraphs_from_list:
 * @list: (nullable): the field `paragraphs` of a document-version
 *
 * Reads what stands in a record. What is no paragraph is left out; a style that is not known is
 * plain.
 *
 * Returns: (transfer full) (element-type MvParagraph): the text
 */
GPtrArray *
mv_paragraphs_from_list (JsonArray *list)
{
  GPtrArray *self = mv_paragraphs_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *text = mv_json_get_text (object, "text");
      MvParagraph *paragraph;

      if (object == NULL)
        continue;

      paragraph = mv_paragraph_new (style_from_code (mv_json_get_text (object, "style")),
                                    get_count (object, "level", MV_PARAGRAPH_MAX_LEVEL),
                                    get_count (object, "number", MV_PARAGRAPH_MAX_NUMBER),
                                    text != NULL ? text : "");
      paragraph->id = g_strdup (mv_json_get_text (object, "id"));
      g_ptr_array_add (self, paragraph);
    }

  return self;
}

static gboolean
is_item (const MvParagraph *self)
{
  return self->style == MV_PARAGRAPH_LIST_ITEM || self->style == MV_PARAGRAPH_NUMBERED_ITEM;
}

static gboolean
is_close (const MvParagraph *before, const MvParagraph *self)
{
  return (is_item (before) && is_item (self)) ||
         (before->style == MV_PARAGRAPH_TABLE_ROW && self->style == MV_PARAGRAPH_TABLE_ROW);
}

/* The text with @marker before its first line, and blanks or the marker itself before the others.
 */
static void
append_lines (GString *to, const MvParagraph *self, const char *marker, gboolean is_repeated)
{
  g_auto (GStrv) lines = g_strsplit (self->text, "\n", -1);
  guint width = (guint) g_utf8_strlen (marker, -1);
  guint indent = is_item (self) && self->level > 1 ? (self->level - 1) * 2 : 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i == 0 || is_repeated)
        g_string_append_printf (to, "%*s%s", (int) indent, "", marker);
      else
        g_string_append_printf (to, "%*s", (int) (indent + width), "");
      g_string_append (to, lines[i]);
      g_string_append_c (to, '\n');
    }
}

/**
 * mv_paragraphs_to_text:
 * @self: (element-type MvParagraph): a text
 *
 * Writes a text as one does in an e-mail: an empty line between paragraphs, none between the items
 * of a list or the rows of a table; a dash before items, a number and a stop before numbered ones,
 * `>` before what is quoted.
 *
 * Returns: (transfer full): the text; it ends with a newline unless it is empty
 */
char *
mv_paragraphs_to_text (GPtrArray *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->len; i++)
    {
      const MvParagraph *paragraph = g_ptr_array_index (self, i);
      g_autofree char *marker = NULL;

      if (i > 0 && !is_close (g_ptr_array_index (self, i - 1), paragraph))
        g_string_append_c (text, '\n');

      if (paragraph->style == MV_PARAGRAPH_NUMBERED_ITEM)
        marker = g_strdup_printf ("%u. ", paragraph->number);
      else if (paragraph->style == MV_PARAGRAPH_LIST_ITEM)
        marker = g_strdup ("– ");
      else
        marker = g_strdup (paragraph->style == MV_PARAGRAPH_QUOTE ? "> " : "");
      append_lines (text, paragraph, marker, paragraph->style == MV_PARAGRAPH_QUOTE);
    }

  return g_string_free (text, FALSE);
}
