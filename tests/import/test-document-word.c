/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-document.h"

#include "mv-zip.h"

#include <string.h>

/* What a Norwegian Word calls its styles; the names inside are always English. */
#define STYLES                                                                                     \
  "<w:style w:type='paragraph' w:styleId='Overskrift1'><w:name w:val='heading 1'/><w:pPr>"         \
  "<w:outlineLvl w:val='0'/></w:pPr></w:style>"                                                    \
  "<w:style w:styleId='Overskrift2'><w:name w:val='heading 2'/></w:style>"                         \
  "<w:style w:styleId='Eigen'><w:name w:val='Eigen'/><w:basedOn w:val='Overskrift2'/></w:style>"   \
  "<w:style w:styleId='Tittel'><w:name w:val='Title'/></w:style>"                                  \
  "<w:style w:styleId='Sitat'><w:name w:val='Quote'/></w:style>"                                   \
  "<w:style w:styleId='INNH1'><w:name w:val='toc 1'/></w:style>"                                   \
  "<w:style w:styleId='Punktliste'><w:name w:val='List Bullet'/><w:pPr><w:numPr>"                  \
  "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"                                               \
  "<w:style w:styleId='A'><w:name w:val='A'/><w:basedOn w:val='B'/></w:style>"                     \
  "<w:style w:styleId='B'><w:name w:val='B'/><w:basedOn w:val='A'/></w:style>"

#define LISTS                                                                                      \
  "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl>"        \
  "</w:abstractNum>"                                                                               \
  "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='3'/>"                      \
  "<w:numFmt w:val='decimal'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/></w:lvl>"   \
  "<w:lvl w:ilvl='2'><w:numFmt w:val='none'/></w:lvl></w:abstractNum>"                             \
  "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"                                        \
  "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"                                        \
  "<w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'>"                      \
  "<w:startOverride w:val='1'/></w:lvlOverride></w:num>"                                           \
  "<w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num>"

#define P(properties, text) "<w:p><w:pPr>" properties "</w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLE(name) "<w:pStyle w:val='" name "'/>"
#define ITEM(list, level)                                                                          \
  "<w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" list "'/></w:numPr>"
#define R(text) "<w:r>" text "</w:r>"
#define T(text) "<w:r><w:t>" text "</w:t></w:r>"

typedef struct
{
  const char *body;
  const char *lines;
} Row;

/* What a paragraph is: by its style, by the styles it is based on, and by itself. */
static void
test_word_styles (void)
{
  static const Row rows[] = {
    { P ("", "a") P ("", "b"), "p a\np b\n" },                               /* plain */
    { P (STYLE ("Overskrift1"), "a"), "h1 a\n" },                            /* a heading */
    { P (STYLE ("Overskrift2"), "a"), "h2 a\n" },                            /* by its name alone */
    { P (STYLE ("Eigen"), "a"), "h2 a\n" },                                  /* based on one */
    { P (STYLE ("Tittel"), "a"), "h1 a\n" },                                 /* a title */
    { P (STYLE ("Sitat"), "a"), "q a\n" },                                   /* a quote */
    { P ("<w:outlineLvl w:val='2'/>", "a"), "h3 a\n" },                      /* by itself */
    { P (STYLE ("Overskrift1") "<w:outlineLvl w:val='9'/>", "a"), "p a\n" }, /* made plain */
    { P (STYLE ("A"), "a") P (STYLE ("Ukjend"), "b"), "p a\np b\n" },        /* a circle; unknown */
    { P ("<w:outlineLvl w:val='8'/>", "a"), "h6 a\n" },  /* deeper than we have */
    { P (STYLE ("INNH1"), "a 3") P ("", "b"), "p b\n" }, /* contents are left out */
    { P ("", "") P ("", "  ") P ("", "b"), "p b\n" },    /* empty ones */
    { P ("<w:pPrChange><w:pPr>" STYLE ("Overskrift1") "</w:pPr></w:pPrChange>", "a"),
      "p a\n" }, /* looked other before */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = mv_test_docx (rows[i].body, STYLES, LISTS);

      mv_test_assert_lines ("a.docx", bytes, rows[i].lines);
    }
}

/* Lists count as Word counts them. */
static void
test_word_lists (void)
{
  static const Row rows[] = {
    { P (STYLE ("Punktliste"), "a") P (ITEM ("1", "0"), "b"), "-1 a\n-1 b\n" }, /* bullets */
    { P (ITEM ("2", "0"), "a") P (ITEM ("2", "0"), "b"), "1.3 a\n1.4 b\n" },    /* from three */
    { P (ITEM ("2", "0"), "a") P (ITEM ("2", "1"), "b") P (ITEM ("2", "1"), "c")
          P (ITEM ("2", "0"), "d") P (ITEM ("2", "1"), "e"),
      "1.3 a\n2.1 b\n2.2 c\n1.4 d\n2.1 e\n" }, /* levels begin anew */
    { P (ITEM ("2", "0"), "a") P ("", "b") P (ITEM ("2", "0"), "c"),
      "1.3 a\np b\n1.4 c\n" }, /* text in between */
    { P (ITEM ("2", "0"), "a") P (ITEM ("3", "0"), "b") P (ITEM ("3", "0"), "c"),
      "1.3 a\n1.1 b\n1.2 c\n" },                                             /* starts anew */
    { P (ITEM ("2", "0"), "a") P (ITEM ("4", "0"), "b"), "1.3 a\n1.4 b\n" }, /* counts together */
    { P (STYLE ("Punktliste") ITEM ("0", "0"), "a"), "p a\n" },              /* taken out of it */
    { P (ITEM ("77", "0"), "a"), "-1 a\n" },                                 /* nowhere defined */
    { P (ITEM ("2", "2"), "a"), "p a\n" },                                   /* no sign at all */
    { P (ITEM ("2", "99999999999"), "a"), "1.3 a\n" },            /* a level beyond sense */
    { P (STYLE ("Overskrift1") ITEM ("2", "0"), "a"), "h1 a\n" }, /* a numbered heading */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = mv_test_docx (rows[i].body, STYLES, LISTS);

      mv_test_assert_lines ("a.docx", bytes, rows[i].lines);
    }
}

/* What stands in a paragraph. */
static void
test_word_text (void)
{
  static const Row rows[] = {
    { "<w:p>" T ("a") T (" b") "</w:p>", "p a b\n" }, /* runs are joined */
    { "<w:p>" R (
          "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type='page'/>") "</w:p>",
      "p a~b|c\n" }, /* tab, line, page */
    { "<w:p><w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr>" T ("a") "</w:p>",
      "p a\n" }, /* a stop is no tab */
    { "<w:p>" R ("<w:t>e</w:t><w:noBreakHyphen/><w:t>p</w:t><w:softHyphen/><w:t>o</w:t>") "</w:p>",
      "p e\xe2\x80\x91po\n" }, /* two hyphens */
    { "<w:p>" R ("<w:sym w:font='Wingdings' w:char='F0A8'/><w:t> ja</w:t>") "</w:p>",
      "p ☐ ja\n" }, /* a box to tick */
    { "<w:p><w:ins>" T ("a") "</w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
      "p a\n" }, /* tracked changes */
    { "<w:p><w:hyperlink r:id='rId3'>" T ("a") "</w:hyperlink></w:p>", "p a\n" }, /* a link */
    { "<w:p>" R ("<w:instrText>INCLUDETEXT \"c:/a\"</w:instrText>") T ("b") "</w:p>",
      "p b\n" },                                                                       /* a field */
    { "<w:sdt><w:sdtContent><w:p>" T ("a") "</w:p></w:sdtContent></w:sdt>", "p a\n" }, /* a form */
    { "<w:tbl><w:tr><w:tc>" P ("", "a") "</w:tc><w:tc>" P ("", "b")
          P ("", "c") "</w:tc></w:tr><w:tr><w:tc>" P ("", "") "</w:tc><w:tc>" P (
              "", "d") "</w:tc></w:tr></w:tbl>",
      "r a~b|c\nr ~d\n" }, /* a table */
    { "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>" P ("", "a") "</w:tc><w:tc>" P (
          "", "b") "</w:tc></w:tr></w:tbl>" P ("", "c") "</w:tc></w:tr></w:tbl>",
      "r a b|c\n" }, /* a table in a cell */
    { "<w:p>" T ("a") R ("<mc:AlternateContent><mc:Choice><w:txbxContent>" P (
          "",
          "b") "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P ("",
                                                                             "b") "</"
                                                                                  "w:txbxContent></"
                                                                                  "mc:Fallback></"
                                                                                  "mc:"
                                                                                  "AlternateContent"
                                                                                  ">")
          T ("c") "</w:p>",
      "p b\np ac\n" }, /* a text box, once */
    { "<w:p>" T ("a &lt; b &amp; &#229;<![CDATA[<c>]]>") "</w:p>", "p a < b & å<c>\n" }, /* signs */
    { "<x:p xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><x:r><x:t>a"
      "</x:t></x:r></x:p>",
      "p a\n" }, /* another prefix */
    { "<w:p xmlns:w='http://example.org'><w:r><w:t>a</w:t></w:r></w:p>", NULL }, /* not Word's */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = mv_test_docx (rows[i].body, STYLES, LISTS);
      g_autoptr (GError) error = NULL;

      if (rows[i].lines != NULL)
        mv_test_assert_lines ("a.docx", bytes, rows[i].lines);
      else
        g_assert_null (mv_document_import ("a.docx", bytes, &error));
    }
}

/* What is left out of a Word file is counted. */
static void
test_word_notes (void)
{
  g_autoptr (GBytes) bytes = mv_test_docx (
      "<w:p>" T ("a") R ("<a:blip/><w:object/><w:footnoteReference/><w:commentReference/"
                         ">") "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>"
                              "<w:hyperlink r:id='rId3'/><w:hyperlink "
                              "w:anchor='b'/></w:p>" P (STYLE ("INNH1"), "a 3"),
      STYLES, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDocumentImport) import = mv_document_import ("a.docx", bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpint (import->format, ==, MV_DOCUMENT_FORMAT_DOCX);
  for (guint i = 0; i < MV_DOCUMENT_N_NOTES; i++)
    g_assert_cmpuint (import->n_notes[i], ==,
                      i == MV_DOCUMENT_NOTE_MACROS || i == MV_DOCUMENT_NOTE_SPLIT ||
                              i == MV_DOCUMENT_NOTE_ENCODING
                          ? 0
                          : 1);
}

#define NUMBERS                                                                                    \
  "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' "                 \
  "style:num-format='1'/><text:list-level-style-number text:level='2' style:num-format='a' "       \
  "text:start-value='4'/></text:list-style><text:list-style style:name='L2'>"                      \
  "<text:list-level-style-bullet text:level='1'/></text:list-style>"                               \
  "<style:style style:name='P1' style:parent-style-name='Quotations'/>"                            \
  "<style:style style:name='P2' style:parent-style-name='P3'/>"                                    \
  "<style:style style:name='P3' style:parent-style-name='P2'/>"

#define OP(text) "<text:p>" text "</text:p>"
#define OI(text) "<text:list-item>" text "</text:list-item>"
#define OL(attributes, text) "<text:list " attributes ">" text "</text:list>"

/* An OpenDocument text. */
static void
test_word_odt (void)
{
  static const Row rows[] = {
    { "<text:h text:outline-level='2'>a</text:h>" OP ("b"), "h2 a\np b\n" }, /* heading, plain */
    { "<text:h>a</text:h><text:h text:outline-level='10'>b</text:h>", "h1 a\nh6 b\n" }, /* levels */
    { "<text:p text:style-name='Title'>a</text:p>", "h1 a\n" }, /* a title */
    { "<text:p text:style-name='P1'>a</text:p>", "q a\n" },     /* based on a quote */
    { "<text:p text:style-name='P2'>a</text:p>", "p a\n" },     /* a circle */
    { OL ("text:style-name='L2'", OI (OP ("a")) OI (OP ("b") OP ("c"))), "-1 a\n-1 b\np c\n" },
    { OL ("text:style-name='L1'", OI (OP ("a")) OI (OP ("b") OL ("", OI (OP ("c")) OI (OP ("d"))))
                                      OI (OP ("e") OL ("", OI (OP ("f"))))),
      "1.1 a\n1.2 b\n2.4 c\n2.5 d\n1.3 e\n2.4 f\n" }, /* numbers in numbers */
    { OL ("text:style-name='L1'", OI (OP ("a"))) OL ("text:style-name='L1'", OI (OP ("b"))),
      "1.1 a\n1.1 b\n" }, /* begins anew */
    { OL ("text:style-name='L1'", OI (OP ("a"))) OP ("b")
          OL ("text:style-name='L1' text:continue-numbering='true'", OI (OP ("c"))),
      "1.1 a\np b\n1.2 c\n" }, /* goes on */
    { OL ("text:style-name='L1'", OI (OP ("a") OL ("", OI (OP ("b")))))
          OL ("text:style-name='L1' text:continue-list='x'", OI (OL ("", OI (OP ("c"))))),
      "1.1 a\n2.4 b\n2.5 c\n" }, /* inside, goes on */
    { OL ("text:style-name='L1'",
          "<text:list-item text:start-value='7'>" OP ("a") "</text:list-item>" OI (OP ("b"))),
      "1.7 a\n1.8 b\n" }, /* says its number */
    { OL ("text:style-name='L1'",
          "<text:list-header>" OP ("a") "</text:list-header>" OI (OP ("b"))),
      "p a\n1.1 b\n" }, /* no item */
    { OL ("text:style-name='L1'", OI ("<text:h text:outline-level='1'>a</text:h>")),
      "h1 a\n" }, /* a heading in a list */
    { OP ("a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>  d\n  e"),
      "p a  b~c|d e\n" }, /* blanks */
    { OP ("a<text:span>b</text:span><text:a xlink:href='https://example.org'>c</text:a>"),
      "p abc\n" }, /* spans and links */
    { OP ("a<text:note><text:note-citation>1</text:note-citation><text:note-body>" OP (
          "b") "</text:note-body></text:note>c"),
      "p ac\n" },                                                               /* a footnote */
    { OP ("a<office:annotation>" OP ("b") "</office:annotation>c"), "p ac\n" }, /* a comment */
    { "<text:tracked-changes><text:changed-region><text:deletion>" OP (
          "a") "</text:deletion></text:changed-region></text:tracked-changes>" OP ("b"),
      "p b\n" },
    { "<text:table-of-content><text:index-body>" OP ("a") "</text:index-body>"
                                                          "</text:table-of-content>" OP ("b"),
      "p b\n" }, /* contents */
    { OP ("a<draw:frame><draw:text-box>" OP ("b") "</draw:text-box></draw:frame>c"),
      "p b\np ac\n" }, /* a text box */
    { OP ("a<draw:frame><draw:image/><svg:title>b</svg:title></draw:frame>"), "p a\n" },
    { "<table:table><table:table-row><table:table-cell>" OP ("a")
          OP ("b") "</table:table-cell>"
                   "<table:covered-table-cell/><table:table-cell>" OP (
                       "c") "</table:table-cell>"
                            "</table:table-row></table:table>",
      "r a|b~~c\n" }, /* a table */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = mv_test_odt (rows[i].body, NUMBERS);

      g_test_message ("%s", rows[i].body);
      mv_test_assert_lines ("a.odt", bytes, rows[i].lines);
    }
}

/* Programs inside a file are told of and not run. */
static void
test_word_macros (void)
{
  g_autoptr (GBytes) word = mv_test_docx (P ("", "a"), "", "");
  g_autoptr (GBytes) open = mv_test_odt (OP ("a"), "");
  GBytes *const files[] = { word, open };
  static const char *const names[] = { "word/vbaProject.bin", "Basic/Standard/Module1.xml" };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GHashTable) parts = mv_zip_read (files[i], NULL);
      g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (MvTestPart));
      MvTestPart macro = { names[i], "<x/>" };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MvDocumentImport) import = NULL;
      GHashTableIter iter;
      gpointer name, data;

      g_hash_table_iter_init (&iter, parts);
      while (g_hash_table_iter_next (&iter, &name, &data))
        {
          GByteArray *text = g_bytes_unref_to_array (g_bytes_ref (data));
          MvTestPart part = { name, NULL };

          g_byte_array_append (text, (const guint8 *) "", 1);
          part.text = (const char *) g_byte_array_free (text, FALSE);
          g_array_append_val (list, part);
        }
      g_array_append_val (list, macro);
      bytes = mv_test_zip ((const MvTestPart *) (gpointer) list->data, list->len);
      for (guint j = 0; j + 1 < list->len; j++)
        g_free ((gpointer) g_array_index (list, MvTestPart, j).text);

      import = mv_document_import (i == 0 ? "a.docm" : "a.odt", bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (import->n_notes[MV_DOCUMENT_NOTE_MACROS], ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/word/styles", test_word_styles);
  g_test_add_func ("/word/lists", test_word_lists);
  g_test_add_func ("/word/text", test_word_text);
  g_test_add_func ("/word/notes", test_word_notes);
  g_test_add_func ("/word/odt", test_word_odt);
  g_test_add_func ("/word/macros", test_word_macros);

  return g_test_run ();
}
