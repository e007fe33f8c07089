/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-document.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *lines;
} Row;

static void
check_rows (const char *name, const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].text, strlen (rows[i].text));

      g_test_message ("%s", rows[i].text);
      mv_test_assert_lines (name, bytes, rows[i].lines);
    }
}

#define LONG "Denne linja er så lang at ho var broten av breidda på ei side,"

/* Plain text: paragraphs, lists as people write them, lines that were broken and lines that are
 * meant. */
static void
test_plain_text (void)
{
  static const Row rows[] = {
    { "Ein", "p Ein\n" },                                                 /* no line end */
    { "Ein\n\nTo\r\n\r\nTre\r\rFire\n", "p Ein\np To\np Tre\np Fire\n" }, /* three line ends */
    { "\n\n  Ein  \n\n\n", "p Ein\n" },                                   /* blanks around it */
    { "Gate 1\n5000 Bergen", "p Gate 1|5000 Bergen\n" },                  /* lines that are meant */
    { LONG "\nog går fram.", "p " LONG " og går fram.\n" },               /* one that was broken */
    { "- a\n- b", "-1 a\n-1 b\n" },                                       /* dashes */
    { "* a\n• b\n– c\n· d", "-1 a\n-1 b\n-1 c\n-1 d\n" },                 /* other bullets */
    { "1. a\n2) b\n10. c", "1.1 a\n1.2 b\n1.10 c\n" },     /* numbers keep what they are */
    { "- a\n  - b\n\t- c", "-1 a\n-2 b\n-2 c\n" },         /* deeper items */
    { "Liste:\n- a", "p Liste:\n-1 a\n" },                 /* a list right below */
    { "- a\n  heldt fram", "-1 a|heldt fram\n" },          /* an item on two lines */
    { "-5 grader\n2016. Det", "p -5 grader|2016. Det\n" }, /* no items */
    { "a\fb", "p a|b\n" },                                 /* a page break */
    { "\xef\xbb\xbfÅ", "p Å\n" },                          /* a mark before the text */
    { "a\x01\x02"
      "b",
      "p ab\n" }, /* what is not seen */
  };

  check_rows ("a.txt", rows, G_N_ELEMENTS (rows));
}

/* Markdown: blocks. */
static void
test_plain_markdown_blocks (void)
{
  static const Row rows[] = {
    { "# Ein\n## To ##\n###### Seks", "h1 Ein\nh2 To\nh6 Seks\n" },    /* headings */
    { "####### sju\n#nei", "p ####### sju #nei\n" },                   /* none */
    { "Ein\n===\nTo\n---", "h1 Ein\nh2 To\n" },                        /* headings underlined */
    { "Ein\nto\n\ntre  \nfire\\\nfem", "p Ein to\np tre|fire|fem\n" }, /* lines */
    { "a\n\n---\n\n* * *\nb", "p a\np b\n" },                          /* rules are nothing */
    { "- a\n+ b\n* c", "-1 a\n-1 b\n-1 c\n" },                         /* three bullets */
    { "1. a\n   1. b\n2. c", "1.1 a\n2.1 b\n1.2 c\n" },                /* numbers inside */
    { "- a\n  - b\n    - c\n- d", "-1 a\n-2 b\n-3 c\n-1 d\n" },        /* three levels */
    { "- a\n  held fram\n\nNy", "-1 a held fram\np Ny\n" },            /* an item goes on */
    { "> a\n> b\n\nc", "q a b\np c\n" },                               /* a quote */
    { "```\na  *b*\n\nc\n```\nd", "p a  *b*||c\np d\n" },              /* what stands as it is */
    { "~~~\na\n```\nb", "p a|```|b\n" },                               /* another fence; no end */
    { "| a | b |\n|---|:-:|\n| c | |", "r a~b\nr c\n" },               /* a table */
    { "[1]: https://example.org\n\na", "p a\n" },                      /* an address below */
    { "Les\n# Tittel", "p Les\nh1 Tittel\n" },                         /* no line between */
  };

  check_rows ("a.md", rows, G_N_ELEMENTS (rows));
}

/* Markdown: marks inside a line go, what is no mark stays. */
static void
test_plain_markdown_marks (void)
{
  static const Row rows[] = {
    { "*a* **b** ***c*** _d_ __e__", "p a b c d e\n" },                      /* emphasis */
    { "**a *b* c**", "p a b c\n" },                                          /* inside each other */
    { "2 * 3 * 4, a_b_c, *", "p 2 * 3 * 4, a_b_c, *\n" },                    /* none */
    { "**a", "p **a\n" },                                                    /* no other half */
    { "`*a*` og ``", "p *a* og ``\n" },                                      /* as it is */
    { "\\*a\\* \\q", "p *a* \\q\n" },                                        /* escaped */
    { "Les [om **oss**](https://example.org).", "p Les om oss.\n" },         /* a link */
    { "Les [om oss][1] og [ ] nei", "p Les om oss og [ ] nei\n" },           /* by name; a box */
    { "Sjå ![bilete](a.png)her", "p Sjå her\n" },                            /* a picture */
    { "Fyll ut <namn> &amp; dato<br>her", "p Fyll ut <namn> & dato|her\n" }, /* tags */
    { "<https://example.org>", "p <https://example.org>\n" },                /* an address */
  };

  check_rows ("a.md", rows, G_N_ELEMENTS (rows));
}

/* HTML: what a page or a mail program writes. */
static void
test_plain_html (void)
{
  static const Row rows[] = {
    { "<html><head><title>T</title><style>p{}</style></head><body><h1>Ein</h1><p>To\n  <b>tre</b>",
      "h1 Ein\np To tre\n" },                      /* a page, no ends */
    { "<p>a<p>b<br>c<hr>d", "p a\np b|c\np d\n" }, /* paragraphs unended */
    { "bare ord", "p bare ord\n" },                /* no elements */
    { "<ul><li>a<li>b<ol start=3><li>c<li value=7>d<li>e</ol><li>f</ul>",
      "-1 a\n-1 b\n2.3 c\n2.7 d\n2.8 e\n-1 f\n" }, /* lists in lists */
    { "<li>laust", "-1 laust\n" },                 /* an item without list */
    { "<ul><li><p>a</p></li></ul>", "-1 a\n" },    /* a paragraph inside */
    { "<table><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td></table>e",
      "r a~b\nr c|d\np e\n" },                                            /* a table */
    { "<table><tr><td></td><td>b</td></tr></table>", "r ~b\n" },          /* an empty first cell */
    { "<blockquote><p>a</p>b</blockquote>c", "q a\nq b\np c\n" },         /* a quote */
    { "<pre>a\n  b</pre>", "p a|  b\n" },                                 /* lines as they are */
    { "&aring;&#229;&#xe5;&nbsp;&amp;&lt;b&gt;", "p ååå\xc2\xa0&<b>\n" }, /* letters by name */
    { "a<script>alert('x')</script><!-- b -->c", "p ac\n" },              /* nothing is run */
    { "a<iframe src=x>b</iframe><svg><text>c</text></svg>d", "p ad\n" },  /* nor fetched */
    { "a<del>b</del><ins>c</ins>", "p ac\n" },                            /* struck out */
    { "<DIV>a<DIV>b</DIV>c</DIV>", "p a\np b\np c\n" },                   /* boxes in boxes */
    { "a</p></div></ul></table>b</li>c", "p a\np bc\n" },                 /* ends without starts */
    { "<meta charset=iso-8859-1>blåbær", "p blåbær\n" },                  /* says the wrong thing */
  };

  check_rows ("a.html", rows, G_N_ELEMENTS (rows));
}

/* Which format a file is: by its beginning, else by its name. */
static void
test_plain_format (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    MvDocumentFormat format;
  } rows[] = {
    { NULL, "# a", MV_DOCUMENT_FORMAT_TEXT },                  /* pasted */
    { NULL, " <!DOCTYPE html><p>a", MV_DOCUMENT_FORMAT_HTML }, /* a pasted page */
    { "a.txt", "<html><p>a", MV_DOCUMENT_FORMAT_HTML },        /* a page that lies */
    { "A.HTM", "a", MV_DOCUMENT_FORMAT_HTML },                 /* capitals */
    { "les.MARKDOWN", "a", MV_DOCUMENT_FORMAT_MARKDOWN },      /* */
    { "a.md.txt", "a", MV_DOCUMENT_FORMAT_TEXT },              /* the last ending counts */
    { "a", "a", MV_DOCUMENT_FORMAT_TEXT },                     /* no ending */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].text, strlen (rows[i].text));
      g_autoptr (GError) error = NULL;
      g_autoptr (MvDocumentImport) import = mv_document_import (rows[i].name, bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpint (import->format, ==, rows[i].format);
    }
}

/* Letters as other programs write them. */
static void
test_plain_encodings (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *lines;
    guint n_notes;
  } rows[] = {
    { "bl\xe5 \x80 \x81", 7, "p blå € \xef\xbf\xbd\n", 1 },       /* Windows; no letter */
    { "\xff\xfe\xe5\0b\0", 6, "p åb\n", 0 },                      /* two bytes, small end */
    { "\xfe\xff\0\xe5\0b", 6, "p åb\n", 0 },                      /* two bytes, big end */
    { "\xff\xfe\x3d\xd8\x00\xde", 6, "p \xf0\x9f\x98\x80\n", 0 }, /* a pair */
    { "\xff\xfe\x3d\xd8\x41\0", 6,
      "p \xef\xbf\xbd"
      "A\n",
      0 },                                 /* half a pair */
    { "\xff\xfe\x41\0\0", 5, "p A\n", 0 }, /* half a letter */
    { "\xc3\xa5\xff", 3, "p Ã¥ÿ\n", 1 },   /* broken: all is kept */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (rows[i].bytes, rows[i].length);
      g_autoptr (GError) error = NULL;
      g_autoptr (MvDocumentImport) import = mv_document_import ("a.txt", bytes, &error);
      g_autofree char *lines = NULL;

      g_assert_no_error (error);
      lines = mv_test_dup_lines (import);
      g_assert_cmpstr (lines, ==, rows[i].lines);
      g_assert_cmpuint (import->n_notes[MV_DOCUMENT_NOTE_ENCODING], ==, rows[i].n_notes);
    }
}

/* What is left out is told, a sentence each. */
static void
test_plain_notes (void)
{
  static const char text[] = "<img src=a><img src=b><a href='https://example.org'>a</a>"
                             "<a href='#b'>b</a><script>c</script><input>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDocumentImport) import = mv_document_import ("a.html", bytes, &error);
  g_auto (GStrv) notes = NULL;
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  notes = mv_document_import_dup_notes (import);
  joined = g_strjoinv ("\n", notes);
  g_assert_cmpstr (joined, ==,
                   "2 pictures are left out.\n1 link is kept as words only.\n"
                   "1 program inside the file is left out and was not run.\n"
                   "1 embedded object or form field is left out.");
}

/* The title is the first heading of the first level. */
static void
test_plain_title (void)
{
  g_autoptr (GBytes) with = g_bytes_new_static ("## A\n# B\n# C", 12);
  g_autoptr (GBytes) without = g_bytes_new_static ("## A", 4);
  g_autoptr (MvDocumentImport) titled = mv_document_import ("a.md", with, NULL);
  g_autoptr (MvDocumentImport) untitled = mv_document_import ("a.md", without, NULL);

  g_assert_cmpstr (titled->title, ==, "B");
  g_assert_null (untitled->title);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/text", test_plain_text);
  g_test_add_func ("/document/markdown/blocks", test_plain_markdown_blocks);
  g_test_add_func ("/document/markdown/marks", test_plain_markdown_marks);
  g_test_add_func ("/document/html", test_plain_html);
  g_test_add_func ("/document/format", test_plain_format);
  g_test_add_func ("/document/encodings", test_plain_encodings);
  g_test_add_func ("/document/notes", test_plain_notes);
  g_test_add_func ("/document/title", test_plain_title);

  return g_test_run ();
}
