/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sim.h"

#include "mv-scope.h"

#include <string.h>

/* What people do, drawn by chance. Every text that is saved is remembered until a person who sees
 * it replaces or deletes it. */

#define SECOND_US ((gint64) G_USEC_PER_SEC)

typedef gboolean (*RecordTest) (MvSimDevice *device, MvRecord *record);

static gboolean
is_team (const MvSimDevice *device)
{
  return device == &device->sim->devices[MV_SIM_R];
}

/* Texts */

static char *
make_text (MvSimDevice *device)
{
  /* The full stop keeps the first text from being found within the eleventh. */
  return g_strdup_printf ("text-%u. of %s", device->sim->texts->len, device->name);
}

static void
remember (MvSimDevice *device, const char *text)
{
  MvSimText *entry = g_new0 (MvSimText, 1);

  entry->text = g_strdup (text);
  entry->uid = g_strdup (device->uid);
  g_ptr_array_add (device->sim->texts, entry);
}

static void
set_gone (MvSim *sim, const char *body)
{
  for (guint i = 0; body != NULL && i < sim->texts->len; i++)
    {
      MvSimText *entry = g_ptr_array_index (sim->texts, i);

      if (strstr (body, entry->text) != NULL)
        entry->is_gone = TRUE;
    }
}

/* Two PCs may each bring back the same text, and one of them replace it again: the second time it
 * is no longer known who wants what. */
static void
set_brought_back (MvSim *sim, const char *body)
{
  for (guint i = 0; i < sim->texts->len; i++)
    {
      MvSimText *entry = g_ptr_array_index (sim->texts, i);

      if (strstr (body, entry->text) != NULL)
        entry->is_gone = ++entry->n_brought_back > 1;
    }
}

static char *
dup_body (MvSimDevice *device, const char *id)
{
  g_autoptr (MvRecord) record = mv_store_get (device->store, device->account, id, NULL);

  return record == NULL ? NULL : mv_record_dup_body_text (record);
}

/* Records */

static MvRecord *
pick (MvSimDevice *device, const char *kind, RecordTest test)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  all = mv_store_list (device->store, device->account, kind, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      if (test (device, g_ptr_array_index (all, i)))
        g_ptr_array_add (fitting, g_ptr_array_index (all, i));
    }
  if (fitting->len == 0)
    return NULL;

  return g_object_ref (
      g_ptr_array_index (fitting, mv_random_below (device->sim->content, fitting->len)));
}

static gboolean
is_at_home (MvRecord *record)
{
  return g_str_equal (mv_record_get_scope (record), MV_SCOPE_ME);
}

static gboolean
is_draft (MvSimDevice *device, MvRecord *record)
{
  return is_at_home (record) && !mv_record_has (record, "edits");
}

static gboolean
is_edit (MvSimDevice *device, MvRecord *record)
{
  return is_at_home (record) && mv_record_has (record, "edits");
}

static gboolean
is_mine_shared (MvSimDevice *device, MvRecord *record)
{
  return !is_at_home (record) && g_strcmp0 (mv_record_get_by (record), device->uid) == 0 &&
         !mv_record_get_boolean (record, "withdrawn");
}

static gboolean
is_shared (MvSimDevice *device, MvRecord *record)
{
  return !is_at_home (record) && !mv_record_get_boolean (record, "withdrawn");
}

static gboolean
is_mine (MvSimDevice *device, MvRecord *record)
{
  return g_strcmp0 (mv_record_get_by (record), device->uid) == 0;
}

static gboolean
has_siblings (MvSimDevice *device, MvRecord *record)
{
  g_autoptr (GPtrArray) siblings =
      mv_store_list_siblings (device->store, device->account, mv_record_get_id (record), NULL);

  return siblings != NULL && siblings->len > 0;
}

/* The store may say no (a right was lost, a record is not complete); then nothing was saved. */
static gboolean
did (MvSimDevice *device, gboolean is_done, const char *what, GError **error)
{
  mv_sim_note (device->sim, "%s %s%s%s", device->name, what, is_done ? "" : ": ",
               is_done ? "" : (*error)->message);
  if (!is_done && (*error)->domain == MV_STORE_ERROR &&
      (*error)->code != MV_STORE_ERROR_NOT_ALLOWED && (*error)->code != MV_STORE_ERROR_NOT_FOUND)
    mv_sim_fail (device->sim, "%s cannot %s: %s", device->name, what, (*error)->message);

  return is_done;
}

/* What a representative does */

static void
write_draft (MvSimDevice *device)
{
  MvSim *sim = device->sim;
  g_autofree char *id = mv_store_new_id (device->store);
  g_autofree char *text = make_text (device);
  g_autoptr (MvRecord) record = mv_record_new (mv_kind_find ("contribution"), id);
  g_autoptr (GError) error = NULL;
  MvSaveFlags flags = mv_sim_chance (sim->content, 70) ? MV_SAVE_DRAFT : MV_SAVE_SHARED;

  mv_record_set_text (record, "project", sim->world->project);
  mv_record_set_text (record, "date", "2026-11-20");
  mv_record_set_text (record, "text", text);
  if (did (device, mv_store_save (device->store, device->account, record, flags, &error), "writes",
           &error))
    remember (device, text);
}

/* The edit that a draft over @shared would replace: its text has then been replaced knowingly. */
static char *
dup_edit_body (MvSimDevice *device, const char *shared)
{
  g_autoptr (GPtrArray) all = NULL;

  all = mv_store_list (device->store, device->account, "contribution", MV_SCOPE_ME, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      MvRecord *record = g_ptr_array_index (all, i);

      if (g_strcmp0 (mv_record_get_text (record, "edits"), shared) == 0)
        return mv_record_dup_body_text (record);
    }

  return NULL;
}

static void
change (MvSimDevice *device, RecordTest test, const char *what)
{
  g_autoptr (MvRecord) record = pick (device, "contribution", test);
  g_autoptr (MvRecord) copy = NULL;
  g_autofree char *text = make_text (device);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return;

  before = test == is_mine_shared ? dup_edit_body (device, mv_record_get_id (record))
                                  : mv_record_dup_body_text (record);
  copy = mv_record_copy (record);
  mv_record_set_text (copy, "text", text);
  if (did (device, mv_store_save (device->store, device->account, copy, MV_SAVE_DRAFT, &error),
           what, &error))
    {
      set_gone (device->sim, before);
      remember (device, text);
    }
}

static void
change_draft (MvSimDevice *device)
{
  change (device, is_draft, "changes a draft");
}

static void
change_edit (MvSimDevice *device)
{
  change (device, is_edit, "changes an edit");
}

static void
change_shared (MvSimDevice *device)
{
  change (device, is_mine_shared, "changes what is shared");
}

static void
update_shared (MvSimDevice *device)
{
  g_autoptr (MvRecord) edit = pick (device, "contribution", is_edit);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  if (edit == NULL)
    return;

  before = dup_body (device, mv_record_get_text (edit, "edits"));
  if (did (device,
           mv_store_update_shared (device->store, device->account, mv_record_get_id (edit), &error),
           "updates what is shared", &error))
    set_gone (device->sim, before);
}

static void
share (MvSimDevice *device)
{
  g_autoptr (MvRecord) draft = pick (device, "contribution", is_draft);
  const char *audience = mv_sim_chance (device->sim->content, 70) ? "project" : "team";
  g_autoptr (GError) error = NULL;

  if (draft != NULL)
    did (
        device,
        mv_store_share (device->store, device->account, mv_record_get_id (draft), audience, &error),
        "shares", &error);
}

static void
command (MvSimDevice *device, MvRecord *record, const char *name, const char *home)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (args, "contribution", mv_record_get_id (record));
  if (home != NULL)
    json_object_set_string_member (args, "home", home);
  did (device,
       mv_store_command (device->store, device->account, name, args, mv_record_get_id (record),
                         &error),
       name, &error);
}

static void
unshare (MvSimDevice *device)
{
  g_autoptr (MvRecord) record = pick (device, "contribution", is_mine_shared);

  if (record != NULL)
    command (device, record, "contribution.unshare", NULL);
}

static void
withdraw (MvSimDevice *device)
{
  g_autoptr (MvRecord) record = pick (device, "contribution", is_mine_shared);
  g_autofree char *home = mv_store_new_id (device->store);

  if (record != NULL)
    command (device, record, "contribution.withdraw", home);
}

static void
remove_record (MvSimDevice *device, const char *kind, RecordTest test)
{
  g_autoptr (MvRecord) record = pick (device, kind, test);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return;

  before = mv_record_dup_body_text (record);
  if (did (device,
           mv_store_remove (device->store, device->account, mv_record_get_id (record), &error),
           "removes", &error))
    set_gone (device->sim, before);
}

static void
remove_draft (MvSimDevice *device)
{
  remove_record (device, "contribution", is_draft);
}

static void
restore (MvSimDevice *device)
{
  g_autoptr (GPtrArray) bin = mv_store_list_bin (device->store, device->account, NULL);
  g_autofree char *shown = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  MvRecord *record;

  if (bin == NULL || bin->len == 0)
    return;

  record = g_ptr_array_index (bin, mv_random_below (device->sim->content, bin->len));
  body = mv_record_dup_body_text (record);
  /* What was written there since changes places with it; the bin keeps one text of an item. */
  shown = dup_body (device, mv_record_get_id (record));
  if (did (device,
           mv_store_restore (device->store, device->account, mv_record_get_id (record), &error),
           "brings back", &error))
    {
      set_gone (device->sim, shown);
      set_brought_back (device->sim, body);
    }
}

static void
resolve (MvSimDevice *device)
{
  const char *kind = is_team (device) ? "reply" : "contribution";
  g_autoptr (MvRecord) record = pick (device, kind, has_siblings);
  g_autoptr (MvRecord) keep = NULL;
  g_autoptr (GPtrArray) siblings = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) drop = NULL;
  g_autofree char *text = make_text (device);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return;

  before = mv_record_dup_body_text (record);
  siblings =
      mv_store_list_siblings (device->store, device->account, mv_record_get_id (record), NULL);
  for (guint i = 0; i < siblings->len; i++)
    g_strv_builder_add (builder, mv_record_get_id (g_ptr_array_index (siblings, i)));
  drop = g_strv_builder_end (builder);
  keep = mv_record_copy (record);
  mv_record_set_text (keep, "text", text);
  if (!did (device,
            mv_store_resolve (device->store, device->account, keep, (const char *const *) drop,
                              &error),
            "makes one text of two", &error))
    return;

  set_gone (device->sim, before);
  for (guint i = 0; i < siblings->len; i++)
    {
      g_autofree char *body = mv_record_dup_body_text (g_ptr_array_index (siblings, i));

      set_gone (device->sim, body);
    }
  remember (device, text);
}

/* What a researcher does */

static char *
dup_reply_body (MvSimDevice *device, const char *contribution)
{
  g_autoptr (GPtrArray) replies = NULL;

  replies = mv_store_list (device->store, device->account, "reply", NULL, NULL);
  for (guint i = 0; i < replies->len; i++)
    {
      MvRecord *reply = g_ptr_array_index (replies, i);

      if (g_strcmp0 (mv_record_get_text (reply, "contribution"), contribution) == 0)
        return mv_record_dup_body_text (reply);
    }

  return NULL;
}

static void
answer (MvSimDevice *device)
{
  static const char *const outcomes[] = { "adopted", "partly", "declined", "waiting" };
  g_autoptr (MvRecord) record = pick (device, "contribution", is_shared);
  g_autofree char *text = make_text (device);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  const char *outcome = outcomes[mv_random_below (device->sim->content, G_N_ELEMENTS (outcomes))];
  gboolean is_done;

  if (record == NULL)
    return;

  before = dup_reply_body (device, mv_record_get_id (record));
  is_done = mv_store_answer (device->store, device->account, mv_record_get_id (record), NULL,
                             outcome, "A reason", text, &error);
  if (did (device, is_done, "answers", &error))
    {
      set_gone (device->sim, before);
      remember (device, text);
    }
}

static void
remove_reply (MvSimDevice *device)
{
  remove_record (device, "reply", is_mine);
}

static void
see (MvSimDevice *device)
{
  g_autoptr (MvRecord) record = pick (device, "contribution", is_shared);

  if (record != NULL)
    command (device, record, "contribution.seen", NULL);
}

/* What happens to them */

static void
change_membership (MvSim *sim)
{
  static const MvSimDeviceName whose[] = { MV_SIM_A1, MV_SIM_R, MV_SIM_B };
  MvSimDevice *device = &sim->devices[whose[mv_random_below (sim->content, G_N_ELEMENTS (whose))]];
  const char *role = is_team (device) ? "researcher" : "representative";
  const char *now = g_hash_table_lookup (sim->roles, device->uid);
  gboolean ends = g_strcmp0 (now, "former") != 0;

  sim->counts[MV_SIM_COUNT_GRANTS]++;
  mv_sim_note (sim, "the membership of %s %s", device->name, ends ? "ends" : "begins");
  if (ends)
    mv_test_world_end_member (sim->world, device->uid);
  else
    mv_test_world_set_member (sim->world, device->uid, role);
  g_hash_table_insert (sim->roles, g_strdup (device->uid), (gpointer) (ends ? "former" : role));
  mv_sim_network_wake_parked (sim);
}

static void
cut_off (MvSimDevice *device)
{
  MvSim *sim = device->sim;

  if (device->is_cut_off)
    return;

  device->is_cut_off = TRUE;
  mv_sim_note (sim, "%s has no network", device->name);
  mv_sim_device_tell (device,
                      (MvSyncEvent){ .type = MV_SYNC_EVENT_NETWORK, .is_available = FALSE });
  mv_sim_schedule (sim, (1 + mv_random_below (sim->schedule, 600)) * SECOND_US, MV_SIM_NETWORK,
                   device);
}

static void
want (MvSimDevice *device)
{
  mv_sim_device_tell (device, (MvSyncEvent){ .type = MV_SYNC_EVENT_WANTED });
}

/* The program is closed and opened again. */
static void
reopen (MvSimDevice *device)
{
  mv_sim_device_tell (device, (MvSyncEvent){ .type = MV_SYNC_EVENT_ENDED });
  mv_sim_device_tell (device, (MvSyncEvent){ .type = MV_SYNC_EVENT_STARTED });
}

typedef struct
{
  guint weight;
  void (*act) (MvSimDevice *device);
} Habit;

static const Habit habits_of_representatives[] = {
  { 20, write_draft }, { 14, change_draft }, { 14, share },       { 8, change_shared },
  { 4, change_edit },  { 7, update_shared }, { 4, remove_draft }, { 3, restore },
  { 8, resolve },      { 4, unshare },       { 3, withdraw },     { 6, cut_off },
  { 3, want },         { 2, reopen },
};

static const Habit habits_of_researchers[] = {
  { 30, answer }, { 8, see },     { 4, remove_reply }, { 4, restore },
  { 8, resolve }, { 6, cut_off }, { 3, want },         { 2, reopen },
};

static void
act_by_habit (MvSimDevice *device, const Habit *habits, guint n_habits)
{
  guint total = 0;
  guint drawn;

  for (guint i = 0; i < n_habits; i++)
    total += habits[i].weight;

  drawn = mv_random_below (device->sim->schedule, total);
  for (guint i = 0; i < n_habits; i++)
    {
      if (drawn < habits[i].weight)
        {
          habits[i].act (device);
          return;
        }
      drawn -= habits[i].weight;
    }
}

void
mv_sim_people_act (MvSim *sim)
{
  MvSimDevice *device;

  if (mv_sim_chance (sim->schedule, 6))
    {
      change_membership (sim);
      return;
    }

  device = &sim->devices[mv_random_below (sim->schedule, MV_SIM_N_DEVICES)];
  if (is_team (device))
    act_by_habit (device, habits_of_researchers, G_N_ELEMENTS (habits_of_researchers));
  else
    act_by_habit (device, habits_of_representatives, G_N_ELEMENTS (habits_of_representatives));
  mv_sim_device_look (device);
}
