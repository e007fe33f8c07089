/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-merge.h"

typedef struct
{
  const char *comment;
  MvMergeLocal local;
  MvMergeLine line;
  MvMergeAction expected;
} DecideRow;

/* clang-format off */
#define NOTHING { FALSE }
#define HERE { TRUE, "project/a", 3, 100, FALSE }
#define OWN_HERE { TRUE, "project/a", 3, 100, TRUE }
#define PUT(scope, rev, seq) { TRUE, scope, rev, seq }
#define SIBLING(scope, rev, seq) { TRUE, scope, rev, seq, .conflict_of = "x" }
#define DEL(scope, rev, seq, why) { FALSE, scope, rev, seq, why }

static const DecideRow decide_rows[] = {
  { "a new item", NOTHING, PUT ("project/a", 1, 7), MV_MERGE_STORE },
  { "a newer revision", HERE, PUT ("project/a", 4, 101), MV_MERGE_STORE },
  { "the same line again", HERE, PUT ("project/a", 3, 100), MV_MERGE_IGNORE },
  { "an older line", HERE, PUT ("project/a", 2, 99), MV_MERGE_IGNORE },
  { "moved here, before the end of its old place", HERE, PUT ("project/b", 4, 5), MV_MERGE_STORE },
  { "moved here, without a new revision", HERE, PUT ("project/b", 3, 5), MV_MERGE_STORE },
  { "an older line of its old place", HERE, PUT ("project/b", 2, 500), MV_MERGE_IGNORE },

  { "a new sibling", NOTHING, SIBLING ("project/a", 1, 7), MV_MERGE_SIBLING },
  { "a sibling that was changed", HERE, SIBLING ("project/a", 4, 101), MV_MERGE_SIBLING },
  { "a sibling again", HERE, SIBLING ("project/a", 3, 100), MV_MERGE_IGNORE },
  { "a sibling that became the item", HERE, PUT ("project/a", 4, 101), MV_MERGE_STORE },

  { "another's, deleted", HERE, DEL ("project/a", 4, 101, "deleted"), MV_MERGE_REMOVE },
  { "one's own, deleted", OWN_HERE, DEL ("project/a", 4, 101, "deleted"), MV_MERGE_TO_BIN },
  { "one's own, moved", OWN_HERE, DEL ("project/a", 4, 101, "moved"), MV_MERGE_REMOVE },
  { "another's, moved", HERE, DEL ("project/a", 4, 101, "moved"), MV_MERGE_REMOVE },
  { "one's own, unpublished", OWN_HERE, DEL ("project/a", 4, 101, "unpublished"), MV_MERGE_REMOVE },
  { "another's, for a reason of tomorrow", HERE, DEL ("project/a", 4, 101, "new"), MV_MERGE_REMOVE },
  { "one's own, for a reason of tomorrow", OWN_HERE, DEL ("project/a", 4, 101, "new"), MV_MERGE_TO_BIN },
  { "deleted, and never seen", NOTHING, DEL ("project/a", 4, 101, "deleted"), MV_MERGE_IGNORE },
  { "the end of its old place, after it moved", HERE, DEL ("project/b", 9, 900, "moved"), MV_MERGE_IGNORE },
  { "moved on and deleted there, before the move was heard of", OWN_HERE, DEL ("project/b", 4, 7, "deleted"), MV_MERGE_TO_BIN },
  { "another's, moved on and deleted there", HERE, DEL ("project/b", 4, 7, "deleted"), MV_MERGE_REMOVE },
  { "deleted in its old place, then brought back here", OWN_HERE, DEL ("project/b", 2, 900, "deleted"), MV_MERGE_IGNORE },
  { "deleted, then written again", HERE, DEL ("project/a", 2, 99, "deleted"), MV_MERGE_IGNORE },

  { "another's, erased", HERE, DEL ("project/a", 4, 101, "erased"), MV_MERGE_ERASE },
  { "one's own, erased", OWN_HERE, DEL ("project/a", 4, 101, "erased"), MV_MERGE_ERASE },
  { "erased, and only left in the bin", NOTHING, DEL ("project/a", 4, 101, "erased"), MV_MERGE_ERASE },
  { "erased where it once stood", HERE, DEL ("project/b", 4, 7, "erased"), MV_MERGE_ERASE },
};
/* clang-format on */

/* What a device does with a line, whatever it has. */
static void
test_merge_decide (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (decide_rows); i++)
    {
      g_test_message ("%s", decide_rows[i].comment);
      g_assert_cmpint (mv_merge_decide (&decide_rows[i].local, &decide_rows[i].line), ==,
                       decide_rows[i].expected);
    }
}

typedef struct
{
  gboolean exists;
  const char *scope;
  gint64 rev;
  gint64 seq;
} Copy;

static void
apply (Copy *copy, const MvMergeLine *line)
{
  const MvMergeLocal local = { copy->exists, copy->scope, copy->rev, copy->seq, FALSE };

  switch (mv_merge_decide (&local, line))
    {
    case MV_MERGE_STORE:
      *copy = (Copy){ TRUE, line->scope, line->rev, line->seq };
      break;

    case MV_MERGE_REMOVE:
      copy->exists = FALSE;
      break;

    case MV_MERGE_IGNORE:
    case MV_MERGE_SIBLING:
    case MV_MERGE_TO_BIN:
    case MV_MERGE_ERASE:
    default:
      break;
    }
}

/* An item that moves ends up in its new place, whichever of the two lines arrives first. */
static void
test_merge_move_order (void)
{
  const MvMergeLine put = PUT ("project/b", 4, 5);
  const MvMergeLine del = DEL ("project/a", 4, 101, "moved");
  Copy first = { TRUE, "project/a", 3, 100 };
  Copy second = first;

  apply (&first, &put);
  apply (&first, &del);
  apply (&second, &del);
  apply (&second, &put);

  g_assert_true (first.exists && second.exists);
  g_assert_cmpstr (first.scope, ==, "project/b");
  g_assert_cmpstr (second.scope, ==, "project/b");
}

typedef struct
{
  const char *comment;
  const char *base;
  const char *mine;
  const char *theirs;
  const char *merged; /* NULL: they do not go together */
} FieldsRow;

/* clang-format off */
static const FieldsRow fields_rows[] = {
  { "nothing changed", "{'a':1}", "{'a':1}", "{'a':1}", "{'a':1}" },
  { "only mine", "{'a':1}", "{'a':2}", "{'a':1}", "{'a':2}" },
  { "only theirs", "{'a':1}", "{'a':1}", "{'a':2}", "{'a':2}" },
  { "different fields", "{'a':1,'b':1}", "{'a':2,'b':1}", "{'a':1,'b':2}", "{'a':2,'b':2}" },
  { "the same change", "{'a':1}", "{'a':2}", "{'a':2}", "{'a':2}" },
  { "the same field", "{'a':1}", "{'a':2}", "{'a':3}", NULL },
  { "mine is new", "{}", "{'a':1}", "{}", "{'a':1}" },
  { "each has a new one", "{}", "{'a':1}", "{'b':1}", "{'a':1,'b':1}" },
  { "both made it, in two ways", "{}", "{'a':1}", "{'a':2}", NULL },
  { "I removed it", "{'a':1,'b':1}", "{'b':1}", "{'a':1,'b':1}", "{'b':1}" },
  { "they removed it", "{'a':1,'b':1}", "{'a':1,'b':1}", "{'b':1}", "{'b':1}" },
  { "both removed it", "{'a':1,'b':1}", "{'b':1}", "{'b':1}", "{'b':1}" },
  { "I removed what they changed", "{'a':1}", "{}", "{'a':2}", NULL },
  { "they removed what I changed", "{'a':1}", "{'a':2}", "{}", NULL },
  { "null is the same as absent", "{'a':null}", "{}", "{'a':1}", "{'a':1}" },
  { "an object is one field", "{'o':{'x':1,'y':1}}", "{'o':{'x':2,'y':1}}", "{'o':{'x':1,'y':2}}", NULL },
  { "a list of texts is one field", "{'l':['P1']}", "{'l':['P1','P2']}", "{'l':['P1','P3']}", NULL },
  { "a list of texts and another field", "{'l':['P1'],'a':1}", "{'l':['P1','P2'],'a':1}", "{'l':['P1'],'a':2}",
    "{'a':2,'l':['P1','P2']}" },
  { "a member of tomorrow", "{'a':1}", "{'a':2}", "{'a':1,'new':[{}]}", "{'a':2,'new':[{}]}" },

  { "each added a row", "{'l':[{'id':'1'}]}", "{'l':[{'id':'1'},{'id':'2'}]}", "{'l':[{'id':'1'},{'id':'3'}]}",
    "{'l':[{'id':'1'},{'id':'2'},{'id':'3'}]}" },
  { "each made the list", "{}", "{'l':[{'id':'2'}]}", "{'l':[{'id':'3'}]}", "{'l':[{'id':'2'},{'id':'3'}]}" },
  { "different rows changed", "{'l':[{'id':'1','t':'a'},{'id':'2','t':'b'}]}",
    "{'l':[{'id':'1','t':'A'},{'id':'2','t':'b'}]}", "{'l':[{'id':'1','t':'a'},{'id':'2','t':'B'}]}",
    "{'l':[{'id':'1','t':'A'},{'id':'2','t':'B'}]}" },
  { "different fields of a row", "{'l':[{'id':'1','t':'a','u':1}]}", "{'l':[{'id':'1','t':'A','u':1}]}",
    "{'l':[{'id':'1','t':'a','u':2}]}", "{'l':[{'id':'1','t':'A','u':2}]}" },
  { "the same text of a row", "{'l':[{'id':'1','t':'a'}]}", "{'l':[{'id':'1','t':'b'}]}", "{'l':[{'id':'1','t':'c'}]}",
    NULL },
  { "I removed a row, they changed another", "{'l':[{'id':'1'},{'id':'2','t':'b'}]}", "{'l':[{'id':'2','t':'b'}]}",
    "{'l':[{'id':'1'},{'id':'2','t':'B'}]}", "{'l':[{'id':'2','t':'B'}]}" },
  { "each removed another row", "{'l':[{'id':'1'},{'id':'2'},{'id':'3'}]}", "{'l':[{'id':'2'},{'id':'3'}]}",
    "{'l':[{'id':'1'},{'id':'2'}]}", "{'l':[{'id':'2'}]}" },
  { "I removed the row they changed", "{'l':[{'id':'1','t':'a'}]}", "{'l':[]}", "{'l':[{'id':'1','t':'A'}]}", NULL },
  { "I put them in another order, they changed one", "{'l':[{'id':'1','t':'a'},{'id':'2'}]}",
    "{'l':[{'id':'2'},{'id':'1','t':'a'}]}", "{'l':[{'id':'1','t':'A'},{'id':'2'}]}",
    "{'l':[{'id':'2'},{'id':'1','t':'A'}]}" },
  { "both put them in another order", "{'l':[{'id':'1'},{'id':'2'},{'id':'3'}]}", "{'l':[{'id':'2'},{'id':'1'},{'id':'3'}]}",
    "{'l':[{'id':'1'},{'id':'3'},{'id':'2'}]}", NULL },
  { "a row made twice under one id", "{'l':[]}", "{'l':[{'id':'1','t':'a'}]}", "{'l':[{'id':'1','t':'b'}]}", NULL },
  { "an id that stands twice", "{'l':[]}", "{'l':[{'id':'1'},{'id':'1'}]}", "{'l':[{'id':'2'}]}", NULL },
  { "a row without an id", "{'l':[]}", "{'l':[{'t':'a'}]}", "{'l':[{'id':'2'}]}", NULL },
  { "a list here, a text there", "{'l':[]}", "{'l':[{'id':'1'}]}", "{'l':'x'}", NULL },
  { "one row of mine first, one of theirs last", "{'l':[{'id':'1'}]}", "{'l':[{'id':'0'},{'id':'1'}]}",
    "{'l':[{'id':'1'},{'id':'2'}]}", "{'l':[{'id':'0'},{'id':'1'},{'id':'2'}]}" },
};
/* clang-format on */

static JsonObject *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *object = mv_json_parse_object (json, -1, 65536, &error);

  g_assert_no_error (error);
  return object;
}

static char *
merge (JsonObject *base, JsonObject *mine, JsonObject *theirs)
{
  g_autoptr (JsonObject) merged = NULL;

  if (!mv_merge_fields (base, mine, theirs, &merged))
    {
      g_assert_null (merged);
      return NULL;
    }

  return mv_json_object_to_text (merged);
}

/* Changes that go together are both there; those that do not are left to people. What goes in stays
 * as it was. */
static void
test_merge_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields_rows); i++)
    {
      const FieldsRow *row = &fields_rows[i];
      g_autoptr (JsonObject) base = parse (row->base);
      g_autoptr (JsonObject) mine = parse (row->mine);
      g_autoptr (JsonObject) theirs = parse (row->theirs);
      g_autoptr (JsonObject) mine_before = parse (row->mine);
      g_autofree char *expected = NULL;
      g_autofree char *text = NULL;
      g_autofree char *mine_text = NULL;
      g_autofree char *before_text = NULL;

      g_test_message ("%s", row->comment);
      if (row->merged != NULL)
        {
          g_autoptr (JsonObject) object = parse (row->merged);
          expected = mv_json_object_to_text (object);
        }

      text = merge (base, mine, theirs);
      g_assert_cmpstr (text, ==, expected);

      mine_text = mv_json_object_to_text (mine);
      before_text = mv_json_object_to_text (mine_before);
      g_assert_cmpstr (mine_text, ==, before_text);
    }
}

/* Whether changes go together does not depend on who asks. */
static void
test_merge_fields_either_way (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields_rows); i++)
    {
      g_autoptr (JsonObject) base = parse (fields_rows[i].base);
      g_autoptr (JsonObject) mine = parse (fields_rows[i].mine);
      g_autoptr (JsonObject) theirs = parse (fields_rows[i].theirs);
      g_autofree char *text = merge (base, theirs, mine);

      g_test_message ("%s", fields_rows[i].comment);
      g_assert_cmpint (text != NULL, ==, fields_rows[i].merged != NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge/decide", test_merge_decide);
  g_test_add_func ("/merge/move-order", test_merge_move_order);
  g_test_add_func ("/merge/fields", test_merge_fields);
  g_test_add_func ("/merge/fields/either-way", test_merge_fields_either_way);

  return g_test_run ();
}
