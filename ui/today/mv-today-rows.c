/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-today"

#include "config.h"

#include "mv-today-rows.h"

#include "mv-rows.h"
#include "mv-words.h"

#include <glib/gi18n.h>

MvTodayGroup
mv_today_rows_get_group (MvTodayKind kind)
{
  switch (kind)
    {
    case MV_TODAY_ANSWERS:
    case MV_TODAY_UPDATE:
      return MV_TODAY_GROUP_NEW;
    case MV_TODAY_MEETING:
      return MV_TODAY_GROUP_MEETING;
    case MV_TODAY_WAITING:
      return MV_TODAY_GROUP_WAITING_FOR;
    case MV_TODAY_READ:
    case MV_TODAY_DRAFT:
    case MV_TODAY_AFTER_MEETING:
    case MV_TODAY_CONFLICT:
    case MV_TODAY_TO_ANSWER:
    case MV_TODAY_REFUSED:
    default:
      return MV_TODAY_GROUP_WAITS;
    }
}

const char *
mv_today_rows_get_heading (MvTodayGroup group)
{
  switch (group)
    {
    case MV_TODAY_GROUP_NEW:
      /* Translators: heading on the page Today: «Nytt til deg» */
      return _ ("New for you");
    case MV_TODAY_GROUP_MEETING:
      return _ ("Next meeting");
    case MV_TODAY_GROUP_WAITING_FOR:
      /* Translators: heading on the page Today, what the person waits for: «Du venter på» */
      return _ ("You are waiting for");
    case MV_TODAY_GROUP_WAITS:
    case MV_TODAY_N_GROUPS:
    default:
      /* Translators: heading on the page Today, what waits for the person: «Venter på deg» */
      return _ ("Waiting for you");
    }
}

/* Parts that are there, with a dot between them. */
static char *
join (const char *first, const char *second)
{
  GString *line = g_string_new (NULL);

  mv_words_append_part (line, first);
  mv_words_append_part (line, second);
  return g_string_free (line, FALSE);
}

/* The parts of a row before it is built. */
typedef struct
{
  const char *icon;
  MvTone tone;
  char *title;    /* (owned) */
  char *subtitle; /* (owned) */
  const char *action;
  GVariant *target; /* (nullable) (floating) */
} MvTodayFace;

static GVariant *
pair (const MvTodayEntry *entry, const char *second)
{
  return g_variant_new ("(ss)", entry->account != NULL ? entry->account : "",
                        second != NULL ? second : "");
}

static void
describe_answers (MvTodayFace *face, const MvTodayEntry *entry, const char *near)
{
  g_autofree char *number = mv_words_number (entry->count);

  face->icon = "mv-answer-symbolic";
  face->tone = MV_TONE_FJORD;
  if (entry->count == 0)
    face->title = g_strdup (_ ("Answer to your contribution"));
  else
    face->title = g_strdup_printf (
        /* Translators: %s is a number in words: «Svar på to forslag» */
        ngettext ("Answer to %s suggestion", "Answer to %s suggestions", entry->count), number);
  face->subtitle = join (entry->project_title, near);
  face->action = "win.open-contribution";
  face->target = pair (entry, entry->id);
}

static void
describe_to_answer (MvTodayFace *face, const MvTodayEntry *entry, const char *date)
{
  g_autofree char *oldest = NULL;

  face->icon = "mv-answer-symbolic";
  face->tone = MV_TONE_RUST;
  face->title = g_strdup_printf (
      /* Translators: to the research team: «3 forslag venter på svar» */
      ngettext ("%u suggestion is waiting for an answer",
                "%u suggestions are waiting for an answer", entry->count),
      entry->count);
  oldest = g_strdup_printf (
      /* Translators: of the suggestions that wait: «fra 2. november», «det eldste fra 2. november»
       */
      ngettext ("from %s", "the oldest from %s", entry->count), date);
  face->subtitle = join (entry->project_title, oldest);
  if (entry->id != NULL)
    {
      face->action = "win.open-contribution";
      face->target = pair (entry, entry->id);
    }
  else
    {
      face->action = "win.go-to";
      face->target = g_variant_new_string ("contributions");
    }
}

static void
describe_read (MvTodayFace *face, const MvTodayEntry *entry, const char *date)
{
  g_autofree char *by = NULL;

  face->icon = "mv-document-symbolic";
  face->tone = MV_TONE_RUST;
  /* Translators: %s is the title of a text: «Les og kommenter: samtykkeskjema» */
  face->title =
      g_strdup_printf (_ ("Read and comment: %s"), entry->text != NULL ? entry->text : "");
  if (entry->date != NULL)
    /* Translators: a date one would like an answer by: «helst innen 27. november» */
    by = g_strdup_printf (_ ("preferably by %s"), date);
  face->subtitle = join (entry->project_title, by);
  face->action = "win.open-project-part";
  face->target = g_variant_new ("(sss)", entry->account, entry->project_id, "documents");
}

static void
describe_waiting (MvTodayFace *face, const MvTodayEntry *entry, const char *date)
{
  g_autofree char *since = NULL, *projects = NULL;

  face->icon = "mv-waiting-symbolic";
  face->tone = MV_TONE_SLATE;
  face->title = g_strdup_printf (ngettext ("%u answer", "%u answers", entry->count), entry->count);
  /* Translators: how long one has waited for an answer: «siden 2. november» */
  since = g_strdup_printf (_ ("since %s"), date);
  if (entry->n_others > 0)
    projects = g_strdup_printf (
        /* Translators: %1$s is the project's title: «KOLS heime og 1 prosjekt til» */
        ngettext ("%1$s and %2$u more project", "%1$s and %2$u more projects", entry->n_others),
        entry->project_title, entry->n_others);
  face->subtitle = join (projects != NULL ? projects : entry->project_title, since);
  face->action = "win.go-to";
  face->target = g_variant_new_string ("contributions");
}

static void
describe_after_meeting (MvTodayFace *face, const MvTodayEntry *entry, const char *near)
{
  face->icon = "mv-meeting-symbolic";
  face->tone = MV_TONE_RUST;
  face->title = g_strdup (_ ("The meeting was held. Do you want to write what you contributed?"));
  face->subtitle = join (entry->project_title, near);
  face->action = "win.new-contribution";
  face->target = g_variant_new ("(sss)", entry->account != NULL ? entry->account : "",
                                entry->project_id != NULL ? entry->project_id : "", "");
}

static void
describe_update (MvTodayFace *face, const MvTodayEntry *entry, const char *near)
{
  face->icon = "mv-news-symbolic";
  face->tone = MV_TONE_FJORD;
  face->title = g_strdup (_ ("News from the project"));
  face->subtitle = join (entry->project_title, near);
  face->action = "win.open-project-part";
  face->target = g_variant_new ("(sss)", entry->account, entry->project_id, "news");
}

/* What the person has to do with a text of their own. */
static void
describe_own (MvTodayFace *face, const MvTodayEntry *entry, const char *icon, char *title)
{
  face->icon = icon;
  face->tone = MV_TONE_RUST;
  face->title = title;
  face->subtitle = join (entry->project_title, entry->text);
}

static void
describe_own_text (MvTodayFace *face, const MvTodayEntry *entry, const char *icon, char *title)
{
  describe_own (face, entry, icon, title);
  face->action = "win.open-contribution";
  face->target = pair (entry, entry->id);
}

static void
describe_draft (MvTodayFace *face, const MvTodayEntry *entry, const char *date)
{
  /* Translators: %s is a date: «Gjør ferdig: et utkast fra 19. november» */
  char *title = g_strdup_printf (_ ("Finish: a draft from %s"), date);

  describe_own_text (face, entry, "mv-contributions-symbolic", title);
}

static void
describe_refused (MvTodayFace *face, const MvTodayEntry *entry)
{
  describe_own (face, entry, "mv-attention-symbolic",
                g_strdup (_ ("Something could not be sent. It is saved here.")));
  face->action = "win.show-unsent";
}

static void
describe_meeting (MvTodayFace *face, const MvTodayEntry *entry)
{
  face->icon = "mv-meeting-symbolic";
  face->tone = MV_TONE_SLATE;
  face->title = mv_words_moment (entry->date);
  face->subtitle = join (entry->text, entry->project_title);
  face->action = "win.open-project";
  face->target = pair (entry, entry->project_id);
}

static void
describe (MvTodayFace *face, const MvTodayEntry *entry, const char *today)
{
  g_autofree char *date = mv_words_date (entry->date);
  g_autofree char *near = entry->date != NULL ? mv_words_day_near (entry->date, today) : NULL;

  switch (entry->kind)
    {
    case MV_TODAY_ANSWERS:
      describe_answers (face, entry, near);
      break;
    case MV_TODAY_UPDATE:
      describe_update (face, entry, near);
      break;
    case MV_TODAY_READ:
      describe_read (face, entry, date);
      break;
    case MV_TODAY_DRAFT:
      describe_draft (face, entry, date);
      break;
    case MV_TODAY_AFTER_MEETING:
      describe_after_meeting (face, entry, near);
      break;
    case MV_TODAY_CONFLICT:
      describe_own_text (face, entry, "mv-machines-symbolic",
                         g_strdup (_ ("You have written on two computers")));
      break;
    case MV_TODAY_TO_ANSWER:
      describe_to_answer (face, entry, date);
      break;
    case MV_TODAY_REFUSED:
      describe_refused (face, entry);
      break;
    case MV_TODAY_MEETING:
      describe_meeting (face, entry);
      break;
    case MV_TODAY_WAITING:
    default:
      describe_waiting (face, entry, date);
    }
}

/**
 * mv_today_rows_new_row:
 * @entry: what the row is about
 * @today: today's date
 *
 * Returns: (transfer floating): a row that says it in a sentence and opens it
 */
GtkWidget *
mv_today_rows_new_row (const MvTodayEntry *entry, const char *today)
{
  MvTodayFace face = { 0 };
  GtkWidget *row;

  describe (&face, entry, today);
  row = mv_text_row_new (face.title, face.subtitle);
  mv_rows_add_tile (row, face.icon, face.tone);
  mv_rows_set_action (row, face.action, face.target);
  g_free (face.title);
  g_free (face.subtitle);
  return row;
}
