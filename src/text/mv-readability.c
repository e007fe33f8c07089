/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-text"

#include "config.h"

#include "mv-readability.h"

#include "mv-list-marker.h"

#include <string.h>

#define LONG_WORD_LETTERS 7
#define WORDS_A_MINUTE 180

/* Abbreviations that something follows: their full stop ends no sentence, whatever comes next. */
static const char *const leading_abbreviations[] = {
  "f.eks.", "t.d.", "dvs.", "d.v.s.", "bl.a.", "m.a.", "kl.",  "ca.",  "nr.",  "dr.",  "prof.",
  "jf.",    "jfr.", "pga.", "inkl.",  "tlf.",  "mht.", "ifm.", "ev.",  "evt.", "e.g.", "i.e.",
  "mr.",    "mrs.", "ms.",  "fr.",    "hr.",   "st.",  "s.",   "kap.", "pkt.", NULL
};

/* Abbreviations that stand last in what they belong to: before a capital their stop ends a
 * sentence. */
static const char *const closing_abbreviations[] = { "osv.",  "kr.",   "mv.",   "m.v.",  "m.m.",
                                                     "mm.",   "o.l.",  "ol.",   "o.a.",  "etc.",
                                                     "mfl.",  "m.fl.", "e.kr.", "f.kr.", "ofl.",
                                                     "o.fl.", NULL };

/* One word, or what else stands between two blanks. */
typedef struct
{
  const char *start;
  const char *end;
  gboolean ends_block; /* the paragraph or list item ends here, with or without a stop */
} MvToken;

/* --- Taking a text apart ------------------------------------------------------------------- */

static void
take_words (GArray *tokens, const char *at, const char *end)
{
  while (at < end)
    {
      MvToken token = { 0 };

      while (at < end && g_unichar_isspace (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      token.start = at;
      while (at < end && !g_unichar_isspace (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      token.end = at;

      if (token.end > token.start)
        g_array_append_val (tokens, token);
    }
}

static void
end_block (GArray *tokens)
{
  if (tokens->len > 0)
    g_array_index (tokens, MvToken, tokens->len - 1).ends_block = TRUE;
}

/* Lines may be broken anywhere; an empty line, the next item of a list, or a capital below a list
 * begins something new. */
static GArray *
tokenize (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (MvToken));
  gboolean is_in_list = FALSE;

  for (const char *line = text; *line != '\0';)
    {
      const char *end = line + strcspn (line, "\n");
      const char *next = *end == '\n' ? end + 1 : end;
      size_t marker_length;

      while (line < end && g_ascii_isspace (*line))
        line++;

      marker_length = mv_list_marker_find (line, end, NULL);
      if (line == end || marker_length > 0 ||
          (is_in_list && g_unichar_isupper (g_utf8_get_char (line))))
        {
          end_block (tokens);
          is_in_list = marker_length > 0;
        }

      take_words (tokens, line + marker_length, end);
      line = next;
    }

  end_block (tokens);
  return tokens;
}

/* --- Words and sentences ------------------------------------------------------------------- */

static void
count_word (MvReadability *self, const MvToken *token)
{
  guint n_letters = 0;
  gboolean is_word = FALSE;

  for (const char *at = token->start; at < token->end; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      n_letters += g_unichar_isalpha (letter) ? 1 : 0;
      is_word = is_word || g_unichar_isalnum (letter);
    }

  self->n_words += is_word ? 1 : 0;
  self->n_long_words += n_letters >= LONG_WORD_LETTERS ? 1 : 0;
}

/* Quotation marks and brackets, which may stand around a word and its stop. */
static gboolean
is_wrapping (gunichar letter)
{
  switch (g_unichar_type (letter))
    {
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
      return TRUE;
    default:
      return letter == '"' || letter == '\'';
    }
}

static gboolean
is_stop (gunichar letter)
{
  /* U+2026 is the ellipsis. */
  return letter == '.' || letter == '!' || letter == '?' || letter == ':' || letter == 0x2026;
}

/* The token without what is wrapped around it. */
static MvToken
unwrap (const MvToken *token)
{
  MvToken core = *token;

  while (core.start < core.end && is_wrapping (g_utf8_get_char (core.start)))
    core.start = g_utf8_next_char (core.start);
  while (core.end > core.start && is_wrapping (g_utf8_get_char (g_utf8_prev_char (core.end))))
    core.end = g_utf8_prev_char (core.end);

  return core;
}

static gboolean
is_in (const MvToken *core, const char *const *words)
{
  g_autofree char *text = g_utf8_strdown (core->start, core->end - core->start);

  return g_strv_contains (words, text);
}

/* 3., 22., but also 2016. */
static gboolean
is_number (const MvToken *core)
{
  const char *at = core->start;

  while (at < core->end && g_ascii_isdigit (*at))
    at++;

  return at > core->start && at == core->end - 1 && *at == '.';
}

/* An initial, as in a name. */
static gboolean
is_initial (const MvToken *core)
{
  const char *next = g_utf8_next_char (core->start);

  return g_unichar_isupper (g_utf8_get_char (core->start)) && next == core->end - 1 && *next == '.';
}

static gboolean
begins_with_capital (const MvToken *token)
{
  MvToken core = unwrap (token);

  return core.start < core.end && g_unichar_isupper (g_utf8_get_char (core.start));
}

/* Whether a sentence ends with this token. @next is the one after it, or NULL. */
static gboolean
ends_sentence (const MvToken *token, const MvToken *next)
{
  MvToken core = unwrap (token);

  if (token->ends_block || next == NULL)
    return TRUE;
  if (core.start == core.end || !is_stop (g_utf8_get_char (g_utf8_prev_char (core.end))))
    return FALSE;
  if (is_initial (&core) || is_in (&core, leading_abbreviations))
    return FALSE;
  if (is_number (&core) || is_in (&core, closing_abbreviations))
    return begins_with_capital (next);

  return TRUE;
}

/**
 * mv_readability_measure:
 * @text: a text; bytes that are not UTF-8 are replaced
 * @out_readability: (out caller-allocates): the counts and the LIX
 *
 * Counts words and sentences. A word is what stands between two blanks and has a letter or a digit;
 * it is long with seven letters. A sentence has at least one word; it ends at . ! ? or : before a
 * blank, at the end of a paragraph or list item, and at the end. A full stop after an abbreviation,
 * an initial or an ordinal ends none.
 */
void
mv_readability_measure (const char *text, MvReadability *out_readability)
{
  g_autofree char *valid = NULL;
  g_autoptr (GArray) tokens = NULL;
  MvReadability self = { 0 };
  guint n_words_before = 0;

  g_return_if_fail (text != NULL && out_readability != NULL);

  valid = g_utf8_make_valid (text, -1);
  tokens = tokenize (valid);

  for (guint i = 0; i < tokens->len; i++)
    {
      const MvToken *token = &g_array_index (tokens, MvToken, i);
      const MvToken *next = i + 1 < tokens->len ? token + 1 : NULL;

      count_word (&self, token);
      if (ends_sentence (token, next) && self.n_words > n_words_before)
        {
          self.n_sentences++;
          n_words_before = self.n_words;
        }
    }

  if (self.n_words > 0)
    self.lix = (double) self.n_words / self.n_sentences + 100.0 * self.n_long_words / self.n_words;

  *out_readability = self;
}

/**
 * mv_readability_minutes:
 * @self: what mv_readability_measure() gave
 *
 * Returns: how long it takes to read, in whole minutes, rounded up, at least 1
 */
guint
mv_readability_minutes (const MvReadability *self)
{
  g_return_val_if_fail (self != NULL, 1);
  return MAX ((self->n_words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE, 1);
}
