/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-transport.h"

G_DEFINE_QUARK (mv - transport - error - quark, mv_transport_error)

G_DEFINE_INTERFACE (MvTransport, mv_transport, G_TYPE_OBJECT)

static void
mv_transport_default_init (MvTransportInterface *iface)
{
}

/**
 * mv_transport_send_async:
 * @self: a transport
 * @request: what to send; copied as far as it is needed
 * @cancellable: (nullable): gives the round trip up; the server may have acted all the same
 * @callback: called when the whole answer is there
 * @user_data: passed to @callback
 *
 * Makes one round trip. An answer with a problem is an answer, not an error: see
 * mv_answer_get_problem().
 *
 * Fails with %MV_TRANSPORT_ERROR or %G_IO_ERROR_CANCELLED. After a failure it is unknown whether
 * the server has acted on the request; requests are made so that they can be repeated.
 */
void
mv_transport_send_async (MvTransport *self,
                         const MvRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (MV_IS_TRANSPORT (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  MV_TRANSPORT_GET_IFACE (self)->send_async (self, request, cancellable, callback, user_data);
}

/**
 * mv_transport_send_finish:
 * @self: a transport
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer, or %NULL with @error set
 */
MvAnswer *
mv_transport_send_finish (MvTransport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MV_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);

  return MV_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
