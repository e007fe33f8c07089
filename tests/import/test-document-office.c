/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-document.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* Files as LibreOffice writes them, where it is installed: it makes them from a page. */

static const char page[] =
    "<html><head><title>T</title></head><body><h1>Informasjon</h1><h2>Kva skjer?</h2>"
    "<p>Du kan <b>alltid</b> seie <a href='https://example.org'>nei</a>.</p>"
    "<ul><li>blodpr\303\270ve</li><li>samtale<ul><li>heime</li></ul></li></ul>"
    "<ol><li>f\303\270rst</li><li>s\303\245</li></ol>"
    "<table><tr><td>uke 1</td><td>m\303\270te</td></tr></table>"
    "<blockquote>Dei spurde oss.</blockquote></body></html>";

/* A form as people make it: a title, tracked changes, a footnote, a comment, a list that goes on
 * below a paragraph, a quote, a text box. */
static const char form[] =
    "<?xml version='1.0' encoding='UTF-8'?><office:document "
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "
    "xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/' office:version='1.3' "
    "office:mimetype='application/vnd.oasis.opendocument.text'><office:automatic-styles>"
    "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' "
    "style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' "
    "style:num-format='a' style:num-suffix=')'/></text:list-style></office:automatic-styles>"
    "<office:body><office:text><text:tracked-changes><text:changed-region text:id='c1'>"
    "<text:deletion><office:change-info><dc:creator>A</dc:creator>"
    "<dc:date>2026-01-01T10:00:00</dc:date></office:change-info><text:p>borte</text:p>"
    "</text:deletion></text:changed-region><text:changed-region text:id='c2'><text:insertion>"
    "<office:change-info><dc:creator>A</dc:creator><dc:date>2026-01-01T10:00:00</dc:date>"
    "</office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
    "<text:p text:style-name='Title'>Samtykke</text:p>"
    "<text:h text:outline-level='2'>Bakgrunn</text:h>"
    "<text:p>Eit<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>fotnote</text:p></text:note-body></text:note> avsnitt"
    "<office:annotation><dc:creator>A</dc:creator><text:p>merk</text:p></office:annotation> med "
    "<text:change text:change-id='c1'/><text:change-start text:change-id='c2'/>nytt "
    "<text:change-end text:change-id='c2'/>ord.</text:p>"
    "<text:list xml:id='l1' text:style-name='L1'><text:list-item><text:p>ein</text:p><text:list>"
    "<text:list-item><text:p>under a</text:p></text:list-item><text:list-item><text:p>under b"
    "</text:p></text:list-item></text:list></text:list-item></text:list><text:p>Mellom.</text:p>"
    "<text:list text:continue-list='l1' text:style-name='L1'><text:list-item><text:p>to</text:p>"
    "</text:list-item></text:list><text:p text:style-name='Quotations'>Sitat</text:p>"
    "<text:p>Kasse:<draw:frame text:anchor-type='paragraph' svg:width='5cm' svg:height='2cm'>"
    "<draw:text-box><text:p>inni</text:p></draw:text-box></draw:frame> etter</text:p>"
    "<text:p>Tabulator<text:tab/>her<text:line-break/>linje</text:p>"
    "</office:text></office:body></office:document>";

static const char page_lines[] =
    "h1 Informasjon\nh2 Kva skjer?\np Du kan alltid seie nei.\n-1 blodpr\303\270ve\n-1 samtale\n"
    "-2 heime\n1.1 f\303\270rst\n1.2 s\303\245\nr uke 1~m\303\270te\nq Dei spurde oss.\n";

static const char form_lines[] =
    "h1 Samtykke\nh2 Bakgrunn\np Eit avsnitt med nytt ord.\n1.1 ein\n2.1 under a\n2.2 under b\n"
    "p Mellom.\n1.2 to\nq Sitat\np inni\np Kasse: etter\np Tabulator~her|linje\n";

static const char page_notes[] = "1 link is kept as words only.";
static const char form_notes[] = "1 comment in the margin is left out.\n1 footnote is left out.\n"
                                 "1 change that was tracked is read as accepted.";

/* What LibreOffice is given, what it makes of it, and what is read from that. */
typedef struct
{
  const char *source;
  const char *text; /* with ' for " */
  const char *ending;
  const char *filter;
  MvDocumentFormat format;
  const char *lines;
  const char *notes;
} Row;

#define WORD "docx", "MS Word 2007 XML", MV_DOCUMENT_FORMAT_DOCX
#define OPEN "odt", "writer8", MV_DOCUMENT_FORMAT_ODT

static const Row rows[] = {
  { "page.html", page, WORD, page_lines, page_notes },
  { "page.html", page, OPEN, page_lines, page_notes },
  { "page.fodt", form, WORD, form_lines, form_notes },
  { "page.fodt", form, OPEN, form_lines, form_notes },
};

typedef struct
{
  char *folder;  /* (owned) */
  char *program; /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  g_autofree char *path = NULL;
  g_autofree char *text = g_strdelimit (g_strdup (row->text), "'", '"');
  g_autoptr (GError) error = NULL;

  self->program = g_find_program_in_path ("soffice");
  self->folder = g_dir_make_tmp ("medvirk-office-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, row->source, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_all (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_all (self->folder);
  g_free (self->folder);
  g_free (self->program);
}

/* Has LibreOffice write the text in another format, with settings of its own. */
static GBytes *
convert (Fixture *self, const Row *row)
{
  g_autofree char *settings =
      g_strconcat ("-env:UserInstallation=file://", self->folder, "/settings", NULL);
  g_autofree char *format = g_strconcat (row->ending, ":", row->filter, NULL);
  g_autofree char *from = g_build_filename (self->folder, row->source, NULL);
  g_autofree char *name = g_strconcat ("page.", row->ending, NULL);
  g_autofree char *to = g_build_filename (self->folder, name, NULL);
  /* Else it takes a page for one of its own web pages. */
  const char *reads =
      g_str_has_suffix (row->source, ".html") ? "--infilter=HTML (StarWriter)" : "--norestore";
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *text;
  gsize length;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, self->program, settings, "--headless", reads, "--convert-to",
                              format, "--outdir", self->folder, from, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (to, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

/* What LibreOffice writes is read with its headings, lists and tables, and what is left out is
 * told.
 */
static void
test_office (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  g_autofree char *name = g_strconcat ("page.", row->ending, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDocumentImport) import = NULL;
  g_auto (GStrv) notes = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *told = NULL;

  if (self->program == NULL)
    {
      g_test_skip ("LibreOffice is not installed (no soffice in PATH)");
      return;
    }

  bytes = convert (self, row);
  import = mv_document_import (name, bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (import->format, ==, row->format);
  lines = mv_test_dup_lines (import);
  g_assert_cmpstr (lines, ==, row->lines);
  notes = mv_document_import_dup_notes (import);
  told = g_strjoinv ("\n", notes);
  g_assert_cmpstr (told, ==, row->notes);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/office/page/docx", Fixture, &rows[0], set_up, test_office, tear_down);
  g_test_add ("/office/page/odt", Fixture, &rows[1], set_up, test_office, tear_down);
  g_test_add ("/office/form/docx", Fixture, &rows[2], set_up, test_office, tear_down);
  g_test_add ("/office/form/odt", Fixture, &rows[3], set_up, test_office, tear_down);

  return g_test_run ();
}
