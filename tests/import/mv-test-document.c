/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-document.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

static la_ssize_t
write_bytes (struct archive *archive, void *data, const void *bytes, size_t length)
{
  g_byte_array_append (data, bytes, (guint) length);
  return (la_ssize_t) length;
}

/**
 * mv_test_zip:
 *
 * Returns: (transfer full): a packed zip of the parts
 */
GBytes *
mv_test_zip (const MvTestPart *parts, guint n_parts)
{
  GByteArray *bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  g_assert_cmpint (archive_write_open (archive, bytes, NULL, write_bytes, NULL), ==, ARCHIVE_OK);

  for (guint i = 0; i < n_parts; i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      size_t length = strlen (parts[i].text);

      archive_entry_set_pathname (entry, parts[i].name);
      archive_entry_set_size (entry, (la_int64_t) length);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, parts[i].text, length), ==, (int) length);
      archive_entry_free (entry);
    }

  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS                                                                                  \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define WORD "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"

/**
 * mv_test_docx:
 * @body: what stands in `w:body`
 * @styles: (nullable): what stands in `w:styles`
 * @numbering: (nullable): what stands in `w:numbering`
 *
 * Returns: (transfer full): a Word file
 */
GBytes *
mv_test_docx (const char *body, const char *styles, const char *numbering)
{
  g_autofree char *text = g_strconcat (
      "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:document " WORD
      " xmlns:r='" OFFICE "' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
      " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><w:body>",
      body, "<w:sectPr/></w:body></w:document>", NULL);
  g_autofree char *looks = g_strconcat ("<w:styles " WORD ">", styles, "</w:styles>", NULL);
  g_autofree char *lists =
      g_strconcat ("<w:numbering " WORD ">", numbering, "</w:numbering>", NULL);
  const MvTestPart parts[] = {
    { "[Content_Types].xml", "<Types/>" },
    { "_rels/.rels", RELATIONS "<Relationship Id='rId1' Type='" OFFICE
                               "/officeDocument' Target='word/document.xml'/></Relationships>" },
    { "word/document.xml", text },
    { "word/_rels/document.xml.rels",
      RELATIONS "<Relationship Id='rId1' Type='" OFFICE "/styles' Target='styles.xml'/>"
                "<Relationship Id='rId2' Type='" OFFICE "/numbering' Target='numbering.xml'/>"
                "<Relationship Id='rId3' Type='" OFFICE
                "/hyperlink' Target='https://example.org' TargetMode='External'/>"
                "</Relationships>" },
    { "word/styles.xml", looks },
    { "word/numbering.xml", lists },
  };

  return mv_test_zip (parts, G_N_ELEMENTS (parts));
}

/**
 * mv_test_odt:
 * @body: what stands in `office:text`
 * @styles: (nullable): what stands in `office:automatic-styles`
 *
 * Returns: (transfer full): an OpenDocument text
 */
GBytes *
mv_test_odt (const char *body, const char *styles)
{
  static const char names[] =
      "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
      "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
      "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
      "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "
      "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
      "xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' "
      "xmlns:xlink='http://www.w3.org/1999/xlink'";
  g_autofree char *text =
      g_strconcat ("<?xml version='1.0' encoding='UTF-8'?>\n<office:document-content ", names,
                   "><office:automatic-styles>", styles != NULL ? styles : "",
                   "</office:automatic-styles><office:body><office:text>", body,
                   "</office:text></office:body></office:document-content>", NULL);
  const MvTestPart parts[] = {
    { "mimetype", "application/vnd.oasis.opendocument.text" },
    { "content.xml", text },
    { "META-INF/manifest.xml", "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:"
                               "manifest:1.0'/>" },
  };

  return mv_test_zip (parts, G_N_ELEMENTS (parts));
}

static void
append_line (GString *lines, const MvParagraph *paragraph)
{
  switch (paragraph->style)
    {
    case MV_PARAGRAPH_HEADING:
      g_string_append_printf (lines, "h%u ", paragraph->level);
      break;
    case MV_PARAGRAPH_LIST_ITEM:
      g_string_append_printf (lines, "-%u ", paragraph->level);
      break;
    case MV_PARAGRAPH_NUMBERED_ITEM:
      g_string_append_printf (lines, "%u.%u ", paragraph->level, paragraph->number);
      break;
    case MV_PARAGRAPH_QUOTE:
      g_string_append (lines, "q ");
      break;
    case MV_PARAGRAPH_TABLE_ROW:
      g_string_append (lines, "r ");
      break;
    case MV_PARAGRAPH_PLAIN:
    default:
      g_string_append (lines, "p ");
      break;
    }
  g_string_append_printf (lines, "%s\n", paragraph->text);
}

char *
mv_test_dup_lines (MvDocumentImport *import)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < import->paragraphs->len; i++)
    {
      MvParagraph *paragraph = g_ptr_array_index (import->paragraphs, i);
      g_auto (GStrv) parts = g_strsplit (paragraph->text, "\n", -1);

      g_free (paragraph->text);
      paragraph->text = g_strdelimit (g_strjoinv ("|", parts), "\t", '~');
      append_line (lines, paragraph);
    }

  return g_string_free (lines, FALSE);
}

void
mv_test_assert_lines (const char *name, GBytes *bytes, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDocumentImport) import = mv_document_import (name, bytes, &error);
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  lines = mv_test_dup_lines (import);
  g_assert_cmpstr (lines, ==, expected);
}
