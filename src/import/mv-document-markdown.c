/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-private.h"

#include "mv-kind.h"
#include "mv-list-marker.h"

#include <string.h>

/* How far a mark looks for its other half, and how deep marks stand inside marks. */
#define MAX_SPAN 2000
#define MAX_NESTING 8

#define MAX_LISTS MV_PARAGRAPH_MAX_LEVEL

/* Markdown as CommonMark has it, as far as texts for people use it. */
typedef struct
{
  MvDocumentBuilder *to; /* (unowned) */
  GString *pending;      /* (owned): lines of the paragraph, with their marks */
  MvParagraphStyle style;
  guint level;
  guint number;
  gboolean is_open;
  char fence; /* ` or ~ between the fences of a text that stands as it is; else 0 */
  guint indents[MAX_LISTS];
  guint n_lists;
} MvMarkdown;

static void take_inline (MvMarkdown *self, const char *at, const char *end, guint nesting);

/* --- Marks inside a line ------------------------------------------------------------------------
 */

static const char *
find_within (const char *at, const char *end, const char *what)
{
  return g_strstr_len (at, MIN (end - at, MAX_SPAN), what);
}

/* [words](address) and [words][name]; with ! before it a picture. Returns where it ends. */
static const char *
take_link (MvMarkdown *self, const char *at, const char *end, guint nesting)
{
  gboolean is_image = *at == '!';
  const char *words = at + (is_image ? 2 : 1);
  const char *close = find_within (words, end, "]");
  const char *target = close != NULL ? close + 1 : end;
  const char *last;

  if (target >= end || (*target != '(' && *target != '['))
    return NULL;
  last = find_within (target, end, *target == '(' ? ")" : "]");
  if (last == NULL)
    return NULL;

  if (is_image)
    {
      mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_IMAGES);
      return last + 1;
    }
  if (target[1] != '#')
    mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_LINKS);
  take_inline (self, words, close, nesting + 1);
  return last + 1;
}

/* One, two or three stars or underscores around words; an underscore inside a word is a letter. */
static const char *
take_emphasis (MvMarkdown *self, const char *start, const char *at, const char *end, guint nesting)
{
  guint n = 1;
  char mark[4] = "";

  while (n < 3 && at + n < end && at[n] == *at)
    n++;
  memset (mark, *at, n);
  if (at + n >= end || g_ascii_isspace (at[n]) ||
      (*at == '_' && at > start && g_ascii_isalnum (at[-1])))
    return NULL;

  for (const char *close = find_within (at + n, end, mark); close != NULL;
       close = find_within (close + 1, end, mark))
    {
      const char *after = close + n;

      if (close - at > MAX_SPAN)
        return NULL;
      if (g_ascii_isspace (close[-1]) || (after < end && *after == *at) ||
          (*at == '_' && after < end && g_ascii_isalnum (*after)))
        continue;
      take_inline (self, at + n, close, nesting + 1);
      return after;
    }

  return NULL;
}

/* Text between grave accents stands as it is. */
static const char *
take_code (MvMarkdown *self, const char *at, const char *end)
{
  const char *close = find_within (at + 1, end, "`");

  if (close == NULL || close == at + 1)
    return NULL;
  mv_document_builder_append (self->to, at + 1, close - at - 1);
  return close + 1;
}

typedef struct
{
  const char *mark;
  const char *text;
} MvMarkRow;

static const MvMarkRow marks[] = {
  { "&amp;", "&" },  { "&lt;", "<" },  { "&gt;", ">" },   { "&quot;", "\"" },
  { "&nbsp;", " " }, { "<br>", "\n" }, { "<br/>", "\n" }, { "<br />", "\n" },
};

static const char *
take_mark (MvMarkdown *self, const char *at, const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if ((size_t) (end - at) >= strlen (marks[i].mark) && g_str_has_prefix (at, marks[i].mark))
        {
          mv_document_builder_append (self->to, marks[i].text, -1);
          return at + strlen (marks[i].mark);
        }
    }

  return NULL;
}

/* Writes text without its marks. What is no mark stands as it is. */
static void
take_inline (MvMarkdown *self, const char *at, const char *end, guint nesting)
{
  const char *start = at;

  while (at < end)
    {
      const char *next = NULL;

      if (nesting >= MAX_NESTING)
        next = NULL;
      else if (*at == '\\' && at + 1 < end && g_ascii_ispunct (at[1]))
        next = ++at;
      else if (*at == '[' || (*at == '!' && at + 1 < end && at[1] == '['))
        next = take_link (self, at, end, nesting);
      else if (*at == '*' || *at == '_')
        next = take_emphasis (self, start, at, end, nesting);
      else if (*at == '`')
        next = take_code (self, at, end);
      else if (*at == '&' || *at == '<')
        next = take_mark (self, at, end);

      if (next != NULL && next != at)
        {
          at = next;
          continue;
        }
      mv_document_builder_append (self->to, at, 1);
      at++;
    }
}

/* --- Paragraphs ---------------------------------------------------------------------------------
 */

static void
flush (MvMarkdown *self)
{
  if (self->is_open)
    {
      mv_document_builder_begin (self->to, self->style, self->level, self->number);
      take_inline (self, self->pending->str, self->pending->str + self->pending->len, 0);
      mv_document_builder_end (self->to);
    }
  self->is_open = FALSE;
  g_string_truncate (self->pending, 0);
}

static void
open_paragraph (MvMarkdown *self, MvParagraphStyle style, guint level, guint number)
{
  flush (self);
  self->style = style;
  self->level = level;
  self->number = number;
  self->is_open = TRUE;
}

/* Lines are joined, but for one that ends in two blanks or a backslash. */
static void
add_line (MvMarkdown *self, const char *line, const char *end)
{
  GString *pending = self->pending;

  if (g_str_has_suffix (pending->str, "  ") || g_str_has_suffix (pending->str, "\\"))
    {
      while (pending->len > 0 && strchr (" \\", pending->str[pending->len - 1]) != NULL)
        g_string_truncate (pending, pending->len - 1);
      g_string_append_c (pending, '\n');
    }
  else if (pending->len > 0)
    {
      g_string_append_c (pending, ' ');
    }

  g_string_append_len (pending, line, end - line);
  if (pending->len > MV_RECORD_MAX_BYTES)
    flush (self);
}

/* --- Lines that begin something -----------------------------------------------------------------
 */

static guint
count_run (const char *line, const char *end, char sign)
{
  guint n = 0;

  while (line + n < end && line[n] == sign)
    n++;
  return n;
}

/* Whether there is nothing but @sign and blanks, at least @least of them. */
static gboolean
is_rule (const char *line, const char *end, char sign, guint least)
{
  guint n = 0;

  for (; line < end; line++)
    {
      if (*line == sign)
        n++;
      else if (!g_ascii_isspace (*line))
        return FALSE;
    }

  return n >= least;
}

static gboolean
take_heading (MvMarkdown *self, const char *line, const char *end)
{
  guint n = count_run (line, end, '#');

  if (n < 1 || n > 6 || (line + n < end && !g_ascii_isspace (line[n])))
    return FALSE;

  while (end > line + n && g_ascii_isspace (end[-1]))
    end--;
  while (end > line + n && end[-1] == '#')
    end--;
  open_paragraph (self, MV_PARAGRAPH_HEADING, n, 0);
  add_line (self, line + n, end);
  flush (self);
  return TRUE;
}

/* A line below a paragraph makes it a heading; alone it parts two paragraphs. */
static gboolean
take_rule (MvMarkdown *self, const char *line, const char *end)
{
  gboolean is_under = self->is_open && self->style == MV_PARAGRAPH_PLAIN;

  if (is_under && (is_rule (line, end, '=', 1) || is_rule (line, end, '-', 2)))
    {
      self->style = MV_PARAGRAPH_HEADING;
      self->level = *line == '=' ? 1 : 2;
      flush (self);
      return TRUE;
    }
  if (!is_rule (line, end, '-', 3) && !is_rule (line, end, '*', 3) && !is_rule (line, end, '_', 3))
    return FALSE;

  flush (self);
  return TRUE;
}

static gboolean
take_item (MvMarkdown *self, const char *line, const char *end, guint indent)
{
  guint number = 0;
  size_t marker = mv_list_marker_find (line, end, &number);

  if (marker == 0 && *line == '+' && line + 1 < end && g_ascii_isspace (line[1]))
    marker = 1;
  if (marker == 0)
    return FALSE;

  while (self->n_lists > 0 && indent < self->indents[self->n_lists - 1])
    self->n_lists--;
  if (self->n_lists < MAX_LISTS &&
      (self->n_lists == 0 || indent >= self->indents[self->n_lists - 1] + 2))
    self->indents[self->n_lists++] = indent;

  open_paragraph (self, number > 0 ? MV_PARAGRAPH_NUMBERED_ITEM : MV_PARAGRAPH_LIST_ITEM,
                  self->n_lists, number);
  for (line += marker; line < end && g_ascii_isspace (*line);)
    line++;
  add_line (self, line, end);
  return TRUE;
}

/* | cell | cell |, without the line of dashes between the head and the rest. */
static gboolean
take_row (MvMarkdown *self, const char *line, const char *end)
{
  if (*line != '|')
    return FALSE;

  flush (self);
  while (end > line && g_ascii_isspace (end[-1]))
    end--;
  if (strspn (line, "|:- \t") >= (size_t) (end - line))
    return TRUE;

  mv_document_builder_begin_row (self->to);
  while (++line < end)
    {
      const char *close = line;

      while (close < end && (*close != '|' || close[-1] == '\\'))
        close++;
      while (line < close && g_ascii_isspace (*line))
        line++;
      take_inline (self, line, close, 0);
      mv_document_builder_end_cell (self->to);
      line = close;
    }
  mv_document_builder_end_row (self->to);
  return TRUE;
}

/* Between fences, and the fences themselves. */
static gboolean
take_fence (MvMarkdown *self, const char *line, const char *start, const char *end)
{
  gboolean is_fence = count_run (start, end, '`') >= 3 || count_run (start, end, '~') >= 3;

  if (self->fence == '\0' && !is_fence)
    return FALSE;

  if (self->fence == '\0')
    {
      flush (self);
      self->fence = *start;
      mv_document_builder_begin (self->to, MV_PARAGRAPH_PLAIN, 0, 0);
    }
  else if (is_fence && *start == self->fence)
    {
      self->fence = '\0';
      mv_document_builder_end (self->to);
    }
  else
    {
      mv_document_builder_append (self->to, line, end - line);
      mv_document_builder_append (self->to, "\n", 1);
    }
  return TRUE;
}

/* [name]: address, which a link elsewhere names. */
static gboolean
take_definition (MvMarkdown *self, const char *line, const char *end)
{
  const char *close = *line == '[' ? find_within (line, end, "]: ") : NULL;

  return close != NULL && !self->is_open &&
         (g_str_has_prefix (close + 3, "http") || g_str_has_prefix (close + 3, "<"));
}

static void
take_line (MvMarkdown *self, const char *line, const char *end)
{
  const char *start = line;
  gboolean is_quote = FALSE;
  guint indent = 0;

  for (; start < end && (*start == ' ' || *start == '\t'); start++)
    indent += *start == '\t' ? 4 : 1;

  if (take_fence (self, line, start, end))
    return;

  while (start < end && *start == '>')
    {
      is_quote = TRUE;
      for (start++; start < end && g_ascii_isspace (*start);)
        start++;
    }

  if (start == end)
    {
      flush (self);
      return;
    }
  if (take_heading (self, start, end) || take_rule (self, start, end) ||
      take_item (self, start, end, indent) || take_row (self, start, end) ||
      take_definition (self, start, end))
    return;

  if (!self->is_open || (is_quote && self->style == MV_PARAGRAPH_PLAIN))
    open_paragraph (self, is_quote ? MV_PARAGRAPH_QUOTE : MV_PARAGRAPH_PLAIN, 0, 0);
  if (indent == 0 && self->style == MV_PARAGRAPH_PLAIN)
    self->n_lists = 0;
  add_line (self, start, end);
}

/**
 * mv_document_read_markdown:
 * @text: UTF-8
 * @to: where the text goes
 * @error: %MV_DOCUMENT_ERROR_TOO_LARGE
 *
 * What is no mark stands as it is, pages' own tags too: a form may ask to fill in `<name>`.
 *
 * Returns: whether all of it was read
 */
gboolean
mv_document_read_markdown (const char *text, MvDocumentBuilder *to, GError **error)
{
  MvMarkdown self = { .to = to, .pending = g_string_new (NULL) };

  for (const char *line = text; *line != '\0' && mv_document_builder_check (to, NULL);)
    {
      const char *end = line + strcspn (line, "\r\n");

      take_line (&self, line, end);
      line = *end == '\r' && end[1] == '\n' ? end + 2 : *end != '\0' ? end + 1 : end;
    }

  flush (&self);
  g_string_free (self.pending, TRUE);
  return mv_document_builder_check (to, error);
}
