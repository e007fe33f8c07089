/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-paragraph.h"
#include "mv-record.h"

#include <string.h>

#define DOCUMENT "01890000-0000-7000-8000-000000000001"
#define ID(last) "01890000-0000-7000-8000-00000000000" last

static void
add (GPtrArray *to,
     const char *id,
     MvParagraphStyle style,
     guint level,
     guint number,
     const char *text)
{
  MvParagraph *paragraph = mv_paragraph_new (style, level, number, text);

  paragraph->id = g_strdup (id);
  g_ptr_array_add (to, paragraph);
}

/* What is written fits a document-version, and comes back as it was. */
static void
test_paragraph_record (void)
{
  g_autoptr (GPtrArray) text = mv_paragraphs_new ();
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (MvRecord) version = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  add (text, ID ("2"), MV_PARAGRAPH_HEADING, 99, 0, "Informasjon");
  add (text, ID ("3"), MV_PARAGRAPH_NUMBERED_ITEM, 2, 4000000000, "Først\n\tså");
  add (text, ID ("4"), MV_PARAGRAPH_PLAIN, 0, 0, "«Nei» \\ \"ja\"");
  node = mv_paragraphs_to_node (text);

  version = mv_record_new (mv_kind_find ("document-version"), ID ("1"));
  mv_record_set_text (version, "document", DOCUMENT);
  mv_record_set_integer (version, "number", 1);
  mv_record_set_text (version, "title", "Informasjon");
  mv_record_set_text (version, "date", "2026-11-22");
  mv_record_set_node (version, "paragraphs", mv_json_copy (node));
  g_assert_true (mv_record_validate (version, MV_RECORD_COMPLETE, &error));
  g_assert_no_error (error);

  back = mv_paragraphs_from_list (mv_record_get_list (version, "paragraphs"));
  g_assert_cmpuint (back->len, ==, text->len);
  for (guint i = 0; i < back->len; i++)
    {
      const MvParagraph *left = g_ptr_array_index (text, i);
      const MvParagraph *right = g_ptr_array_index (back, i);

      g_assert_cmpstr (left->id, ==, right->id);
      g_assert_cmpint (left->style, ==, right->style);
      g_assert_cmpuint (left->level, ==, right->level);
      g_assert_cmpuint (left->number, ==, right->number);
      g_assert_cmpstr (left->text, ==, right->text);
    }

  /* Beyond a limit it is cut to it. */
  g_assert_cmpuint (((const MvParagraph *) g_ptr_array_index (back, 0))->level, ==,
                    MV_PARAGRAPH_MAX_LEVEL);
  g_assert_cmpuint (((const MvParagraph *) g_ptr_array_index (back, 1))->number, ==,
                    MV_PARAGRAPH_MAX_NUMBER);
}

/* What a newer version of the program may have written, or somebody else: nothing of it breaks. */
static void
test_paragraph_tolerant (void)
{
  static const struct
  {
    const char *json;
    guint n;
    MvParagraphStyle style;
    guint level;
    const char *text;
  } rows[] = {
    { "{'l':[{'style':'verse','text':'a'}]}", 1, MV_PARAGRAPH_PLAIN, 0, "a" },    /* new style */
    { "{'l':[{'text':'a'}]}", 1, MV_PARAGRAPH_PLAIN, 0, "a" },                    /* no style */
    { "{'l':[{'style':'heading'}]}", 1, MV_PARAGRAPH_HEADING, 0, "" },            /* no text */
    { "{'l':[{'style':3,'text':4,'level':'x'}]}", 1, MV_PARAGRAPH_PLAIN, 0, "" }, /* wrong types */
    { "{'l':[{'level':-1,'text':'a'}]}", 1, MV_PARAGRAPH_PLAIN, 0, "a" },         /* below */
    { "{'l':[{'level':77,'text':'a'}]}", 1, MV_PARAGRAPH_PLAIN, 6, "a" },         /* beyond */
    { "{'l':['a',null,7,{'text':'b'}]}", 1, MV_PARAGRAPH_PLAIN, 0, "b" },         /* no objects */
    { "{'l':[]}", 0, MV_PARAGRAPH_PLAIN, 0, NULL },                               /* empty */
    { "{}", 0, MV_PARAGRAPH_PLAIN, 0, NULL },                                     /* none */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = g_strdelimit (g_strdup (rows[i].json), "'", '"');
      g_autoptr (JsonObject) object = mv_json_parse_object (json, -1, 1000, NULL);
      g_autoptr (GPtrArray) text = mv_paragraphs_from_list (mv_json_get_array (object, "l"));
      const MvParagraph *first;

      g_assert_cmpuint (text->len, ==, rows[i].n);
      if (rows[i].n == 0)
        continue;
      first = g_ptr_array_index (text, 0);
      g_assert_cmpint (first->style, ==, rows[i].style);
      g_assert_cmpuint (first->level, ==, rows[i].level);
      g_assert_cmpstr (first->text, ==, rows[i].text);
    }
}

/* As one writes it in an e-mail. */
static void
test_paragraph_text (void)
{
  g_autoptr (GPtrArray) text = mv_paragraphs_new ();
  g_autoptr (GPtrArray) empty = mv_paragraphs_new ();
  g_autofree char *written = NULL;
  g_autofree char *nothing = mv_paragraphs_to_text (empty);

  add (text, NULL, MV_PARAGRAPH_HEADING, 1, 0, "Tittel");
  add (text, NULL, MV_PARAGRAPH_PLAIN, 0, 0, "Ein\nto");
  add (text, NULL, MV_PARAGRAPH_NUMBERED_ITEM, 1, 9, "a\nb");
  add (text, NULL, MV_PARAGRAPH_LIST_ITEM, 2, 0, "c\nd");
  add (text, NULL, MV_PARAGRAPH_QUOTE, 0, 0, "e\nf");
  add (text, NULL, MV_PARAGRAPH_TABLE_ROW, 0, 0, "g\th");
  add (text, NULL, MV_PARAGRAPH_TABLE_ROW, 0, 0, "i\tj");
  written = mv_paragraphs_to_text (text);

  g_assert_cmpstr (written, ==,
                   "Tittel\n\nEin\nto\n\n9. a\n   b\n  – c\n    d\n\n> e\n> f\n\ng\th\ni\tj\n");
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paragraph/record", test_paragraph_record);
  g_test_add_func ("/paragraph/tolerant", test_paragraph_tolerant);
  g_test_add_func ("/paragraph/text", test_paragraph_text);

  return g_test_run ();
}
