/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-text"

#include "config.h"

#include "mv-mail.h"

#include "mv-list-marker.h"
#include "mv-mail-words.h"

#include <string.h>

/* Within so many lines of the sender stands another line of a header. */
#define HEADER_LINES 4

typedef struct
{
  const char *start; /* without blanks before it */
  const char *end;   /* without blanks after it */
  const char *begin; /* with them */
  char *lower;       /* (owned) */
  guint indent;
  size_t marker; /* bytes that a bullet or number takes */

  /* What it was found to be. */
  MvMailSort sort;
  gboolean begins;
} MvLine;

typedef struct
{
  GArray *lines; /* (owned) (element-type MvLine) */
  MvMailSort region;
  gboolean is_quoted_to_end;
  gboolean may_greet; /* nothing but greetings yet */
  gboolean is_after_blank;
  gboolean is_in_item;
  guint item_indent;
} MvMail;

static MvLine *
get (MvMail *self, guint i)
{
  return i < self->lines->len ? &g_array_index (self->lines, MvLine, i) : NULL;
}

static gboolean
is_blank (const MvLine *line)
{
  return line->start == line->end;
}

/* --- Lines --------------------------------------------------------------------------------------
 */

/* "a)" is how people number by letters; with a stop it would be an initial. */
static size_t
find_marker (const char *start, const char *end)
{
  if (end - start > 2 && g_ascii_isalpha (start[0]) && start[1] == ')' &&
      g_ascii_isspace (start[2]))
    return 2;
  return mv_list_marker_find (start, end, NULL);
}

static void
line_clear (gpointer data)
{
  MvLine *line = data;

  g_free (line->lower);
}

static GArray *
split_lines (const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (MvLine));

  g_array_set_clear_func (lines, line_clear);
  while (*text != '\0')
    {
      size_t length = strcspn (text, "\r\n");
      MvLine line = { .begin = text, .start = text, .end = text + length };

      while (line.start < line.end && g_unichar_isspace (g_utf8_get_char (line.start)))
        {
          line.indent += *line.start == '\t' ? 4 : 1;
          line.start = g_utf8_next_char (line.start);
        }
      while (line.end > line.start &&
             g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (line.end))))
        line.end = g_utf8_prev_char (line.end);
      line.lower = g_utf8_strdown (line.start, line.end - line.start);
      line.marker = find_marker (line.start, line.end);
      g_array_append_val (lines, line);

      text += length;
      text += text[0] == '\r' && text[1] == '\n' ? 2 : text[0] != '\0' ? 1 : 0;
    }

  return lines;
}

/* --- What others wrote before -------------------------------------------------------------------
 */

/* Whether the lines from @i are a header, as programs write it above a message. */
static gboolean
is_header_at (MvMail *self, guint i)
{
  if (!mv_mail_line_begins_header (get (self, i)->lower))
    return FALSE;

  for (guint j = i + 1; j < i + HEADER_LINES && get (self, j) != NULL; j++)
    {
      if (mv_mail_line_is_header (get (self, j)->lower))
        return TRUE;
    }

  return FALSE;
}

/* How many lines say who wrote what follows: 0, 1, or 2 where the line was broken. */
static guint
count_attribution (MvMail *self, guint i)
{
  const MvLine *line = get (self, i);
  const MvLine *next = get (self, i + 1);
  g_autofree char *both = NULL;

  if (mv_mail_lines_attribute (line->lower))
    return 1;
  if (next == NULL || is_blank (next) || next->lower[0] == '>')
    return 0;

  both = g_strconcat (line->lower, "\n", next->lower, NULL);
  return mv_mail_lines_attribute (both) ? 2 : 0;
}

/* Below the line that says who wrote, marked lines are quoted and the others are answers; where
 * none is marked, all the rest is quoted. */
static gboolean
is_marked_below (MvMail *self, guint i)
{
  while (get (self, i) != NULL && is_blank (get (self, i)))
    i++;
  return get (self, i) != NULL && get (self, i)->lower[0] == '>';
}

static void
set (MvLine *line, MvMailSort sort, gboolean begins)
{
  line->sort = sort;
  line->begins = begins;
}

/* Returns: how many lines it took, 0 if nothing is quoted here. */
static guint
take_quoted (MvMail *self, guint i)
{
  guint n = count_attribution (self, i);

  if (self->is_quoted_to_end || get (self, i)->lower[0] == '>')
    {
      set (get (self, i), MV_MAIL_QUOTED, FALSE);
      return 1;
    }
  if (mv_mail_line_separates (get (self, i)->lower) || (is_header_at (self, i) && !self->may_greet))
    {
      self->is_quoted_to_end = TRUE;
      set (get (self, i), MV_MAIL_QUOTED, FALSE);
      return 1;
    }

  for (guint j = i; j < i + n; j++)
    set (get (self, j), MV_MAIL_QUOTED, FALSE);
  if (n > 0 && !is_marked_below (self, i + n))
    self->is_quoted_to_end = TRUE;
  return n;
}

/* --- The message itself -------------------------------------------------------------------------
 */

/* The header of the message, where it was copied too. A line that goes on is indented. */
static guint
take_header (MvMail *self, guint i)
{
  guint n = 0;

  if (!self->may_greet || !is_header_at (self, i))
    return 0;

  while (get (self, i + n) != NULL && !is_blank (get (self, i + n)) &&
         (mv_mail_line_is_header (get (self, i + n)->lower) || get (self, i + n)->indent > 0))
    set (get (self, i + n++), MV_MAIL_HEADER, FALSE);
  return n;
}

static gboolean
take_item (MvMail *self, MvLine *line)
{
  gboolean is_deeper = self->is_in_item && line->indent > self->item_indent + 1;

  if (line->marker == 0)
    return FALSE;

  set (line, MV_MAIL_SUGGESTION, !is_deeper);
  if (!is_deeper)
    self->item_indent = line->indent;
  self->is_in_item = TRUE;
  self->may_greet = FALSE;
  return TRUE;
}

/* A paragraph, or a line of one; what stands indented below an item belongs to it. */
static void
take_text (MvMail *self, MvLine *line)
{
  gboolean goes_on = self->is_in_item ? line->indent > self->item_indent || !self->is_after_blank
                                      : !self->is_after_blank;

  set (line, MV_MAIL_SUGGESTION, !goes_on);
  self->is_in_item = self->is_in_item && goes_on;
  self->may_greet = FALSE;
}

static void
take_line (MvMail *self, MvLine *line)
{
  if (self->region == MV_MAIL_CLOSING && !mv_mail_line_is_postscript (line->lower))
    {
      set (line, MV_MAIL_CLOSING, FALSE);
    }
  else if (mv_mail_line_closes (line->lower))
    {
      self->region = MV_MAIL_CLOSING;
      set (line, MV_MAIL_CLOSING, FALSE);
    }
  else if (mv_mail_line_is_of_a_phone (line->lower))
    {
      set (line, MV_MAIL_CLOSING, FALSE);
    }
  else if (self->may_greet && mv_mail_line_greets (line->lower))
    {
      set (line, MV_MAIL_GREETING, FALSE);
    }
  else
    {
      /* After the name somebody thought of more. */
      self->is_after_blank = self->is_after_blank || self->region == MV_MAIL_CLOSING;
      self->region = MV_MAIL_SUGGESTION;
      if (!take_item (self, line))
        take_text (self, line);
    }
}

static void
sort_lines (MvMail *self)
{
  for (guint i = 0; i < self->lines->len;)
    {
      MvLine *line = get (self, i);
      guint n;

      if (is_blank (line))
        {
          set (line, MV_MAIL_BLANK, FALSE);
          self->is_after_blank = TRUE;
          i++;
          continue;
        }

      n = take_header (self, i);
      if (n == 0)
        n = take_quoted (self, i);
      if (n == 0)
        take_line (self, line);

      self->is_after_blank = line->sort != MV_MAIL_SUGGESTION;
      i += MAX (n, 1);
    }
}

/* --- Pieces -------------------------------------------------------------------------------------
 */

/* Whether a line begins a piece: it is of another sort than the piece, or said to. */
static gboolean
is_new (const MvMailPiece *piece, const MvLine *line)
{
  if (line->sort == MV_MAIL_BLANK)
    return FALSE;
  return piece->sort != MV_MAIL_BLANK && (line->begins || line->sort != piece->sort);
}

/* Blank lines belong to what stands above them; those at the top to what stands below. */
static GArray *
join_lines (MvMail *self, const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (MvMailPiece));
  MvMailPiece piece = { .sort = MV_MAIL_BLANK };

  for (guint i = 0; i < self->lines->len; i++)
    {
      const MvLine *line = get (self, i);
      size_t begin = (size_t) (line->begin - text);

      if (is_new (&piece, line))
        {
          piece.length = begin - piece.start;
          g_array_append_val (pieces, piece);
          piece = (MvMailPiece){ .sort = MV_MAIL_BLANK, .start = begin, .marker_end = begin };
        }
      if (piece.sort == MV_MAIL_BLANK && line->sort != MV_MAIL_BLANK)
        {
          piece.sort = line->sort;
          piece.marker_end = line->sort == MV_MAIL_SUGGESTION && line->marker > 0
                                 ? (size_t) (line->start - text) + line->marker
                                 : piece.start;
        }
    }

  piece.length = strlen (text) - piece.start;
  if (piece.length > 0)
    g_array_append_val (pieces, piece);
  return pieces;
}

/* What ends in a colon right before an item leads to it. */
static void
find_leads (GArray *pieces, const char *text)
{
  for (guint i = 0; i + 1 < pieces->len; i++)
    {
      MvMailPiece *piece = &g_array_index (pieces, MvMailPiece, i);
      const MvMailPiece *next = piece + 1;
      g_autofree char *own = mv_mail_piece_dup_text (piece, text);

      if (piece->sort == MV_MAIL_SUGGESTION && piece->marker_end == piece->start &&
          next->marker_end > next->start && g_str_has_suffix (own, ":"))
        piece->sort = MV_MAIL_LEAD;
    }
}

/**
 * mv_mail_split:
 * @text: a message that was pasted
 *
 * Takes a message apart, so that a person can confirm which of its pieces are suggestions. Nothing
 * of it is lost: every byte is in exactly one piece. Knows how programs and people write messages
 * in Bokmål, Nynorsk and English. What is not UTF-8 is one piece.
 *
 * Returns: (transfer full) (element-type MvMailPiece): the pieces, in order; none if @text is empty
 */
GArray *
mv_mail_split (const char *text)
{
  MvMail self = { .may_greet = TRUE, .is_after_blank = TRUE, .region = MV_MAIL_SUGGESTION };
  GArray *pieces;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    {
      MvMailPiece all = { .sort = MV_MAIL_SUGGESTION, .length = strlen (text) };

      pieces = g_array_new (FALSE, FALSE, sizeof (MvMailPiece));
      return g_array_append_val (pieces, all);
    }

  self.lines = split_lines (text);
  sort_lines (&self);
  pieces = join_lines (&self, text);
  find_leads (pieces, text);
  g_array_unref (self.lines);
  return pieces;
}

static gboolean
is_continued (const MvLine *before, const MvLine *line)
{
  return mv_line_goes_on (before->start, before->end) && line->marker == 0 && !is_blank (line);
}

/**
 * mv_mail_piece_dup_text:
 * @self: a piece
 * @text: the message
 *
 * Returns: (transfer full): what stands in the piece, without its bullet or number and the blanks
 *   around it; lines of a suggestion that were broken by the width of a page are joined
 */
char *
mv_mail_piece_dup_text (const MvMailPiece *self, const char *text)
{
  g_autofree char *part =
      g_strndup (text + self->marker_end, self->length - (self->marker_end - self->start));
  g_autofree char *valid = g_utf8_make_valid (part, -1);
  g_autoptr (GArray) lines = split_lines (valid);
  gboolean is_prose = self->sort == MV_MAIL_SUGGESTION || self->sort == MV_MAIL_LEAD;
  GString *own = g_string_new (NULL);
  const MvLine *before = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const MvLine *line = &g_array_index (lines, MvLine, i);

      if (before != NULL)
        g_string_append (own, is_prose && is_continued (before, line) ? " " : "\n");
      g_string_append_len (own, line->start, line->end - line->start);
      before = line;
    }

  g_strstrip (own->str);
  own->len = strlen (own->str);
  return g_string_free (own, FALSE);
}
