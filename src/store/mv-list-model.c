/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-list-model.h"

#include "mv-list-query.h"

#include <string.h>

/* So many rows are read at once. */
#define PAGE_ROWS 100
/* Up to so many changed rows, each change is told of by itself; beyond, the stretch as a whole. */
#define MAX_DIFFERENCE 2000

struct _MvListModel
{
  GObject parent_instance;

  MvStore *store;            /* (owned) */
  MvListQuery *query;        /* (owned) */
  GPtrArray *accounts;       /* (owned) (element-type utf8): what keys refer to; only grows */
  GArray *keys;              /* (owned) (element-type MvListKey): the rows, in order */
  GHashTable *live;          /* (owned) (element-type MvListKey LiveItem): items somebody holds */
  GQueue *wanted;            /* (owned) (element-type MvListKey): to be read, the last first */
  GCancellable *cancellable; /* (owned) */
  guint query_number;        /* answers to older questions are passed over */
  gboolean is_asking;
  gboolean must_ask;
  gboolean is_reading;
  gboolean is_complete;
};

typedef struct
{
  MvListKey key;
  MvListModel *model; /* (unowned) */
  MvItem *item;       /* (unowned): a weak reference stands on it */
} LiveItem;

static void mv_list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MvListModel,
                               mv_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, mv_list_model_iface_init))

typedef enum
{
  PROP_IS_COMPLETE = 1,
} MvListModelProperty;

#define PROP_LAST PROP_IS_COMPLETE
static GParamSpec *props[PROP_LAST + 1];

static void ask (MvListModel *self);
static void read_wanted (MvListModel *self);

/* Items that somebody holds */

static void
item_gone_cb (gpointer data, GObject *where_it_was)
{
  LiveItem *live = data;

  live->item = NULL;
  g_hash_table_remove (live->model->live, &live->key);
}

static void
live_item_free (gpointer data)
{
  LiveItem *live = data;

  if (live->item != NULL)
    g_object_weak_unref (G_OBJECT (live->item), item_gone_cb, live);
  g_free (live);
}

static MvItem *
make_item (MvListModel *self, const MvListKey *key)
{
  g_autofree char *id = mv_list_key_dup_id (key);
  LiveItem *live = g_new0 (LiveItem, 1);

  live->key = *key;
  live->model = self;
  live->item = mv_item_new (g_ptr_array_index (self->accounts, key->account), id);
  g_object_weak_ref (G_OBJECT (live->item), item_gone_cb, live);
  g_hash_table_insert (self->live, &live->key, live);
  return live->item;
}

static void
want (MvListModel *self, const MvListKey *key)
{
  g_queue_push_tail (self->wanted, g_memdup2 (key, sizeof *key));
  read_wanted (self);
}

/* GListModel */

static GType
mv_list_model_get_item_type (GListModel *model)
{
  return MV_TYPE_ITEM;
}

static guint
mv_list_model_get_n_items (GListModel *model)
{
  return MV_LIST_MODEL (model)->keys->len;
}

static gpointer
mv_list_model_get_item (GListModel *model, guint position)
{
  MvListModel *self = MV_LIST_MODEL (model);
  const MvListKey *key;
  LiveItem *live;
  MvItem *item;

  if (position >= self->keys->len)
    return NULL;

  key = &g_array_index (self->keys, MvListKey, position);
  live = g_hash_table_lookup (self->live, key);
  if (live != NULL)
    return g_object_ref (live->item);

  item = make_item (self, key);
  want (self, key);
  return item;
}

static void
mv_list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = mv_list_model_get_item_type;
  iface->get_n_items = mv_list_model_get_n_items;
  iface->get_item = mv_list_model_get_item;
}

/* Filling items */

typedef struct
{
  MvListWhat what;
  char *language;      /* (nullable) */
  GPtrArray *accounts; /* (element-type utf8) */
  GPtrArray *ids;      /* (element-type utf8) */
  GArray *keys;        /* (element-type MvListKey) */
} PageRead;

static void
page_read_free (gpointer data)
{
  PageRead *page = data;

  g_free (page->language);
  g_ptr_array_unref (page->accounts);
  g_ptr_array_unref (page->ids);
  g_array_unref (page->keys);
  g_free (page);
}

/* The last wanted is what is on the screen now. */
static PageRead *
take_page (MvListModel *self)
{
  PageRead *page = g_new0 (PageRead, 1);

  page->what = self->query->what;
  page->language = g_strdup (self->query->language);
  page->accounts = g_ptr_array_new_with_free_func (g_free);
  page->ids = g_ptr_array_new_with_free_func (g_free);
  page->keys = g_array_new (FALSE, FALSE, sizeof (MvListKey));

  while (page->keys->len < PAGE_ROWS && !g_queue_is_empty (self->wanted))
    {
      g_autofree MvListKey *key = g_queue_pop_tail (self->wanted);

      if (!g_hash_table_contains (self->live, key))
        continue;
      g_array_append_val (page->keys, *key);
      g_ptr_array_add (page->ids, mv_list_key_dup_id (key));
      g_ptr_array_add (page->accounts, g_strdup (g_ptr_array_index (self->accounts, key->account)));
    }
  return page;
}

static gpointer
run_page (MvStore *store, gpointer data, GError **error)
{
  PageRead *page = data;

  return mv_list_contents_read (store, page->what, page->language, page->accounts, page->ids,
                                error);
}

typedef struct
{
  GWeakRef model;
  GArray *keys; /* (owned) (nullable): of a page */
  guint number; /* of a question */
} Pending;

static Pending *
pending_new (MvListModel *self)
{
  Pending *pending = g_new0 (Pending, 1);

  g_weak_ref_init (&pending->model, self);
  return pending;
}

static void
pending_free (Pending *self)
{
  g_weak_ref_clear (&self->model);
  g_clear_pointer (&self->keys, g_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

static void
page_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  g_autoptr (MvListModel) self = g_weak_ref_get (&pending->model);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contents = mv_store_run_finish (MV_STORE (object), result, &error);

  if (self == NULL)
    return;

  self->is_reading = FALSE;
  if (contents == NULL)
    g_debug ("rows of a list could not be read: %s", error->message);
  for (guint i = 0; contents != NULL && i < contents->len; i++)
    {
      LiveItem *live =
          g_hash_table_lookup (self->live, &g_array_index (pending->keys, MvListKey, i));

      if (live != NULL)
        {
          g_autoptr (MvItem) item = g_object_ref (live->item);

          mv_item_fill (item, g_ptr_array_index (contents, i));
        }
    }
  read_wanted (self);
}

static gboolean
start_reading_cb (gpointer data)
{
  g_autoptr (MvListModel) self = g_weak_ref_get (&((Pending *) data)->model);
  PageRead *page;
  Pending *pending;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  page = take_page (self);
  if (page->keys->len == 0)
    {
      self->is_reading = FALSE;
      page_read_free (page);
      return G_SOURCE_REMOVE;
    }

  pending = pending_new (self);
  pending->keys = g_array_ref (page->keys);
  mv_store_read_async (self->store, run_page, page, page_read_free,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, page_read_cb,
                       pending);
  return G_SOURCE_REMOVE;
}

/* Waits for the main loop, so that a screenful asked for row by row is read in one go. */
static void
read_wanted (MvListModel *self)
{
  if (self->is_reading || g_queue_is_empty (self->wanted))
    return;

  self->is_reading = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT, start_reading_cb, pending_new (self),
                   (GDestroyNotify) pending_free);
}

/* What has changed */

static void
splice (MvListModel *self, guint position, guint n_removed, const MvListKey *added, guint n_added)
{
  if (n_removed == 0 && n_added == 0)
    return;

  g_array_remove_range (self->keys, position, n_removed);
  g_array_insert_vals (self->keys, position, added, n_added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static GHashTable *
make_set (const MvListKey *keys, guint n_keys)
{
  GHashTable *set = g_hash_table_new (mv_list_key_hash, mv_list_key_equal);

  for (guint i = 0; i < n_keys; i++)
    g_hash_table_add (set, (gpointer) &keys[i]);
  return set;
}

/* Tells of each stretch by itself, so that rows between stay as they are. A row that has moved goes
 * at its old place and comes at its new one. */
static void
splice_stretches (MvListModel *self,
                  guint position,
                  const MvListKey *old,
                  guint n_old,
                  const MvListKey *new,
                  guint n_new)
{
  g_autoptr (GHashTable) old_set = make_set (old, n_old);
  g_autoptr (GHashTable) new_set = make_set (new, n_new);
  guint i = 0, j = 0;

  while (i < n_old || j < n_new)
    {
      guint first_old = i, first_new = j;

      if (i < n_old && j < n_new && mv_list_key_equal (&old[i], &new[j]))
        {
          i++, j++, position++;
          continue;
        }

      while (i < n_old && !g_hash_table_contains (new_set, &old[i]))
        i++;
      while (j < n_new && !g_hash_table_contains (old_set, &new[j]))
        j++;
      if (i == first_old && j == first_new)
        g_hash_table_remove (old_set, &old[i++]);

      splice (self, position, i - first_old, &new[first_new], j - first_new);
      position += j - first_new;
    }
}

static void
set_keys (MvListModel *self, GArray *new_keys)
{
  const MvListKey *new = (const MvListKey *) (gpointer) new_keys->data;
  g_autofree MvListKey *old = NULL;
  guint n_old = self->keys->len, n_new = new_keys->len;
  guint n_before = 0, n_after = 0;

  if (n_old > 0)
    old = g_memdup2 (self->keys->data, n_old * sizeof (MvListKey));
  while (n_before < MIN (n_old, n_new) && mv_list_key_equal (&old[n_before], &new[n_before]))
    n_before++;
  while (n_after < MIN (n_old, n_new) - n_before &&
         mv_list_key_equal (&old[n_old - 1 - n_after], &new[n_new - 1 - n_after]))
    n_after++;

  n_old -= n_before + n_after;
  n_new -= n_before + n_after;
  if (n_old == 0 || n_new == 0 || n_old + n_new > MAX_DIFFERENCE)
    splice (self, n_before, n_old, new + n_before, n_new);
  else
    splice_stretches (self, n_before, old + n_before, n_old, new + n_before, n_new);
}

static guint16
find_account (MvListModel *self, const char *account)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      if (strcmp (g_ptr_array_index (self->accounts, i), account) == 0)
        return (guint16) i;
    }
  g_ptr_array_add (self->accounts, g_strdup (account));
  return (guint16) (self->accounts->len - 1);
}

/* The reader numbers accounts as it meets them; here they keep their number. */
static void
renumber_accounts (MvListModel *self, MvListRows *rows)
{
  g_autofree guint16 *numbers = g_new0 (guint16, rows->accounts->len + 1);

  for (guint i = 0; i < rows->accounts->len; i++)
    numbers[i] = find_account (self, g_ptr_array_index (rows->accounts, i));
  for (guint i = 0; i < rows->keys->len; i++)
    {
      MvListKey *key = &g_array_index (rows->keys, MvListKey, i);

      key->account = numbers[key->account];
    }
}

static gpointer
run_query (MvStore *store, gpointer data, GError **error)
{
  return mv_list_rows_read (store, data, error);
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  g_autoptr (MvListModel) self = g_weak_ref_get (&pending->model);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvListRows) rows = mv_store_run_finish (MV_STORE (object), result, &error);

  if (self == NULL)
    return;

  self->is_asking = FALSE;
  if (rows == NULL)
    {
      g_debug ("a list could not be read: %s", error->message);
    }
  else if (pending->number == self->query_number)
    {
      renumber_accounts (self, rows);
      set_keys (self, rows->keys);
      if (!self->is_complete)
        {
          self->is_complete = TRUE;
          g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_COMPLETE]);
        }
    }
  if (self->must_ask)
    ask (self);
}

/* Asks which rows there are; once more afterwards, if something changes meanwhile. */
static void
ask (MvListModel *self)
{
  const MvListFilter filter = {
    .what = self->query->what,
    .text = self->query->text,
    .project = self->query->project,
    .phase = self->query->phase,
    .year = self->query->year,
    .answered = self->query->answered,
    .own = self->query->own,
    .status = self->query->status,
    .favourites = self->query->favourites,
    .language = self->query->language,
  };
  Pending *pending;

  self->must_ask = self->is_asking;
  if (self->is_asking)
    return;

  self->is_asking = TRUE;
  pending = pending_new (self);
  pending->number = self->query_number;
  mv_store_read_async (self->store, run_query, mv_list_query_new (&filter),
                       (GDestroyNotify) mv_list_query_free, (GDestroyNotify) mv_list_rows_free,
                       self->cancellable, asked_cb, pending);
}

/* What is shown is read again; the objects stay. */
static void
refresh_items (MvListModel *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_queue_push_head (self->wanted, g_memdup2 (key, sizeof (MvListKey)));
  read_wanted (self);
}

static void
changed_cb (MvStore *store, GStrv kinds, MvListModel *self)
{
  static const char *const of_contributions[] = { "contribution", "followup", "member", "outbox",
                                                  "pastproject",  "project",  "reply",  NULL };
  static const char *const of_studies[] = { "study", "study-text", NULL };
  static const char *const of_favourites[] = { "mark", "study", "study-text", NULL };
  const char *const *relevant = self->query->what == MV_LIST_CONTRIBUTIONS ? of_contributions
                                : self->query->favourites                  ? of_favourites
                                                                           : of_studies;

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      if (g_strv_contains (relevant, kinds[i]))
        {
          ask (self);
          refresh_items (self);
          return;
        }
    }
}

/* The object */

static void
mv_list_model_dispose (GObject *object)
{
  MvListModel *self = MV_LIST_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->live);

  G_OBJECT_CLASS (mv_list_model_parent_class)->dispose (object);
}

static void
mv_list_model_finalize (GObject *object)
{
  MvListModel *self = MV_LIST_MODEL (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->query, mv_list_query_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->live, g_hash_table_unref);
  g_queue_free_full (self->wanted, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (mv_list_model_parent_class)->finalize (object);
}

static void
mv_list_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MvListModel *self = MV_LIST_MODEL (object);

  switch ((MvListModelProperty) prop_id)
    {
    case PROP_IS_COMPLETE:
      g_value_set_boolean (value, self->is_complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mv_list_model_class_init (MvListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_list_model_dispose;
  object_class->finalize = mv_list_model_finalize;
  object_class->get_property = mv_list_model_get_property;

  /**
   * MvListModel:is-complete:
   *
   * Whether the number of rows is known: from the first answer on.
   */
  props[PROP_IS_COMPLETE] = g_param_spec_boolean ("is-complete", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
mv_list_model_init (MvListModel *self)
{
  self->accounts = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_array_new (FALSE, FALSE, sizeof (MvListKey));
  self->live = g_hash_table_new_full (mv_list_key_hash, mv_list_key_equal, NULL, live_item_free);
  self->wanted = g_queue_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * mv_list_model_new:
 * @store: a store
 * @filter: what is to be listed
 *
 * Returns: (transfer full): a list that is empty until it has been read for the first time
 */
MvListModel *
mv_list_model_new (MvStore *store, const MvListFilter *filter)
{
  MvListModel *self;

  g_return_val_if_fail (MV_IS_STORE (store) && filter != NULL, NULL);

  self = g_object_new (MV_TYPE_LIST_MODEL, NULL);
  self->store = g_object_ref (store);
  self->query = mv_list_query_new (filter);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, 0);
  ask (self);
  return self;
}

/**
 * mv_list_model_set_filter:
 * @self: a list
 * @filter: what is to be listed from now on; of the same kind of records as before
 *
 * The rows that are in both lists stay, the others come and go when the store has answered.
 */
void
mv_list_model_set_filter (MvListModel *self, const MvListFilter *filter)
{
  g_return_if_fail (MV_IS_LIST_MODEL (self) && filter != NULL);
  g_return_if_fail (filter->what == self->query->what);

  mv_list_query_free (self->query);
  self->query = mv_list_query_new (filter);
  self->query_number++;
  ask (self);
}

/**
 * mv_list_model_is_complete:
 * @self: a list
 *
 * Returns: whether the number of rows is known
 */
gboolean
mv_list_model_is_complete (MvListModel *self)
{
  g_return_val_if_fail (MV_IS_LIST_MODEL (self), FALSE);
  return self->is_complete;
}
