/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-xml.h"

#include "mv-decode.h"
#include "mv-document-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *uri;
  const char *prefix;
} MvNamespaceRow;

/* Source: ECMA-376 (both its transitional and its strict form) and OpenDocument 1.3. */
static const MvNamespaceRow namespaces[] = {
  { "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w" },
  { "http://purl.oclc.org/ooxml/wordprocessingml/main", "w" },
  { "http://schemas.openxmlformats.org/markup-compatibility/2006", "mc" },
  { "http://schemas.openxmlformats.org/officeDocument/2006/math", "m" },
  { "http://purl.oclc.org/ooxml/officeDocument/math", "m" },
  { "http://schemas.openxmlformats.org/package/2006/relationships", "rel" },
  { "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office" },
  { "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text" },
  { "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table" },
  { "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw" },
  { "urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style" },
  { "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest" },
};

typedef struct
{
  const char *part;            /* (unowned): its name in the file */
  const MvXmlHandler *handler; /* (unowned) */
  gpointer data;               /* (unowned): of the handler */
  GHashTable *prefixes; /* (owned) (element-type utf8 utf8): as the file has them -> as we do */
  guint depth;
} MvXml;

static void
learn_prefixes (MvXml *self, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *own = "?";

      if (!g_str_has_prefix (names[i], "xmlns") || (names[i][5] != ':' && names[i][5] != '\0'))
        continue;

      for (guint j = 0; j < G_N_ELEMENTS (namespaces); j++)
        {
          if (strcmp (namespaces[j].uri, values[i]) == 0)
            own = namespaces[j].prefix;
        }
      g_hash_table_insert (self->prefixes, g_strdup (names[i][5] == ':' ? names[i] + 6 : ""),
                           (gpointer) own);
    }
}

static char *
dup_own_name (MvXml *self, const char *name)
{
  const char *colon = strchr (name, ':');
  g_autofree char *prefix = g_strndup (name, colon != NULL ? (size_t) (colon - name) : 0);
  const char *own = g_hash_table_lookup (self->prefixes, prefix);

  return g_strconcat (own != NULL ? own : "?", ":", colon != NULL ? colon + 1 : name, NULL);
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  MvXml *self = data;
  g_autofree char *own = NULL;

  if (++self->depth > MV_XML_MAX_DEPTH)
    {
      g_set_error (
          error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_DEEP,
          _ ("The file cannot be read: in “%s”, elements stand deeper inside each other than "
             "in any text."),
          self->part);
      return;
    }

  learn_prefixes (self, names, values);
  own = dup_own_name (self, name);
  self->handler->start (own, names, values, self->data, error);
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  MvXml *self = data;
  g_autofree char *own = dup_own_name (self, name);

  self->depth--;
  self->handler->end (own, self->data, error);
}

static void
on_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  MvXml *self = data;

  if (self->handler->text != NULL)
    self->handler->text (text, length, self->data, error);
}

/* Comments and instructions are nothing to us; CDATA is text. A document type could define
 * entities, and no word processor writes one. */
static void
on_passthrough (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  static const char cdata[] = "<![CDATA[";
  MvXml *self = data;

  if (g_str_has_prefix (text, "<!DOCTYPE"))
    g_set_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED,
                 _ ("The file cannot be read: “%s” defines words of its own, which no text needs."),
                 self->part);
  else if (g_str_has_prefix (text, cdata) && self->handler->text != NULL &&
           length >= strlen (cdata) + strlen ("]]>"))
    self->handler->text (text + strlen (cdata), length - strlen (cdata) - strlen ("]]>"),
                         self->data, error);
}

static void
set_damaged (MvXml *self, GMarkupParseContext *context, GError **error)
{
  int line;

  g_markup_parse_context_get_position (context, &line, NULL);
  g_set_error (
      error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED,
      _ ("The file is damaged: “%s” cannot be read from line %d on. Open it in the program "
         "that made it, save it again, and choose the new file."),
      self->part, line);
}

/**
 * mv_xml_parse:
 * @part: name of the part, for messages
 * @bytes: the part
 * @handler: what to call
 * @data: for @handler
 * @error: %MV_DOCUMENT_ERROR_DAMAGED with the line, %MV_DOCUMENT_ERROR_TOO_DEEP, or the handler's
 * own
 *
 * Reads XML without a document type, without entities but the five, and not deeper than
 * %MV_XML_MAX_DEPTH. On failure the handler may have been called for what came before.
 *
 * Returns: whether all of it was read
 */
gboolean
mv_xml_parse (
    const char *part, GBytes *bytes, const MvXmlHandler *handler, gpointer data, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, on_passthrough, NULL };
  g_autoptr (GHashTable) prefixes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  MvXml self = { .part = part, .handler = handler, .data = data, .prefixes = prefixes };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  gboolean is_guessed;

  text = mv_decode (bytes, &is_guessed, NULL);
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &self, NULL);
  if (text == NULL || is_guessed)
    {
      set_damaged (&self, context, error);
      return FALSE;
    }

  if (g_markup_parse_context_parse (context, text, -1, &local_error) &&
      g_markup_parse_context_end_parse (context, &local_error))
    return TRUE;

  if (local_error->domain == MV_DOCUMENT_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    set_damaged (&self, context, error);
  return FALSE;
}

/**
 * mv_xml_get:
 * @names: names of an element's attributes
 * @values: their values
 * @name: name of an attribute, without its prefix
 *
 * Returns: (nullable): its value
 */
const char *
mv_xml_get (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *colon = strchr (names[i], ':');

      if (strcmp (colon != NULL ? colon + 1 : names[i], name) == 0 &&
          !g_str_has_prefix (names[i], "xmlns:"))
        return values[i];
    }

  return NULL;
}

/* A number that is not there, or is none, or is beyond all sense, is @otherwise. */
guint
mv_xml_get_number (const char **names, const char **values, const char *name, guint otherwise)
{
  const char *value = mv_xml_get (names, values, name);
  guint64 number;

  if (value == NULL ||
      !g_ascii_string_to_unsigned (value, 10, 0, MV_PARAGRAPH_MAX_NUMBER, &number, NULL))
    return otherwise;
  return (guint) number;
}
