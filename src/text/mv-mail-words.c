/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-text"

#include "config.h"

#include "mv-mail-words.h"

#include <string.h>

/* A line with more words than that says something. */
#define GREETING_WORDS 6
#define THANKS_WORDS 12
#define CLOSING_WORDS 6
#define ATTRIBUTION_BYTES 300
#define RULE_SIGNS 10

static const char *const greetings[] = {
  "hei",       "heisann",         "hallo",          "god dag",      "god morgen", "god morgon",
  "god kveld", "god ettermiddag", "kjære",          "hi",           "hello",      "hey",
  "dear",      "good morning",    "good afternoon", "good evening", "til",        NULL
};

static const char *const thanks[] = { "takk for",   "tusen takk for", "mange takk for",
                                      "thanks for", "thank you for",  "many thanks for",
                                      NULL };

static const char *const closings[] = { "hilsen",
                                        "helsing",
                                        "mvh",
                                        "vh",
                                        "vennlig hilsen",
                                        "venleg helsing",
                                        "med hilsen",
                                        "med helsing",
                                        "med vennlig hilsen",
                                        "med venleg helsing",
                                        "med beste hilsen",
                                        "med beste helsing",
                                        "beste hilsen",
                                        "beste helsing",
                                        "mange hilsener",
                                        "hjertelig hilsen",
                                        "hjarteleg helsing",
                                        "klem",
                                        "alt godt",
                                        "regards",
                                        "best regards",
                                        "kind regards",
                                        "warm regards",
                                        "with best wishes",
                                        "best wishes",
                                        "yours sincerely",
                                        "yours faithfully",
                                        "sincerely",
                                        "cheers",
                                        NULL };

static const char *const phones[] = { "sendt fra min ",    "sendt frå ",       "sendt fra outlook",
                                      "sendt fra yahoo",   "sendt fra e-post", "sent from my ",
                                      "sent from outlook", "sent from mail",   "get outlook for",
                                      "hent outlook for",  "få outlook for",   NULL };

static const char *const headers[] = { "fra:",     "frå:",       "from:",     "sendt:", "sent:",
                                       "dato:",    "date:",      "til:",      "to:",    "kopi:",
                                       "cc:",      "blindkopi:", "bcc:",      "emne:",  "subject:",
                                       "vedlegg:", "svar til:",  "reply-to:", NULL };

static const char *const senders[] = { "fra:", "frå:", "from:", NULL };

static const char *const separators[] = {
  "opprinnelig melding", "opphavleg melding",       "original message",
  "videresendt melding", "vidaresend melding",      "forwarded message",
  "videresendt e-post",  "begin forwarded message", NULL
};

/* "Den … skrev …:", "… skrev følgende …:", "On … wrote:" */
static const char *const verbs[] = { " skrev",   " skreiv", " wrote", "\nskrev",
                                     "\nskreiv", "\nwrote", NULL };

static guint
count_words (const char *line)
{
  guint n = 0;

  for (const char *at = line; *at != '\0'; at++)
    n += !g_ascii_isspace (*at) && (at == line || g_ascii_isspace (at[-1])) ? 1 : 0;
  return n;
}

/* Whether the line begins with one of @words, as a whole word. */
static gboolean
begins_with_word (const char *line, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_has_prefix (line, words[i]) &&
          !g_unichar_isalnum (g_utf8_get_char (line + strlen (words[i]))))
        return TRUE;
    }

  return FALSE;
}

static gboolean
begins_with (const char *line, const char *const *starts)
{
  for (guint i = 0; starts[i] != NULL; i++)
    {
      if (g_str_has_prefix (line, starts[i]))
        return TRUE;
    }

  return FALSE;
}

gboolean
mv_mail_line_greets (const char *line)
{
  guint n = count_words (line);

  /* What ends in a question mark is a question. */
  if (g_str_has_suffix (line, "?"))
    return FALSE;
  return (n <= GREETING_WORDS && begins_with_word (line, greetings)) ||
         (n <= THANKS_WORDS && begins_with_word (line, thanks));
}

gboolean
mv_mail_line_closes (const char *line)
{
  return strcmp (line, "--") == 0 ||
         (count_words (line) <= CLOSING_WORDS && begins_with_word (line, closings));
}

gboolean
mv_mail_line_is_of_a_phone (const char *line)
{
  return begins_with (line, phones);
}

gboolean
mv_mail_line_is_postscript (const char *line)
{
  static const char *const starts[] = { "ps:", "ps.", "ps ", "p.s.", "nb:", NULL };

  return begins_with (line, starts);
}

gboolean
mv_mail_line_is_header (const char *line)
{
  return begins_with (line, headers);
}

/* Whether the sender stands here, which is the first that programs write. */
gboolean
mv_mail_line_begins_header (const char *line)
{
  return begins_with (line, senders);
}

/* A line that programs put above what they quote: dashes around words, or a long rule. */
gboolean
mv_mail_line_separates (const char *line)
{
  size_t n_signs = strspn (line, "_-– ");

  if (strspn (line, "_") >= RULE_SIGNS && line[strspn (line, "_")] == '\0')
    return TRUE;
  return (n_signs > 0 || line[0] == 'b') && begins_with (line + n_signs, separators);
}

/* Whether the lines, one or two, say who wrote what follows and when: they begin with a day or a
 * name, have the verb, and end in a colon. */
gboolean
mv_mail_lines_attribute (const char *lines)
{
  if (!g_str_has_suffix (lines, ":") || strlen (lines) > ATTRIBUTION_BYTES)
    return FALSE;
  if (strpbrk (lines, "0123456789") == NULL && strchr (lines, '@') == NULL)
    return FALSE;

  for (guint i = 0; verbs[i] != NULL; i++)
    {
      if (strstr (lines, verbs[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}
