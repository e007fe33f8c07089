/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "mv-wire.h"

G_BEGIN_DECLS

/**
 * MvTransportError:
 * @MV_TRANSPORT_ERROR_OFFLINE: no network, or the server did not answer
 * @MV_TRANSPORT_ERROR_UNKNOWN_SERVER: no such address
 * @MV_TRANSPORT_ERROR_CERTIFICATE: the server could not prove who it is
 * @MV_TRANSPORT_ERROR_CUT: the connection broke in the middle
 * @MV_TRANSPORT_ERROR_NOT_MEDVIRK: something answered that is not a Medvirk server, such as the
 *   sign-in page of a guest network
 * @MV_TRANSPORT_ERROR_TOO_LARGE: the answer was larger than any honest one
 * @MV_TRANSPORT_ERROR_ADDRESS: not an https address (http is for this machine only)
 */
typedef enum
{
  MV_TRANSPORT_ERROR_OFFLINE = 1,
  MV_TRANSPORT_ERROR_UNKNOWN_SERVER,
  MV_TRANSPORT_ERROR_CERTIFICATE,
  MV_TRANSPORT_ERROR_CUT,
  MV_TRANSPORT_ERROR_NOT_MEDVIRK,
  MV_TRANSPORT_ERROR_TOO_LARGE,
  MV_TRANSPORT_ERROR_ADDRESS,
} MvTransportError;

#define MV_TRANSPORT_ERROR (mv_transport_error_quark ())
GQuark mv_transport_error_quark (void);

/**
 * MvTransport:
 *
 * One round trip to one server. The program's speaks HTTP; a test's loses, doubles and cuts
 * answers.
 */
#define MV_TYPE_TRANSPORT (mv_transport_get_type ())
G_DECLARE_INTERFACE (MvTransport, mv_transport, MV, TRANSPORT, GObject)

struct _MvTransportInterface
{
  GTypeInterface parent_iface;
  void (*send_async) (MvTransport *self,
                      const MvRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  MvAnswer *(*send_finish) (MvTransport *self, GAsyncResult *result, GError **error);
};

void mv_transport_send_async (MvTransport *self,
                              const MvRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
MvAnswer *mv_transport_send_finish (MvTransport *self, GAsyncResult *result, GError **error);

G_END_DECLS
