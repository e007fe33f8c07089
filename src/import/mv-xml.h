/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvXmlHandler:
 *
 * What is called while a part of a document is read. Names of elements come with the prefixes that
 * the formats' own descriptions use (`w:p`, `text:list`), whatever the file calls them; what is in
 * no namespace that we read comes with `?`. A handler that sets the error ends the reading.
 */
typedef struct
{
  void (*start) (
      const char *name, const char **names, const char **values, gpointer data, GError **error);
  void (*end) (const char *name, gpointer data, GError **error);
  void (*text) (const char *text, size_t length, gpointer data, GError **error); /* (nullable) */
} MvXmlHandler;

/* More than any text needs, and far less than a stack holds. */
#define MV_XML_MAX_DEPTH 256

gboolean mv_xml_parse (
    const char *part, GBytes *bytes, const MvXmlHandler *handler, gpointer data, GError **error);
const char *mv_xml_get (const char **names, const char **values, const char *name);
guint
mv_xml_get_number (const char **names, const char **values, const char *name, guint otherwise);

G_END_DECLS
