/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-log.h"

#include "mv-json.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define OWN_DOMAINS "medvirk-"

/* The fields that are told, with their names in an object. No other gets out. */
static const struct
{
  const char *field;
  const char *name;
  gboolean is_number;
} members[] = {
  { MV_LOG_EVENT, "event", FALSE },
  { MV_LOG_REQUEST_ID, "request_id", FALSE },
  { "MEDVIRK_METHOD", "method", FALSE },
  { "MEDVIRK_ROUTE", "route", FALSE },
  { "MEDVIRK_STATUS", "status", TRUE },
  { "MEDVIRK_CODE", "code", FALSE },
  { "MEDVIRK_DURATION_US", "duration_us", TRUE },
  { "MEDVIRK_BYTES_IN", "bytes_in", TRUE },
  { "MEDVIRK_BYTES_OUT", "bytes_out", TRUE },
  { "MESSAGE", "message", FALSE },
};

static const struct
{
  GLogLevelFlags level;
  const char *name;
} levels[] = {
  { G_LOG_LEVEL_ERROR, "error" },     { G_LOG_LEVEL_CRITICAL, "critical" },
  { G_LOG_LEVEL_WARNING, "warning" }, { G_LOG_LEVEL_MESSAGE, "notice" },
  { G_LOG_LEVEL_INFO, "info" },       { G_LOG_LEVEL_DEBUG, "debug" },
};

/* What the process tells, see mv_log_install(); 0 as long as that was not called. */
static int loudest; /* (atomic) */

static const char *
get_level_name (GLogLevelFlags level)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      if ((level & levels[i].level) != 0)
        return levels[i].name;
    }

  return "debug";
}

/**
 * mv_log_parse_format:
 * @name: `plain` or `json`
 * @out_format: (out): the format of that name
 *
 * Returns: whether there is one
 */
gboolean
mv_log_parse_format (const char *name, MvLogFormat *out_format)
{
  if (g_strcmp0 (name, "json") == 0)
    *out_format = MV_LOG_JSON;
  else if (g_strcmp0 (name, "plain") == 0)
    *out_format = MV_LOG_PLAIN;
  else
    return FALSE;

  return TRUE;
}

/**
 * mv_log_parse_level:
 * @name: `warning`, `notice`, `info` or `debug`
 * @out_level: (out): the level of that name
 *
 * What is worse than a warning is always told.
 *
 * Returns: whether there is one
 */
gboolean
mv_log_parse_level (const char *name, GLogLevelFlags *out_level)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      if (levels[i].level >= G_LOG_LEVEL_WARNING && g_strcmp0 (name, levels[i].name) == 0)
        {
          *out_level = levels[i].level;
          return TRUE;
        }
    }

  return FALSE;
}

/* What a client calls a method could be anything. */
static const char *
get_known_method (const char *method)
{
  static const char *const known[] = { "GET",     "HEAD",  "POST",    "PUT", "DELETE",
                                       "OPTIONS", "PATCH", "CONNECT", NULL };

  for (guint i = 0; known[i] != NULL; i++)
    {
      if (g_strcmp0 (method, known[i]) == 0)
        return known[i];
    }

  return "other";
}

static char *
describe_request (const MvLogRequest *request, const char *method)
{
  GString *text = g_string_new (method);

  g_string_append_printf (text, " %s ", request->route != NULL ? request->route : "-");
  if (request->status > 0)
    g_string_append_printf (text, "%u", request->status);
  else
    g_string_append (text, "left");
  if (request->code != NULL)
    g_string_append_printf (text, " %s", request->code);
  g_string_append_printf (
      text, ", %" G_GINT64_FORMAT " µs, %" G_GUINT64_FORMAT " bytes in, %" G_GUINT64_FORMAT " out",
      request->duration_us, request->n_bytes_in, request->n_bytes_out);
  return g_string_free (text, FALSE);
}

/**
 * mv_log_request:
 * @level: how much it matters
 * @request: what is told
 *
 * Tells of a request that is over: the event `request`.
 */
void
mv_log_request (GLogLevelFlags level, const MvLogRequest *request)
{
  const char *method = get_known_method (request->method);
  int limit = g_atomic_int_get (&loudest);
  g_autofree char *message = NULL;
  g_autofree char *status = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *n_in = NULL;
  g_autofree char *n_out = NULL;

  if (limit != 0 && (int) level > limit)
    return;

  message = describe_request (request, method);
  status = g_strdup_printf ("%u", request->status);
  duration = g_strdup_printf ("%" G_GINT64_FORMAT, request->duration_us);
  n_in = g_strdup_printf ("%" G_GUINT64_FORMAT, request->n_bytes_in);
  n_out = g_strdup_printf ("%" G_GUINT64_FORMAT, request->n_bytes_out);
  g_log_structured (G_LOG_DOMAIN, level, MV_LOG_EVENT, "request", MV_LOG_REQUEST_ID, request->id,
                    "MEDVIRK_METHOD", method, "MEDVIRK_ROUTE",
                    request->route != NULL ? request->route : "", "MEDVIRK_STATUS", status,
                    "MEDVIRK_CODE", request->code != NULL ? request->code : "",
                    "MEDVIRK_DURATION_US", duration, "MEDVIRK_BYTES_IN", n_in, "MEDVIRK_BYTES_OUT",
                    n_out, "MESSAGE", "%s", message);
}

/* Writing */

/* The text of a field; %NULL if it is not there or empty. */
static char *
dup_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      const GLogField *field = &fields[i];
      size_t length;

      if (strcmp (field->key, key) != 0)
        continue;
      length = field->length < 0 ? strlen (field->value) : (size_t) field->length;
      return length > 0 ? g_utf8_make_valid (field->value, (gssize) length) : NULL;
    }

  return NULL;
}

static void
append_member (GString *to, const char *name, const char *value)
{
  g_string_append_printf (to, ",\"%s\":", name);
  mv_json_append_string (to, value);
}

static char *
format_object (const char *time, const char *level, const GLogField *fields, gsize n_fields)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "{\"time\":\"%s\",\"level\":\"%s\",\"pid\":%d", time, level,
                          (int) getpid ());
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *value = dup_field (fields, n_fields, members[i].field);

      if (value == NULL)
        continue;
      if (members[i].is_number)
        g_string_append_printf (line, ",\"%s\":%s", members[i].name, value);
      else
        append_member (line, members[i].name, value);
    }
  g_string_append (line, "}\n");

  return g_string_free (line, FALSE);
}

/* One line, whatever the message holds. */
static char *
format_line (const char *time, const char *level, const GLogField *fields, gsize n_fields)
{
  g_autofree char *event = dup_field (fields, n_fields, MV_LOG_EVENT);
  g_autofree char *id = dup_field (fields, n_fields, MV_LOG_REQUEST_ID);
  g_autofree char *message = dup_field (fields, n_fields, "MESSAGE");
  GString *line = g_string_new (time);

  g_string_append_printf (line, " %s", level);
  if (event != NULL)
    g_string_append_printf (line, " %s", event);
  if (id != NULL)
    g_string_append_printf (line, " [%s]", id);
  g_string_append_printf (line, ": %s", message != NULL ? message : "");
  for (char *at = line->str; *at != '\0'; at++)
    {
      if (g_ascii_iscntrl (*at))
        *at = ' ';
    }
  g_string_append_c (line, '\n');

  return g_string_free (line, FALSE);
}

/**
 * mv_log_format:
 * @format: plain or JSON
 * @clock: the time
 * @level: how much it matters
 * @fields: (array length=n_fields): what is told
 * @n_fields: how many there are
 *
 * Returns: (transfer full): one line, with its end
 */
char *
mv_log_format (MvLogFormat format,
               MvClock *clock,
               GLogLevelFlags level,
               const GLogField *fields,
               gsize n_fields)
{
  g_autofree char *time = mv_time_to_text (mv_clock_now_us (clock));

  return format == MV_LOG_JSON ? format_object (time, get_level_name (level), fields, n_fields)
                               : format_line (time, get_level_name (level), fields, n_fields);
}

/* Where the messages of the process go; they come from every thread. */
typedef struct
{
  MvLogFormat format;
  GLogLevelFlags most_talkative;
  MvClock *clock; /* (owned) */
} Writer;

static void
writer_free (gpointer data)
{
  Writer *self = data;

  g_object_unref (self->clock);
  g_free (self);
}

/* Of libraries only what has gone wrong: what else they say of a request is not known. */
static gboolean
is_wanted (const Writer *self, GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  g_autofree char *domain = NULL;

  if ((level & G_LOG_LEVEL_MASK) <= G_LOG_LEVEL_WARNING)
    return TRUE;
  if ((level & G_LOG_LEVEL_MASK) > self->most_talkative)
    return FALSE;

  domain = dup_field (fields, n_fields, "GLIB_DOMAIN");
  return domain != NULL && g_str_has_prefix (domain, OWN_DOMAINS);
}

static GLogWriterOutput
write_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const Writer *self = user_data;
  g_autofree char *line = NULL;

  if (!is_wanted (self, level, fields, n_fields))
    return G_LOG_WRITER_HANDLED;
  if (self->format == MV_LOG_JOURNAL)
    return g_log_writer_journald (level, fields, n_fields, NULL);

  line = mv_log_format (self->format, self->clock, level, fields, n_fields);
  /* Whole, so that threads and processes do not talk at once. */
  fwrite (line, 1, strlen (line), stderr);
  return G_LOG_WRITER_HANDLED;
}

/**
 * mv_log_install:
 * @format: how it is told
 * @most_talkative: the least important level that is told
 * @clock: the time; used from every thread
 *
 * From now on sends all messages of this process to standard error, or to the journal. Once in a
 * process, before its threads start.
 */
void
mv_log_install (MvLogFormat format, GLogLevelFlags most_talkative, MvClock *clock)
{
  Writer *self = g_new0 (Writer, 1);

  self->format = format;
  self->most_talkative = most_talkative;
  self->clock = g_object_ref (clock);
  g_atomic_int_set (&loudest, (int) most_talkative);
  g_log_set_writer_func (write_cb, self, writer_free);
}
