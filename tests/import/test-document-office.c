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

typedef struct
{
  char *folder;  /* (owned) */
  char *program; /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->program = g_find_program_in_path ("soffice");
  self->folder = g_dir_make_tmp ("medvirk-office-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "page.html", NULL);
  g_file_set_contents (path, page, -1, &error);
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

/* Has LibreOffice write the page in another format, with settings of its own. */
static GBytes *
convert (Fixture *self, const char *ending, const char *filter)
{
  g_autofree char *settings =
      g_strconcat ("-env:UserInstallation=file://", self->folder, "/settings", NULL);
  g_autofree char *format = g_strconcat (ending, ":", filter, NULL);
  g_autofree char *from = g_build_filename (self->folder, "page.html", NULL);
  g_autofree char *name = g_strconcat ("page.", ending, NULL);
  g_autofree char *to = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *text;
  gsize length;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, self->program, settings, "--headless",
                              "--infilter=HTML (StarWriter)", "--convert-to", format, "--outdir",
                              self->folder, from, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (to, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

typedef struct
{
  const char *ending;
  const char *filter;
  MvDocumentFormat format;
} Row;

static const Row rows[] = {
  { "docx", "MS Word 2007 XML", MV_DOCUMENT_FORMAT_DOCX },
  { "odt", "writer8", MV_DOCUMENT_FORMAT_ODT },
};

/* What LibreOffice writes is read with its headings, lists and tables. */
static void
test_office (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  g_autofree char *name = g_strconcat ("page.", row->ending, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDocumentImport) import = NULL;
  g_autofree char *lines = NULL;

  if (self->program == NULL)
    {
      g_test_skip ("LibreOffice is not installed (no soffice in PATH)");
      return;
    }

  bytes = convert (self, row->ending, row->filter);
  import = mv_document_import (name, bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (import->format, ==, row->format);
  g_assert_cmpstr (import->title, ==, "Informasjon");
  g_assert_cmpuint (import->n_notes[MV_DOCUMENT_NOTE_LINKS], ==, 1);
  lines = mv_test_dup_lines (import);
  g_test_message ("%s", lines);
  g_assert_true (g_str_has_prefix (lines,
                                   "h1 Informasjon\nh2 Kva skjer?\np Du kan alltid seie nei.\n"
                                   "-1 blodprøve\n-1 samtale\n-2 heime\n1.1 først\n1.2 så\n"
                                   "r uke 1~møte\n"));
  g_assert_nonnull (strstr (lines, "Dei spurde oss."));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/office/docx", Fixture, &rows[0], set_up, test_office, tear_down);
  g_test_add ("/office/odt", Fixture, &rows[1], set_up, test_office, tear_down);

  return g_test_run ();
}
