/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-transport.h"

#include <string.h>

struct _MvTestTransport
{
  GObject parent_instance;

  MvTransport *inner; /* (owned) (nullable) */
  MvTestHandler handler;
  gpointer handler_data;
  MvTestFilter filter;
  gpointer filter_data;
  GPtrArray *held;   /* (element-type GTask) (owned) */
  MvRequest *latest; /* (owned) (nullable) */
  guint n_sent;
};

static void mv_test_transport_iface_init (MvTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MvTestTransport,
                               mv_test_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_TRANSPORT,
                                                      mv_test_transport_iface_init))

static MvRequest *
copy_request (const MvRequest *request)
{
  MvRequest *copy = mv_request_new (request->method, request->path, request->token, request->body);

  g_free (copy->content_type);
  copy->content_type = g_strdup (request->content_type);
  copy->etag = g_strdup (request->etag);
  copy->wait_s = request->wait_s;

  return copy;
}

static void
return_answer (GTask *task, MvAnswer *answer, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) mv_answer_free);
}

static void
inner_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MvTestTransport *self = g_task_get_source_object (task);
  GError *error = NULL;
  MvAnswer *answer = mv_transport_send_finish (MV_TRANSPORT (object), result, &error);

  if (answer != NULL && self->filter != NULL)
    answer = self->filter (self, g_task_get_task_data (task), answer, self->filter_data, &error);
  return_answer (task, answer, error);
}

static gboolean
held_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  MvTestTransport *self = g_task_get_source_object (task);
  g_autoptr (GTask) kept = g_object_ref (task);

  if (g_ptr_array_remove (self->held, task))
    g_task_return_error_if_cancelled (kept);

  return G_SOURCE_REMOVE;
}

static void
hold (MvTestTransport *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_ptr_array_add (self->held, g_object_ref (task));
  if (cancellable != NULL)
    {
      g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

      g_task_attach_source (task, source, G_SOURCE_FUNC (held_cancelled_cb));
    }
}

static void
serve (MvTestTransport *self, GTask *task)
{
  const MvRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  MvAnswer *answer = NULL;

  if (self->handler != NULL)
    answer = self->handler (self, request, self->handler_data, &error);

  if (answer != NULL || error != NULL)
    return_answer (task, answer, error);
  else if (self->inner != NULL)
    mv_transport_send_async (self->inner, request, g_task_get_cancellable (task), inner_cb,
                             g_object_ref (task));
  else
    hold (self, task);
}

static void
mv_test_transport_send_async (MvTransport *transport,
                              const MvRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  MvTestTransport *self = MV_TEST_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, copy_request (request), (GDestroyNotify) mv_request_free);
  g_clear_pointer (&self->latest, mv_request_free);
  self->latest = copy_request (request);
  self->n_sent++;
  serve (self, task);
}

static MvAnswer *
mv_test_transport_send_finish (MvTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
mv_test_transport_iface_init (MvTransportInterface *iface)
{
  iface->send_async = mv_test_transport_send_async;
  iface->send_finish = mv_test_transport_send_finish;
}

static void
mv_test_transport_finalize (GObject *object)
{
  MvTestTransport *self = MV_TEST_TRANSPORT (object);

  g_clear_pointer (&self->latest, mv_request_free);
  g_ptr_array_unref (self->held);
  g_clear_object (&self->inner);

  G_OBJECT_CLASS (mv_test_transport_parent_class)->finalize (object);
}

static void
mv_test_transport_class_init (MvTestTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_test_transport_finalize;
}

static void
mv_test_transport_init (MvTestTransport *self)
{
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
}

MvTransport *
mv_test_transport_new (MvTransport *inner)
{
  MvTestTransport *self = g_object_new (MV_TYPE_TEST_TRANSPORT, NULL);

  g_set_object (&self->inner, inner);
  return MV_TRANSPORT (self);
}

void
mv_test_transport_set_handler (MvTestTransport *self, MvTestHandler handler, gpointer data)
{
  self->handler = handler;
  self->handler_data = data;
}

void
mv_test_transport_set_filter (MvTestTransport *self, MvTestFilter filter, gpointer data)
{
  self->filter = filter;
  self->filter_data = data;
}

guint
mv_test_transport_get_n_held (MvTestTransport *self)
{
  return self->held->len;
}

guint
mv_test_transport_get_n_sent (MvTestTransport *self)
{
  return self->n_sent;
}

const MvRequest *
mv_test_transport_get_latest (MvTestTransport *self)
{
  return self->latest;
}

void
mv_test_transport_release (MvTestTransport *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < held->len; i++)
    serve (self, g_ptr_array_index (held, i));
}

MvAnswer *
mv_test_answer_new_json (const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return mv_answer_new (200, "application/json", body);
}

MvAnswer *
mv_test_answer_new_problem (MvProblem problem)
{
  g_autoptr (GError) error = NULL;

  mv_problem_set (&error, problem, NULL, "as the test wants it");
  return mv_answer_new_problem (error, "test");
}
