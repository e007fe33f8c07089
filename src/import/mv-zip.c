/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-zip.h"

#include "mv-document-import.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct archive MvArchive;

static void
archive_close (MvArchive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvArchive, archive_close)

/* What is being read. */
typedef struct
{
  MvArchive *archive; /* (unowned) */
  size_t length;      /* of the file */
  size_t n_bytes;     /* unpacked so far */
  GHashTable *parts;  /* (unowned) */
} MvZip;

gboolean
mv_zip_recognises (GBytes *bytes)
{
  size_t length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= 4 && memcmp (data, "PK\3\4", 4) == 0;
}

static gboolean
refuse_size (const char *name, GError **error)
{
  g_set_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_LARGE,
               _ ("The file is not read: “%s” in it unpacks to more than any text needs."), name);
  return FALSE;
}

static gboolean
refuse_damaged (const char *name, GError **error)
{
  if (name == NULL)
    g_set_error_literal (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED,
                         _ ("The file is damaged: it ends too early or is not whole. Fetch it "
                            "again, or save it again in the program that made it."));
  else
    g_set_error (
        error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED,
        _ ("The file is damaged: “%s” in it cannot be unpacked. Fetch it again, or save it "
           "again in the program that made it."),
        name);
  return FALSE;
}

static gboolean
is_within (const MvZip *self, size_t entry_bytes)
{
  size_t total = self->n_bytes + entry_bytes;

  return entry_bytes <= MV_ZIP_MAX_ENTRY_BYTES && total <= MV_ZIP_MAX_BYTES &&
         (total <= MV_ZIP_SMALL_BYTES || total / MV_ZIP_MAX_RATIO <= self->length);
}

/* Texts are in these; pictures, fonts and programs stay packed. */
static gboolean
is_wanted (const char *name)
{
  return strcmp (name, "mimetype") == 0 || g_str_has_suffix (name, ".xml") ||
         g_str_has_suffix (name, ".rels");
}

/* Unpacks one part. What it claims to be large as is refused before anything is unpacked, what
 * turns out to be larger than it claims as soon as it does. */
static GBytes *
read_entry (MvZip *self, struct archive_entry *entry, const char *name, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 buffer[16 * 1024];
  la_ssize_t n;

  if (archive_entry_is_encrypted (entry))
    {
      g_set_error_literal (
          error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_PROTECTED,
          _ ("The file has a password. Save it without one, and choose that file."));
      return NULL;
    }
  if (archive_entry_size_is_set (entry) &&
      (archive_entry_size (entry) < 0 || !is_within (self, (size_t) archive_entry_size (entry))))
    {
      refuse_size (name, error);
      return NULL;
    }

  while ((n = archive_read_data (self->archive, buffer, sizeof buffer)) > 0)
    {
      g_byte_array_append (data, buffer, (guint) n);
      if (!is_within (self, data->len))
        {
          refuse_size (name, error);
          return NULL;
        }
    }
  if (n < 0)
    {
      refuse_damaged (name, error);
      return NULL;
    }

  self->n_bytes += data->len;
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

/* Names in older encodings are of pictures only; no two of them are taken for the same. */
static char *
dup_name (MvZip *self, struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name != NULL && g_utf8_validate (name, -1, NULL))
    return g_strdup (name);
  return g_strdup_printf ("?%u", g_hash_table_size (self->parts));
}

static gboolean
take_entry (MvZip *self, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = dup_name (self, entry);
  GBytes *data;

  /* Of two parts with one name, programs disagree on which one counts. */
  if (g_hash_table_contains (self->parts, name))
    return refuse_damaged (name, error);
  if (g_hash_table_size (self->parts) == MV_ZIP_MAX_ENTRIES)
    {
      g_set_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_LARGE,
                   _ ("The file is not read: it holds more than %d files."), MV_ZIP_MAX_ENTRIES);
      return FALSE;
    }

  if (!is_wanted (name))
    {
      g_hash_table_insert (self->parts, g_steal_pointer (&name), g_bytes_new_static ("", 0));
      return TRUE;
    }

  data = read_entry (self, entry, name, error);
  if (data == NULL)
    return FALSE;
  g_hash_table_insert (self->parts, g_steal_pointer (&name), data);
  return TRUE;
}

static gboolean
take_entries (MvZip *self, GError **error)
{
  struct archive_entry *entry;
  int status;

  while ((status = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK ||
         status == ARCHIVE_WARN)
    {
      if (!take_entry (self, entry, error))
        return FALSE;
    }

  return status == ARCHIVE_EOF ? TRUE : refuse_damaged (NULL, error);
}

/**
 * mv_zip_read:
 * @bytes: a zip file
 * @error: %MV_DOCUMENT_ERROR_DAMAGED, %MV_DOCUMENT_ERROR_PROTECTED, or %MV_DOCUMENT_ERROR_TOO_LARGE
 *   beyond one of the limits above
 *
 * Unpacks what may be text (`mimetype`, `.xml`, `.rels`), in memory and nowhere else. A zip inside
 * is not looked into. The table at its end is read, so that a file cut short is refused.
 *
 * Returns: (transfer full) (element-type utf8 GBytes): name to contents, which are empty for the
 *   parts that are not wanted; or %NULL
 */
GHashTable *
mv_zip_read (GBytes *bytes, GError **error)
{
  g_autoptr (GHashTable) parts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr (MvArchive) archive = archive_read_new ();
  MvZip self = { .archive = archive, .parts = parts };
  const void *data = g_bytes_get_data (bytes, &self.length);

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_memory (archive, data, self.length) != ARCHIVE_OK)
    {
      refuse_damaged (NULL, error);
      return NULL;
    }

  return take_entries (&self, error) ? g_steal_pointer (&parts) : NULL;
}
