/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-import.h"

#include "mv-clean.h"
#include "mv-clock.h"
#include "mv-fold.h"
#include "mv-hospitals.h"
#include "mv-import-private.h"
#include "mv-json.h"
#include "mv-random.h"

#include <string.h>

/*
 * The feed of the hospitals' common web platform. One study:
 *
 *   {"id":"88309", "tittel":"…", "sammendrag":null, "status":"Åpen for rekruttering",
 *    "utfort_av":"…", "deltakende_foretak":["…"], "kategorier":["…"],
 *    "relaterte_behandlinger":["…"], "relaterte_diagnoser":["406506008"], "lenke":"http://…"}
 *
 * id, tittel and status are needed; a list that is empty comes as null. relaterte_diagnoser are
 * identifiers of SNOMED CT.
 */

typedef struct
{
  const char *word;
  const char *status;
} MvStatusRow;

static const MvStatusRow statuses[] = {
  { "planlagt", "not-started" },
  { "åpen for rekruttering", "recruiting" },
  { "pågående", "not-recruiting" },
  { "avsluttet", "ended" },
};

/* What is being made of one record of the feed. */
typedef struct
{
  MvImport *import; /* (unowned) */
  MvImportPlace place;
  JsonObject *from;   /* (unowned) */
  JsonObject *to;     /* (unowned): body of the study */
  const MvKind *kind; /* (unowned) */
  gboolean is_refused;
} MvFnspStudy;

static void
refuse (MvFnspStudy *self, const char *name, const char *code, const char *what)
{
  self->is_refused = TRUE;
  mv_import_add_problem (self->import, &self->place, name, code, "Study %u, “%s”: %s",
                         self->place.item, name, what);
}

/* The text without blanks around it; NULL if it is not a text or not of the length that the field
 * allows. */
static char *
clean_text (MvFnspStudy *self, const char *name, JsonNode *node, gint64 max)
{
  g_autofree char *text = NULL;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      refuse (self, name, "wrong-type", "Here a text is expected.");
      return NULL;
    }

  text = mv_text_clean (json_node_get_string (node));
  g_strstrip (text);
  if (g_utf8_strlen (text, -1) > max)
    {
      refuse (self, name, "too-long", "The text is longer than a study's record allows.");
      return NULL;
    }

  return g_steal_pointer (&text);
}

/* A text; NULL if there is none, or nothing but blanks in it. */
static char *
read_text (MvFnspStudy *self, const char *name, const char *field, gboolean is_needed)
{
  JsonNode *node = json_object_get_member (self->from, name);
  g_autofree char *text = NULL;

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    {
      text = clean_text (self, name, node, mv_kind_find_field (self->kind, field)->max);
      if (text == NULL)
        return NULL;
    }

  if (text != NULL && text[0] != '\0')
    return g_steal_pointer (&text);

  if (is_needed)
    refuse (self, name, text == NULL ? "missing" : "empty", "A study needs this.");
  return NULL;
}

static void
copy_text (MvFnspStudy *self, const char *name, const char *field, gboolean is_needed)
{
  g_autofree char *text = read_text (self, name, field, is_needed);

  if (text != NULL)
    json_object_set_string_member (self->to, field, text);
}

static gboolean
contains (JsonArray *array, const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (strcmp (json_array_get_string_element (array, i), text) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A list of texts, each of them once, without @not_again. A list that is not there is empty. */
static JsonArray *
read_texts (MvFnspStudy *self, const char *name, const char *field, const char *not_again)
{
  const MvField *row = mv_kind_find_field (self->kind, field);
  JsonNode *node = json_object_get_member (self->from, name);
  JsonArray *texts = json_array_new ();

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return texts;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      refuse (self, name, "wrong-type", "Here a list is expected.");
      return texts;
    }

  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);
      g_autofree char *text = clean_text (self, name, element, row->max);

      if (text == NULL)
        return texts;
      if (text[0] != '\0' && g_strcmp0 (text, not_again) != 0 && !contains (texts, text))
        json_array_add_string_element (texts, text);
    }

  if (json_array_get_length (texts) > (row->max_items == 0 ? 100 : row->max_items))
    refuse (self, name, "too-many", "The list is longer than a study's record allows.");

  return texts;
}

static void
take_texts (MvFnspStudy *self, const char *field, JsonArray *texts)
{
  if (json_array_get_length (texts) > 0)
    json_object_set_array_member (self->to, field, texts);
  else
    json_array_unref (texts);
}

static void
copy_texts (MvFnspStudy *self, const char *name, const char *field)
{
  take_texts (self, field, read_texts (self, name, field, NULL));
}

/* --- What takes more than copying ---------------------------------------------------------- */

/* A word that we do not know keeps the study: what it said before may be wrong by now. */
static void
copy_status (MvFnspStudy *self)
{
  g_autofree char *word = read_text (self, "status", "register_status", TRUE);
  g_autofree char *folded = NULL;
  MvImportProblem *note;

  if (word == NULL)
    return;

  json_object_set_string_member (self->to, "register_status", word);
  folded = mv_fold (word);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (strcmp (statuses[i].word, folded) == 0)
        {
          json_object_set_string_member (self->to, "status", statuses[i].status);
          return;
        }
    }

  json_object_set_string_member (self->to, "status", "unknown");
  note = mv_import_add_problem (self->import, &self->place, "status", "unknown-code",
                                "Study %u, “status”: The word is new; it is shown as it stands.",
                                self->place.item);
  note->is_note = TRUE;
}

/* The hospitals that take part, without the responsible one, which the feed often names again; and
 * the region, which is the nation's where hospitals of several regions take part. */
static void
copy_hospitals (MvFnspStudy *self)
{
  g_autofree char *responsible = read_text (self, "utfort_av", "responsible", FALSE);
  JsonArray *others = read_texts (self, "deltakende_foretak", "participating", responsible);
  const char *region = NULL;

  if (responsible != NULL)
    {
      json_object_set_string_member (self->to, "responsible", responsible);
      region = mv_hospitals_find_region (responsible);
    }

  for (guint i = 0; i < json_array_get_length (others); i++)
    {
      const char *other = mv_hospitals_find_region (json_array_get_string_element (others, i));

      if (other != NULL && region != NULL && strcmp (other, region) != 0)
        region = "national";
      else if (region == NULL)
        region = other;
    }

  if (region != NULL)
    json_object_set_string_member (self->to, "region", region);
  take_texts (self, "participating", others);
}

static void
copy_diagnoses (MvFnspStudy *self)
{
  g_autoptr (JsonArray) codes = read_texts (self, "relaterte_diagnoser", "keywords", NULL);
  JsonArray *keywords = json_array_new ();

  for (guint i = 0; i < json_array_get_length (codes); i++)
    {
      g_autofree char *keyword =
          g_strconcat ("SNOMED CT ", json_array_get_string_element (codes, i), NULL);

      json_array_add_string_element (keywords, keyword);
    }

  take_texts (self, "keywords", keywords);
}

/* Links to the health network's inside lead nowhere for those who read this. */
static gboolean
is_public (const char *link)
{
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0)
    return FALSE;

  return host != NULL && strchr (host, '.') != NULL && !g_str_has_suffix (host, ".nhn.no") &&
         !g_str_has_suffix (host, ".local") && !g_hostname_is_ip_address (host);
}

static void
copy_link (MvFnspStudy *self)
{
  g_autofree char *link = read_text (self, "lenke", "link", FALSE);

  if (link != NULL && is_public (link))
    json_object_set_string_member (self->to, "link", link);
}

/* Somebody tried out the page for entering studies and left this behind: its title is nothing but
 * the word test. */
static gboolean
is_test (MvFnspStudy *self)
{
  static const char *const titles[] = { "test", "teststudie", "testing", "dette er en test", NULL };
  const char *title = mv_json_get_text (self->to, "title");
  g_autofree char *folded = title != NULL ? mv_fold (title) : NULL;
  MvImportProblem *note;

  if (folded == NULL || !g_strv_contains (titles, folded))
    return FALSE;

  note = mv_import_add_problem (self->import, &self->place, "tittel", "test",
                                "Study %u, “tittel”: This is somebody's test and is left out.",
                                self->place.item);
  note->is_note = TRUE;
  return TRUE;
}

/* --- One study and all of them ------------------------------------------------------------- */

static char *
read_id (MvFnspStudy *self, GHashTable *seen)
{
  g_autofree char *id = read_text (self, "id", "source_id", TRUE);

  if (id == NULL)
    return NULL;
  if (!g_hash_table_add (seen, g_strdup (id)))
    {
      refuse (self, "id", "doubled", "Another study in the file has the same id.");
      return NULL;
    }

  json_object_set_string_member (self->to, "source", "fnsp");
  json_object_set_string_member (self->to, "source_id", id);
  return g_steal_pointer (&id);
}

/* The id that the study has on every server, however often it is fetched. */
static MvRecord *
make_record (MvFnspStudy *self, const char *id)
{
  g_autofree char *name = g_strconcat ("catalogue\nstudy\nfnsp\n", id, NULL);
  g_autofree char *uuid = mv_uuid_new_v5 (name);
  g_autoptr (MvRecord) record = mv_record_new_from_body ("study", uuid, self->to);
  g_autoptr (GError) error = NULL;

  mv_record_set_scope (record, "catalogue");
  if (!mv_record_validate (record, MV_RECORD_COMPLETE, &error))
    {
      g_autofree char *field = mv_problem_dup_field (error);

      mv_import_add_problem (self->import, &self->place, field,
                             g_error_matches (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE) ? "too-long"
                                                                                       : "invalid",
                             "Study %u: %s", self->place.item, error->message);
      return NULL;
    }

  return g_steal_pointer (&record);
}

static void
take_study (MvImport *import,
            const MvImportPlace *place,
            JsonObject *from,
            const char *fetched_on,
            GHashTable *seen)
{
  g_autoptr (JsonObject) to = json_object_new ();
  MvFnspStudy self = { .import = import, .place = *place, .from = from, .to = to };
  g_autofree char *id = NULL;
  MvRecord *record;

  self.kind = mv_kind_find ("study");
  id = read_id (&self, seen);
  copy_text (&self, "tittel", "title", TRUE);
  copy_text (&self, "sammendrag", "summary", FALSE);
  copy_status (&self);
  copy_hospitals (&self);
  copy_texts (&self, "kategorier", "categories");
  copy_texts (&self, "relaterte_behandlinger", "treatments");
  copy_diagnoses (&self);
  copy_link (&self);
  if (fetched_on != NULL)
    json_object_set_string_member (to, "fetched", fetched_on);

  if (self.is_refused || is_test (&self))
    return;

  record = make_record (&self, id);
  if (record == NULL)
    return;
  g_ptr_array_add (import->studies, record);
  g_ptr_array_add (import->sources, mv_json_object_to_text (from));
}

static void
take_studies (MvImport *import, JsonArray *array, GArray *lines, const char *fetched_on)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  import->n_seen = json_array_get_length (array);
  for (guint i = 0; i < import->n_seen; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const MvImportPlace place = { i + 1, g_array_index (lines, guint, i) };

      if (JSON_NODE_HOLDS_OBJECT (node))
        take_study (import, &place, json_node_get_object (node), fetched_on, seen);
      else
        mv_import_add_problem (import, &place, NULL, "wrong-type",
                               "Study %u: This is not a study, but something else.", place.item);
    }
}

/**
 * mv_import_fnsp_recognises:
 * @root: what was read
 *
 * Returns: whether it looks like the hospitals' feed: a list whose first record has an id, a title
 *   and a status under the feed's names
 */
gboolean
mv_import_fnsp_recognises (JsonNode *root)
{
  JsonArray *array;
  JsonNode *first;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return FALSE;

  array = json_node_get_array (root);
  if (json_array_get_length (array) == 0)
    return FALSE;

  first = json_array_get_element (array, 0);
  return JSON_NODE_HOLDS_OBJECT (first) &&
         json_object_has_member (json_node_get_object (first), "id") &&
         json_object_has_member (json_node_get_object (first), "tittel") &&
         json_object_has_member (json_node_get_object (first), "status");
}

/**
 * mv_import_fnsp:
 * @text: the file
 * @length: its length in bytes, or -1
 * @fetched_on: (nullable): the day on which it was fetched, `2026-11-22`; kept in the records, so
 * that whoever compares them with older ones leaves the field `fetched` out
 * @error: %MV_PROBLEM_BAD_JSON with the line if it is not JSON or not a list, %MV_PROBLEM_TOO_DEEP,
 *   or %MV_PROBLEM_TOO_LARGE above %MV_IMPORT_MAX_BYTES
 *
 * Reads the hospitals' feed. A record that cannot be used becomes a problem that names its place
 * and field, and the others go on. A list without studies is a problem of the file, since the feed
 * has never been empty: nothing should be taken away because of it.
 *
 * Returns: (transfer full): studies and problems, or %NULL
 */
MvImport *
mv_import_fnsp (const char *text, gssize length, const char *fetched_on, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (MvImport) self = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (fetched_on == NULL || mv_date_is_valid (fetched_on), NULL);

  if (text != NULL && length < 0)
    length = (gssize) strlen (text);

  root = mv_json_parse (text, length, MV_IMPORT_MAX_BYTES, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      mv_problem_set (error, MV_PROBLEM_BAD_JSON, NULL,
                      "A list of studies is expected in line 1, and there is something else");
      return NULL;
    }

  self = mv_import_new ();
  lines = mv_import_find_lines (text, (size_t) length);
  take_studies (self, json_node_get_array (root), lines, fetched_on);
  if (self->n_seen == 0)
    mv_import_add_problem (self, &(const MvImportPlace){ 0, 0 }, NULL, "empty",
                           "There are no studies in the file.");

  return g_steal_pointer (&self);
}
