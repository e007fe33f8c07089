/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-report"

#include "config.h"

#include "mv-thanks.h"

#include "mv-json.h"
#include "mv-replies.h"
#include "mv-report-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is being written. */
typedef struct
{
  const MvThanks *from;     /* (unowned) */
  const MvCatalogue *words; /* (unowned) (nullable) */
  GPtrArray *to;            /* (unowned) (element-type MvParagraph) */
} MvLetter;

static gboolean
has (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
add (MvLetter *self, const char *source)
{
  mv_report_add (self->to, MV_PARAGRAPH_PLAIN, 0, mv_catalogue_get (self->words, source));
}

/* Adds a line "Why: …" if there is something to say. */
static void
add_told (MvLetter *self, MvRecord *reply, const char *field, const char *source)
{
  const char *told = mv_record_get_text (reply, field);

  if (has (told))
    mv_report_take (self->to, MV_PARAGRAPH_PLAIN, 0,
                    mv_catalogue_fill (self->words, source, "told", told, NULL));
}

/* --- Answers ------------------------------------------------------------------------------------
 */

static void
add_reply (MvLetter *self, MvRecord *reply)
{
  const char *code = reply != NULL ? mv_record_get_text (reply, "outcome") : NULL;
  const char *outcome = mv_report_get_word (MV_REPORT_OUTCOMES, code, self->words);

  if (reply == NULL)
    {
      add (self, N_ ("You will get an answer to this later."));
      return;
    }

  if (outcome != NULL)
    mv_report_take (
        self->to, MV_PARAGRAPH_PLAIN, 0,
        mv_catalogue_fill (self->words, N_ ("What came of it: {told}"), "told", outcome, NULL));
  add_told (self, reply, "reason", N_ ("Why: {told}"));
  if (has (mv_record_get_text (reply, "text")))
    mv_report_add (self->to, MV_PARAGRAPH_PLAIN, 0, mv_record_get_text (reply, "text"));
  add_told (self, reply, "changed", N_ ("What became different: {told}"));
  add_told (self, reply, "matters", N_ ("Why it matters: {told}"));
}

static JsonObject *
get_suggestion (MvLetter *self, guint i)
{
  JsonArray *list = mv_record_get_list (self->from->contribution, "suggestions");
  JsonNode *node =
      list != NULL && i < json_array_get_length (list) ? json_array_get_element (list, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
count_suggestions (MvLetter *self)
{
  JsonArray *list = mv_record_get_list (self->from->contribution, "suggestions");

  return list != NULL ? json_array_get_length (list) : 0;
}

static MvRecord *
find_reply (MvLetter *self, const char *suggestion)
{
  return mv_replies_find (self->from->replies, mv_record_get_id (self->from->contribution),
                          suggestion != NULL ? suggestion : "");
}

static void
add_suggestion (MvLetter *self, guint i)
{
  JsonObject *suggestion = get_suggestion (self, i);
  const char *text = mv_json_get_text (suggestion, "text");
  g_autofree char *number = g_strdup_printf ("%u", i + 1);

  mv_report_take (
      self->to, MV_PARAGRAPH_HEADING, 2,
      mv_catalogue_fill (self->words, N_ ("Suggestion {number}"), "number", number, NULL));
  if (has (text))
    mv_report_add (self->to, MV_PARAGRAPH_QUOTE, 0, text);
  add_reply (self, find_reply (self, mv_json_get_text (suggestion, "id")));
}

/* --- Around them --------------------------------------------------------------------------------
 */

static void
add_opening (MvLetter *self, guint n)
{
  g_autofree char *date =
      mv_report_dup_date (mv_record_get_text (self->from->contribution, "date"), self->words);
  const char *source = N_ ("You contributed on {date}. This is our answer.");

  if (n == 1)
    source = N_ ("You contributed on {date}. This is what came of your suggestion.");
  else if (n > 1)
    source = N_ ("You contributed on {date}. This is what came of each of your suggestions.");

  if (has (self->from->name))
    mv_report_take (
        self->to, MV_PARAGRAPH_PLAIN, 0,
        mv_catalogue_fill (self->words, N_ ("Hello {name},"), "name", self->from->name, NULL));
  else
    add (self, N_ ("Hello,"));
  mv_report_take (self->to, MV_PARAGRAPH_PLAIN, 0,
                  mv_catalogue_fill (self->words, source, "date", date, NULL));
  if (mv_record_get_boolean (self->from->contribution, "on_behalf"))
    add (self, N_ ("We wrote down what you told us, as we understood it. Tell us if something is "
                   "not right."));
}

/* With several suggestions the sum is worth a sentence, if it is not nothing. */
static void
add_sum (MvLetter *self, guint n)
{
  g_autofree char *all = g_strdup_printf ("%u", n);
  g_autofree char *adopted = NULL;
  guint n_adopted = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *id = mv_json_get_text (get_suggestion (self, i), "id");

      n_adopted += mv_reply_is_adopted (find_reply (self, id)) ? 1 : 0;
    }

  adopted = g_strdup_printf ("%u", n_adopted);
  if (n > 1 && n_adopted > 0)
    mv_report_take (self->to, MV_PARAGRAPH_PLAIN, 0,
                    mv_catalogue_fill (self->words,
                                       N_ ("Adopted, wholly or in part: {adopted} of {all}."),
                                       "adopted", adopted, "all", all, NULL));
}

static void
add_closing (MvLetter *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  add (self,
       N_ ("If something is unclear, or you do not agree, tell us, and we look at it again."));
  add (self, N_ ("Thank you for the time and the thoughts you gave."));

  g_string_append (names, mv_catalogue_get (self->words, N_ ("With kind regards")));
  if (has (self->from->sender))
    g_string_append_printf (names, "\n%s", self->from->sender);
  g_string_append_printf (names, "\n%s", self->from->project);
  if (has (self->from->organisation))
    g_string_append_printf (names, "\n%s", self->from->organisation);
  mv_report_add (self->to, MV_PARAGRAPH_PLAIN, 0, names->str);
}

/**
 * mv_thanks_dup_subject:
 * @self: what the letter is made from
 * @words: (nullable): its language; %NULL for English
 *
 * Returns: (transfer full): its title, which is the subject of an e-mail
 */
char *
mv_thanks_dup_subject (const MvThanks *self, const MvCatalogue *words)
{
  return mv_catalogue_fill (words, N_ ("Thank you for your contribution to {project}"), "project",
                            self->project, NULL);
}

/**
 * mv_thanks_write:
 * @self: what it is made from
 * @words: (nullable): the language of whoever gets it; %NULL for English
 *
 * Writes a letter that thanks for a contribution and tells what came of each suggestion. What
 * people wrote stands in their own words and language.
 *
 * Returns: (transfer full) (element-type MvParagraph): the letter; see mv_paragraphs_to_text()
 */
GPtrArray *
mv_thanks_write (const MvThanks *self, const MvCatalogue *words)
{
  GPtrArray *paragraphs = mv_paragraphs_new ();
  MvLetter letter = { self, words, paragraphs };
  guint n = count_suggestions (&letter);
  MvRecord *whole = find_reply (&letter, NULL);

  mv_report_take (paragraphs, MV_PARAGRAPH_HEADING, 1, mv_thanks_dup_subject (self, words));
  add_opening (&letter, n);
  add_sum (&letter, n);
  for (guint i = 0; i < n; i++)
    add_suggestion (&letter, i);

  if (n > 0 && whole != NULL)
    mv_report_add (paragraphs, MV_PARAGRAPH_HEADING, 2,
                   mv_catalogue_get (words, N_ ("To your contribution as a whole")));
  if (n == 0 && has (mv_record_get_text (self->contribution, "text")))
    mv_report_add (paragraphs, MV_PARAGRAPH_QUOTE, 0,
                   mv_record_get_text (self->contribution, "text"));
  if (n == 0 || whole != NULL)
    add_reply (&letter, whole);

  if (n > 0)
    mv_report_add (paragraphs, MV_PARAGRAPH_HEADING, 2, mv_catalogue_get (words, N_ ("Thank you")));
  add_closing (&letter);
  return paragraphs;
}
