/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A first download with the program's own parts, without a window: store, transport and exchange.
 * Usage: download SERVER CODE FOLDER. Takes the invitation with that code, fetches everything into
 * a replica in FOLDER, and prints the seconds until it is here and I dag and the list of projects
 * have been read, and the memory that this took beyond what the parts take when nothing happens. */

#include "mv-enrol.h"
#include "mv-http-transport.h"
#include "mv-sync-service.h"
#include "mv-views.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  GMainLoop *loop;        /* (owned) */
  MvClock *clock;         /* (owned) */
  MvRandom *random;       /* (owned) */
  MvStore *store;         /* (owned) */
  MvTransport *transport; /* (owned) */
  MvSecrets *secrets;     /* (owned) */
  MvSyncService *service; /* (owned) (nullable): once the invitation has been taken */
  char *account;          /* (owned) (nullable): likewise */
  gint64 began_us;
  gint64 idle_kib;
  double complete_s; /* 0 until the last page is in the replica */
} Download;

static gint64
read_memory (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, name);
  return line != NULL ? g_ascii_strtoll (line + strlen (name), NULL, 10) : 0;
}

static double
get_seconds (const Download *self)
{
  return (double) (g_get_monotonic_time () - self->began_us) / G_USEC_PER_SEC;
}

static void
stop_at (const GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("download: %s\n", error->message);
  exit (1);
}

static void
projects_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Download *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) projects = mv_projects_load_finish (self->store, result, &error);

  stop_at (error);
  g_print ("{\"seconds\":%.3f,\"complete_s\":%.3f,\"memory_mib\":%.1f,\"idle_mib\":%.1f}\n",
           get_seconds (self), self->complete_s,
           (double) (read_memory ("VmHWM:") - self->idle_kib) / 1024,
           (double) self->idle_kib / 1024);
  g_main_loop_quit (self->loop);
}

static void
today_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Download *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvToday) today = mv_today_load_finish (self->store, result, &error);

  stop_at (error);
  mv_projects_load_async (self->store, "nb", NULL, projects_loaded_cb, self);
}

static void
complete_cb (MvSyncService *service, GParamSpec *pspec, gpointer user_data)
{
  Download *self = user_data;

  if (!mv_sync_service_get_is_complete (service) || self->complete_s > 0)
    return;
  self->complete_s = get_seconds (self);
  mv_today_load_async (self->store, NULL, today_loaded_cb, self);
}

static void
error_cb (MvSyncService *service, GParamSpec *pspec, gpointer user_data)
{
  stop_at (mv_sync_service_get_last_error (service));
}

/* Everything is in memory that the exchange is made of; the clock starts. */
static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Download *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = mv_secrets_lookup_finish (self->secrets, result, &error);

  stop_at (error);
  self->service = mv_sync_service_new (self->store, self->account, self->transport, token,
                                       self->clock, self->random);
  g_signal_connect (self->service, "notify::is-complete", G_CALLBACK (complete_cb), self);
  g_signal_connect (self->service, "notify::last-error", G_CALLBACK (error_cb), self);
  self->idle_kib = read_memory ("VmRSS:");
  self->began_us = g_get_monotonic_time ();
  mv_sync_service_start (self->service);
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Download *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvEnrolment) enrolment = mv_enrol_finish (result, &error);

  stop_at (error);
  self->account = g_strdup (enrolment->account);
  mv_secrets_lookup_async (self->secrets, self->account, NULL, token_found_cb, self);
}

static void
open_parts (
    Download *self, const char *server, const char *folder, MvExecutor *writer, MvExecutor *reader)
{
  g_autofree char *replica = g_build_filename (folder, "replica.sqlite", NULL);
  g_autofree char *tokens = g_build_filename (folder, "tokens", NULL);
  g_autoptr (GError) error = NULL;

  self->loop = g_main_loop_new (NULL, FALSE);
  self->clock = mv_clock_system_new ();
  self->random = mv_random_system_new ();
  self->secrets = mv_secrets_new ("bench", tokens);
  self->store = mv_store_open (replica, NULL, writer, reader, self->clock, self->random, &error);
  stop_at (error);
  self->transport = mv_http_transport_new (server, &error);
  stop_at (error);
}

static void
close_parts (Download *self)
{
  mv_sync_service_stop (self->service);
  mv_store_close (self->store);
  g_clear_object (&self->service);
  g_clear_object (&self->transport);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self->account);
}

int
main (int argc, char *argv[])
{
  g_autoptr (MvExecutor) writer = mv_executor_worker_new ("store-write");
  g_autoptr (MvExecutor) reader = mv_executor_worker_new ("store-read");
  Download self = { 0 };

  if (argc != 4)
    {
      g_printerr ("Usage: download SERVER CODE FOLDER\n");
      return 2;
    }

  open_parts (&self, argv[1], argv[3], writer, reader);
  mv_enrol_async (self.store, self.transport, self.secrets, self.random, argv[1], argv[2], "bench",
                  NULL, enrolled_cb, &self);
  g_main_loop_run (self.loop);

  close_parts (&self);
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (writer));
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (reader));
  return 0;
}
