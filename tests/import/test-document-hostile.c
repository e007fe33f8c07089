/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-document.h"

#include "mv-kind.h"
#include "mv-xml.h"
#include "mv-zip.h"

#include <string.h>

/* Every refusal has a sentence that names what and where, and lets nothing of the file through. */
static void
assert_refused (const char *name, GBytes *bytes, MvDocumentError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  MvDocumentImport *import = mv_document_import (name, bytes, &error);

  g_assert_null (import);
  g_test_message ("%s", error->message);
  g_assert_error (error, MV_DOCUMENT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static char *
repeat (const char *text, guint n)
{
  GString *all = g_string_sized_new (strlen (text) * n);

  for (guint i = 0; i < n; i++)
    g_string_append (all, text);
  return g_string_free (all, FALSE);
}

/* Files that are something else say what, and what to do. */
static void
test_hostile_formats (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    MvDocumentError code;
    const char *says;
  } rows[] = {
    { "%PDF-1.7", 8, MV_DOCUMENT_ERROR_UNKNOWN_FORMAT, "PDF" },                        /* */
    { "{\\rtf1 a}", 9, MV_DOCUMENT_ERROR_UNKNOWN_FORMAT, "rich text" },                /* */
    { "\xd0\xcf\x11\xe0\xa1\xb1", 6, MV_DOCUMENT_ERROR_UNKNOWN_FORMAT, "older Word" }, /* */
    { "a\0b", 3, MV_DOCUMENT_ERROR_NOT_TEXT, "byte 2" },                               /* zeros */
    { "\x89PNG\r\n\x1a\n\0\0", 10, MV_DOCUMENT_ERROR_NOT_TEXT, "byte 9" }, /* a picture */
    { "", 0, MV_DOCUMENT_ERROR_EMPTY, "no text" },                         /* nothing */
    { " \n\xc2\xa0\xef\xbb\xbf", 7, MV_DOCUMENT_ERROR_EMPTY, "no text" },  /* nothing seen */
    { "PK\3\4", 4, MV_DOCUMENT_ERROR_DAMAGED, "damaged" },                 /* four bytes of a zip */
    { "PK\3\4aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 34, MV_DOCUMENT_ERROR_DAMAGED, "damaged" }, /* */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].bytes, rows[i].length);

      assert_refused ("a.txt", bytes, rows[i].code, rows[i].says);
    }
}

/* A file named as a word processor's that does not begin as one. */
static void
test_hostile_named (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a", 1);

  assert_refused ("a.docx", bytes, MV_DOCUMENT_ERROR_DAMAGED, "beginning is missing");
  assert_refused ("a.ODT", bytes, MV_DOCUMENT_ERROR_DAMAGED, "beginning is missing");
}

/* Zips that are no text. */
static void
test_hostile_zips (void)
{
  static const struct
  {
    MvTestPart parts[3];
    MvDocumentError code;
    const char *says;
  } rows[] = {
    { { { "a.txt", "a" }, { "b.txt", "b" }, { "c.txt", "c" } },
      MV_DOCUMENT_ERROR_UNKNOWN_FORMAT,
      "zip file" }, /* any zip */
    { { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
        { "content.xml", "<a/>" },
        { "c.txt", "c" } },
      MV_DOCUMENT_ERROR_UNKNOWN_FORMAT,
      "spreadsheet" }, /* a spreadsheet */
    { { { "_rels/.rels", "<a/>" }, { "xl/workbook.xml", "<a/>" }, { "c.txt", "c" } },
      MV_DOCUMENT_ERROR_UNKNOWN_FORMAT,
      "spreadsheet" }, /* another */
    { { { "_rels/.rels", "<a/>" }, { "word/document.xml", "<a/>" }, { "c.txt", "c" } },
      MV_DOCUMENT_ERROR_DAMAGED,
      "text is missing" }, /* nothing leads to it */
    { { { "mimetype", "application/vnd.oasis.opendocument.text" },
        { "content.xml", "<a/>" },
        { "c.txt", "c" } },
      MV_DOCUMENT_ERROR_DAMAGED,
      "text is missing" }, /* no body */
    { { { "mimetype", "application/vnd.oasis.opendocument.text" },
        { "META-INF/manifest.xml",
          "<m:f xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
          "<m:encryption-data/></m:f>" },
        { "content.xml", "\1\2\3" } },
      MV_DOCUMENT_ERROR_PROTECTED,
      "password" }, /* locked */
    { { { "mimetype", "application/vnd.oasis.opendocument.text" },
        { "content.xml", "\xff\xfa" },
        { "c.txt", "c" } },
      MV_DOCUMENT_ERROR_DAMAGED,
      "content.xml" }, /* wrong encoding */
    { { { "mimetype", "application/vnd.oasis.opendocument.text" },
        { "content.xml", "<a>\n\n<b></a>" },
        { "c.txt", "c" } },
      MV_DOCUMENT_ERROR_DAMAGED,
      "line 3" }, /* not well formed */
    { { { "a/a.docx", "PK" }, { "content.xml", "<a/>" }, { "content.xml", "<b/>" } },
      MV_DOCUMENT_ERROR_DAMAGED,
      "content.xml" }, /* a name twice */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = mv_test_zip (rows[i].parts, 3);

      assert_refused ("a.docx", bytes, rows[i].code, rows[i].says);
    }
}

/* A zip in a zip is not unpacked, however often. */
static void
test_hostile_nested (void)
{
  g_autoptr (GBytes) inner = mv_test_docx ("<w:p><w:r><w:t>a</w:t></w:r></w:p>", "", "");
  g_autofree char *text =
      g_base64_encode (g_bytes_get_data (inner, NULL), g_bytes_get_size (inner));
  const MvTestPart parts[] = { { "inner.docx", text }, { "inner.zip", text } };
  g_autoptr (GBytes) bytes = mv_test_zip (parts, G_N_ELEMENTS (parts));
  g_autoptr (GHashTable) found = mv_zip_read (bytes, NULL);

  g_assert_cmpuint (g_bytes_get_size (g_hash_table_lookup (found, "inner.zip")), ==, 0);
  assert_refused ("a.docx", bytes, MV_DOCUMENT_ERROR_UNKNOWN_FORMAT, "zip file");
}

/* Entities of one's own: from another file, from the net, and multiplied. */
static void
test_hostile_entities (void)
{
  static const char *const types[] = {
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'>",
    "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY x '&b;&b;&b;'>]>",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *content = g_strconcat (types[i], "<a>&x;</a>", NULL);
      const MvTestPart parts[] = {
        { "mimetype", "application/vnd.oasis.opendocument.text" },
        { "content.xml", content },
      };
      g_autoptr (GBytes) bytes = mv_test_zip (parts, G_N_ELEMENTS (parts));

      assert_refused ("a.odt", bytes, MV_DOCUMENT_ERROR_DAMAGED, "content.xml");
    }
}

/* In a page, too: words of its own stand as they are, and nothing is read from elsewhere. */
static void
test_hostile_html_entities (void)
{
  static const char text[] = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>a&x;b";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDocumentImport) import = mv_document_import ("a.html", bytes, &error);
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  lines = mv_test_dup_lines (import);
  g_assert_nonnull (strstr (lines, "a&x;b"));
  g_assert_null (strstr (lines, "root"));
}

/* At the deepest that is read, and one deeper. */
static void
test_hostile_depth (void)
{
  /* Around the paragraph's text stand document, body, paragraph, run and text. */
  static const struct
  {
    guint n;
    gboolean is_read;
  } rows[] = { { MV_XML_MAX_DEPTH - 5, TRUE }, { MV_XML_MAX_DEPTH - 4, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *starts = repeat ("<w:sdt>", rows[i].n);
      g_autofree char *ends = repeat ("</w:sdt>", rows[i].n);
      g_autofree char *body =
          g_strconcat (starts, "<w:p><w:r><w:t>a</w:t></w:r></w:p>", ends, NULL);
      g_autoptr (GBytes) bytes = mv_test_docx (body, "", "");

      if (rows[i].is_read)
        mv_test_assert_lines ("a.docx", bytes, "p a\n");
      else
        assert_refused ("a.docx", bytes, MV_DOCUMENT_ERROR_TOO_DEEP, "word/document.xml");
    }
}

static void
ignore_start (
    const char *name, const char **names, const char **values, gpointer data, GError **error)
{
}

static void
ignore_end (const char *name, gpointer data, GError **error)
{
}

/* So deep that a stack would break. */
static void
test_hostile_depths (void)
{
  static const MvXmlHandler handler = { ignore_start, ignore_end, NULL };
  g_autofree char *text = repeat ("<a>", 100000);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_xml_parse ("content.xml", bytes, &handler, NULL, &error));
  g_assert_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_DEEP);
}

/* Pages: one deeper than is read, and so deep that a stack would break. */
static void
test_hostile_html_depth (void)
{
  static const guint counts[] = { 257, 100000 };
  static const char *const tags[] = { "<div>", "<b>", "<ul><li>", "<table><tr><td>" };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (tags); j++)
      {
        g_autofree char *text = repeat (tags[j], counts[i]);
        g_autofree char *ended = g_strconcat (text, "a</p></x></div></li>", NULL);
        g_autoptr (GBytes) bytes = g_bytes_new_static (ended, strlen (ended));

        assert_refused ("a.html", bytes, MV_DOCUMENT_ERROR_TOO_DEEP, "deeper");
      }
}

/* Many ends without a start take no time to speak of. */
static void
test_hostile_html_ends (void)
{
  g_autofree char *starts = repeat ("<div>", 200);
  g_autofree char *ends = repeat ("</x></b></li></table>", 20000);
  g_autofree char *text = g_strconcat (starts, "a", ends, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  mv_test_assert_lines ("a.html", bytes, "p a\n");
}

/* A small file that unpacks to a large one. */
static void
test_hostile_bomb (void)
{
  g_autofree char *blanks = g_strnfill (30 * 1024 * 1024, ' ');
  const MvTestPart parts[] = {
    { "mimetype", "application/vnd.oasis.opendocument.text" },
    { "content.xml", blanks },
  };
  g_autoptr (GBytes) bytes = mv_test_zip (parts, G_N_ELEMENTS (parts));

  g_assert_cmpuint (g_bytes_get_size (bytes), <, 100 * 1024);
  assert_refused ("a.odt", bytes, MV_DOCUMENT_ERROR_TOO_LARGE, "content.xml");
}

/* One part beyond the limit of parts, all parts together beyond theirs, and too many of them. */
static void
test_hostile_limits (void)
{
  g_autofree char *noise = g_malloc (MV_ZIP_MAX_ENTRY_BYTES + 2);
  const MvTestPart large[] = { { "mimetype", "a" }, { "content.xml", noise } };
  g_autofree char *many = g_malloc0 (16 * (MV_ZIP_MAX_ENTRIES + 1));
  g_autofree MvTestPart *parts = g_new0 (MvTestPart, MV_ZIP_MAX_ENTRIES + 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) most = NULL;
  g_autoptr (GBytes) more = NULL;
  g_autoptr (GHashTable) found = NULL;
  g_autoptr (GError) error = NULL;
  guint32 state = 1;

  for (gsize i = 0; i <= MV_ZIP_MAX_ENTRY_BYTES; i++)
    {
      state = state * 1664525 + 1013904223;
      noise[i] = (char) ('a' + (state >> 24) % 26);
    }
  noise[MV_ZIP_MAX_ENTRY_BYTES + 1] = '\0';
  bytes = mv_test_zip (large, 2);
  g_assert_null (mv_zip_read (bytes, &error));
  g_assert_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  noise[MV_ZIP_MAX_ENTRY_BYTES] = '\0';
  most = mv_test_zip (large, 2);
  found = mv_zip_read (most, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (g_hash_table_lookup (found, "content.xml")), ==,
                    MV_ZIP_MAX_ENTRY_BYTES);

  for (guint i = 0; i <= MV_ZIP_MAX_ENTRIES; i++)
    {
      g_snprintf (many + 16 * i, 16, "%u.txt", i);
      parts[i] = (MvTestPart){ many + 16 * i, "" };
    }
  more = mv_test_zip (parts, MV_ZIP_MAX_ENTRIES + 1);
  assert_refused ("a.docx", more, MV_DOCUMENT_ERROR_TOO_LARGE, "4000");
}

/* Writes a number of four bytes, lowest first, wherever @old stands. Returns how often. */
static guint
replace_number (guint8 *data, gsize length, guint32 old, guint32 new)
{
  guint8 from[4], to[4];
  guint n = 0;

  for (guint i = 0; i < 4; i++)
    {
      from[i] = (guint8) (old >> (8 * i));
      to[i] = (guint8) (new >> (8 * i));
    }
  for (gsize i = 0; i + 4 <= length; i++)
    {
      if (memcmp (data + i, from, 4) == 0)
        {
          memcpy (data + i, to, 4);
          n++;
        }
    }

  return n;
}

/* A part that claims to be 300 MB is refused before it is unpacked; one that claims to be small and
 * is not, while it is. */
static void
test_hostile_claims (void)
{
  g_autofree char *text = g_strnfill (77777, 'x');
  const MvTestPart parts[] = {
    { "mimetype", "application/vnd.oasis.opendocument.text" },
    { "content.xml", text },
  };
  static const guint32 claims[] = { 300 * 1024 * 1024, 0xffffffff, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (GBytes) honest = mv_test_zip (parts, G_N_ELEMENTS (parts));
      GByteArray *data = g_bytes_unref_to_array (g_steal_pointer (&honest));
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      guint n = replace_number (data->data, data->len, 77777, claims[i]);

      g_assert_cmpuint (n, >=, 1);
      bytes = g_byte_array_free_to_bytes (data);
      g_assert_null (mv_document_import ("a.odt", bytes, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "content.xml"));
      g_assert_true (error->code == MV_DOCUMENT_ERROR_TOO_LARGE ||
                     error->code == MV_DOCUMENT_ERROR_DAMAGED);
    }
}

/* A file cut short at every 97th byte, and at each of its last hundred, is refused with a sentence.
 */
static void
test_hostile_cut (void)
{
  g_autoptr (GBytes) word = mv_test_docx ("<w:p><w:r><w:t>a</w:t></w:r></w:p>", "", "");
  g_autoptr (GBytes) open = mv_test_odt ("<text:p>a</text:p>", "");
  GBytes *const files[] = { word, open };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length = g_bytes_get_size (files[i]);

      for (gsize cut = 4; cut < length - 22; cut += cut + 122 < length ? 97 : 1)
        {
          g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (files[i], 0, cut);
          g_autoptr (GError) error = NULL;

          g_assert_null (mv_document_import ("a.docx", bytes, &error));
          g_assert_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED);
        }
    }
}

/* A file with a byte changed is read or refused, and never worse. */
static void
test_hostile_changed (void)
{
  g_autoptr (GBytes) file = mv_test_docx (
      "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
      "<w:style w:styleId='A'><w:name w:val='heading 1'/></w:style>",
      "<w:abstractNum w:abstractNumId='0'/><w:num w:numId='1'><w:abstractNumId "
      "w:val='0'/></w:num>");

  for (gsize i = 0; i < g_bytes_get_size (file); i += 3)
    {
      g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MvDocumentImport) import = NULL;

      data[i] ^= 0x55;
      bytes = g_bytes_new (data, g_bytes_get_size (file));
      import = mv_document_import ("a.docx", bytes, &error);
      g_assert_true ((import == NULL) == (error != NULL));
      g_assert_true (import != NULL || error->domain == MV_DOCUMENT_ERROR);
    }
}

/* As many paragraphs as a version may have, and one more. */
static void
test_hostile_paragraphs (void)
{
  g_autofree char *most = repeat ("a\n\n", MV_PARAGRAPHS_MAX);
  g_autofree char *more = g_strconcat (most, "a", NULL);
  g_autoptr (GBytes) fits = g_bytes_new_static (most, strlen (most));
  g_autoptr (GBytes) does_not = g_bytes_new_static (more, strlen (more));
  g_autoptr (MvDocumentImport) import = mv_document_import ("a.txt", fits, NULL);

  g_assert_cmpuint (import->paragraphs->len, ==, MV_PARAGRAPHS_MAX);
  assert_refused ("a.txt", does_not, MV_DOCUMENT_ERROR_TOO_LARGE, "2000");
}

/* A paragraph too long for one becomes several and loses nothing. */
static void
test_hostile_long_paragraph (void)
{
  g_autofree char *most = g_strnfill (MV_PARAGRAPH_MAX_TEXT, 'a');
  g_autofree char *sentence = g_strnfill (MV_PARAGRAPH_MAX_TEXT - 100, 'b');
  g_autofree char *whole = g_strconcat (most, "a", NULL);
  g_autofree char *parted = g_strconcat (sentence, ". ", most, NULL);
  const char *const rows[][3] = { { most, NULL, NULL },
                                  { whole, NULL, "a" },
                                  { parted, ". ", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i][0], strlen (rows[i][0]));
      g_autoptr (MvDocumentImport) import = mv_document_import ("a.txt", bytes, NULL);
      g_autoptr (GString) all = g_string_new (NULL);

      for (guint j = 0; j < import->paragraphs->len; j++)
        {
          const MvParagraph *paragraph = g_ptr_array_index (import->paragraphs, j);

          g_assert_cmpint (g_utf8_strlen (paragraph->text, -1), <=, MV_PARAGRAPH_MAX_TEXT);
          g_string_append (all, paragraph->text);
        }
      g_assert_cmpstr (all->str, ==, rows[i][0]);
      g_assert_cmpuint (import->paragraphs->len, ==, i == 0 ? 1 : 2);
      g_assert_cmpuint (import->n_notes[MV_DOCUMENT_NOTE_SPLIT], ==, i == 0 ? 0 : 1);
    }
}

/* What is read fits a record, also with signs that take more room there. */
static void
test_hostile_room (void)
{
  g_autofree char *line = g_strnfill (15000, '"');
  g_autofree char *paragraph = g_strconcat (line, "\n\n", NULL);

  for (guint n = 1; n < 12; n++)
    {
      g_autofree char *text = repeat (paragraph, n);
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (MvDocumentImport) import = mv_document_import ("a.txt", bytes, &error);
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *json = NULL;

      if (n >= 8)
        {
          g_assert_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_LARGE);
          continue;
        }
      g_assert_no_error (error);
      node = mv_paragraphs_to_node (import->paragraphs);
      json = json_to_string (node, FALSE);
      g_assert_cmpuint (strlen (json), <, MV_RECORD_MAX_BYTES);
    }
}

/* The largest file, and one byte more. */
static void
test_hostile_size (void)
{
  g_autofree char *text = g_strnfill (MV_DOCUMENT_MAX_BYTES + 1, ' ');
  g_autoptr (GBytes) more = g_bytes_new_static (text, MV_DOCUMENT_MAX_BYTES + 1);
  g_autoptr (GBytes) most = g_bytes_new_static (text, MV_DOCUMENT_MAX_BYTES);

  assert_refused ("a.txt", more, MV_DOCUMENT_ERROR_TOO_LARGE, "20 MB");
  assert_refused ("a.txt", most, MV_DOCUMENT_ERROR_EMPTY, "no text");
}

/* Marks without their other half, as many as a file holds. */
static void
test_hostile_markdown (void)
{
  static const char *const texts[] = { "*a ", "[", "**a", "`", "![", "> ", "_a", "|" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = repeat (texts[i], 40000);
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (MvDocumentImport) import = mv_document_import ("a.md", bytes, &error);

      g_assert_true ((import == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hostile/formats", test_hostile_formats);
  g_test_add_func ("/hostile/named", test_hostile_named);
  g_test_add_func ("/hostile/zips", test_hostile_zips);
  g_test_add_func ("/hostile/nested", test_hostile_nested);
  g_test_add_func ("/hostile/entities", test_hostile_entities);
  g_test_add_func ("/hostile/html/entities", test_hostile_html_entities);
  g_test_add_func ("/hostile/depth", test_hostile_depth);
  g_test_add_func ("/hostile/depths", test_hostile_depths);
  g_test_add_func ("/hostile/html/depth", test_hostile_html_depth);
  g_test_add_func ("/hostile/html/ends", test_hostile_html_ends);
  g_test_add_func ("/hostile/bomb", test_hostile_bomb);
  g_test_add_func ("/hostile/limits", test_hostile_limits);
  g_test_add_func ("/hostile/claims", test_hostile_claims);
  g_test_add_func ("/hostile/cut", test_hostile_cut);
  g_test_add_func ("/hostile/changed", test_hostile_changed);
  g_test_add_func ("/hostile/paragraphs", test_hostile_paragraphs);
  g_test_add_func ("/hostile/long-paragraph", test_hostile_long_paragraph);
  g_test_add_func ("/hostile/room", test_hostile_room);
  g_test_add_func ("/hostile/size", test_hostile_size);
  g_test_add_func ("/hostile/markdown", test_hostile_markdown);

  return g_test_run ();
}
