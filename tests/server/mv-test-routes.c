/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-routes.h"

#include "mv-json.h"

MvTestRoutes *
mv_test_routes_new (const char *url)
{
  MvTestRoutes *self = g_new0 (MvTestRoutes, 1);

  self->t = mv_test_members_new (url);
  self->routes = mv_routes_new (self->t->feed, self->t->clock, self->t->random);
  return self;
}

void
mv_test_routes_free (MvTestRoutes *self)
{
  g_assert_finalize_object (self->routes);
  mv_test_feed_free (self->t);
  g_free (self);
}

JsonObject *
mv_test_parse_answer (const MvAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  size_t length;
  const char *text = g_bytes_get_data (answer->body, &length);
  JsonObject *object = mv_json_parse_object (text, (gssize) length, MV_WIRE_MAX_BODY, &error);

  g_assert_no_error (error);
  return object;
}
