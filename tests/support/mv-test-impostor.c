/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-impostor.h"

#include <libsoup/soup.h>
#include <string.h>

struct _MvTestImpostor
{
  SoupServer *server; /* (owned) */
  char *address;      /* (owned) */
  char *content_type; /* (owned) */
  char *text;         /* (owned) */
  guint n_posts;
};

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  MvTestImpostor *self = user_data;

  self->n_posts += g_str_equal (soup_server_message_get_method (message), "POST");
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, self->content_type, SOUP_MEMORY_COPY, self->text,
                                    strlen (self->text));
}

MvTestImpostor *
mv_test_impostor_new (const char *content_type, const char *text)
{
  MvTestImpostor *self = g_new0 (MvTestImpostor, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  self->content_type = g_strdup (content_type);
  self->text = g_strdup (text);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

MvTestImpostor *
mv_test_impostor_new_portal (void)
{
  return mv_test_impostor_new ("text/html",
                               "<html><body>Welcome to our guests' network.</body></html>");
}

void
mv_test_impostor_free (MvTestImpostor *self)
{
  if (self == NULL)
    return;

  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_free (self->address);
  g_free (self->content_type);
  g_free (self->text);
  g_free (self);
}

const char *
mv_test_impostor_get_address (MvTestImpostor *self)
{
  return self->address;
}

guint
mv_test_impostor_get_n_posts (MvTestImpostor *self)
{
  return self->n_posts;
}
