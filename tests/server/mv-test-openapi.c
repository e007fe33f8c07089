/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-openapi.h"

#include "mv-json.h"
#include "mv-request-log.h"

#include <string.h>

/* Read once and kept, since every exchange of a test is compared with it. */
JsonObject *
mv_test_openapi_get (void)
{
  static JsonObject *document;

  if (document == NULL)
    {
      g_autofree char *path =
          g_build_filename (g_getenv ("MV_SOURCE_ROOT"), "data", "server", "openapi.json", NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      document = mv_json_parse_object (text, -1, MV_WIRE_MAX_BODY, &error);
      g_assert_no_error (error);
    }

  return document;
}

JsonNode *
mv_test_openapi_resolve (const char *ref)
{
  g_auto (GStrv) parts = g_strsplit (ref, "/", -1);
  JsonObject *object = mv_test_openapi_get ();
  JsonNode *node = NULL;

  g_assert_cmpstr (parts[0], ==, "#");
  for (guint i = 1; parts[i] != NULL; i++)
    {
      node = object != NULL ? json_object_get_member (object, parts[i]) : NULL;
      object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    }

  return node;
}

/* The object of that name, or what it refers to; %NULL if there is none. */
static JsonObject *
follow (JsonObject *object, const char *name)
{
  JsonObject *member = object != NULL ? mv_json_get_object (object, name) : NULL;
  const char *ref = member != NULL ? mv_json_get_text (member, "$ref") : NULL;
  JsonNode *target = ref != NULL ? mv_test_openapi_resolve (ref) : NULL;

  return target != NULL ? json_node_get_object (target) : member;
}

static char *
find_fault_in_text (JsonNode *schema, const char *text, gsize length, gboolean is_strict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) value = mv_json_parse (text, (gssize) length, MV_WIRE_MAX_PAGE * 2, &error);

  return value != NULL ? mv_test_schema_find_fault (schema, value, is_strict)
                       : g_strdup (error->message);
}

static char *
find_fault_in_lines (JsonNode *schema, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  char *fault = NULL;

  for (guint i = 0; fault == NULL && lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0')
        fault = find_fault_in_text (schema, lines[i], strlen (lines[i]), TRUE);
    }

  return fault;
}

/* Without parameters, such as the character set. */
static JsonNode *
get_schema (JsonObject *content, const char *type)
{
  g_autofree char *bare = type != NULL ? g_strndup (type, strcspn (type, ";")) : NULL;
  JsonObject *of_type = bare != NULL ? mv_json_get_object (content, bare) : NULL;

  return of_type != NULL ? json_object_get_member (of_type, "schema") : NULL;
}

static char *
find_fault_in_body (JsonObject *response, const MvAnswer *answer)
{
  JsonObject *content = mv_json_get_object (response, "content");
  JsonNode *schema =
      content != NULL && answer->body != NULL ? get_schema (content, answer->content_type) : NULL;
  const char *text;
  gsize length;

  if (content == NULL && answer->body == NULL)
    return NULL;
  if (schema == NULL)
    return g_strdup_printf ("a body of type %s is not described", answer->content_type);

  text = g_bytes_get_data (answer->body, &length);
  if (g_str_equal (answer->content_type, MV_WIRE_TYPE_NDJSON))
    return find_fault_in_lines (schema, text, length);
  if (strstr (answer->content_type, "json") == NULL)
    return NULL;
  return find_fault_in_text (schema, text, length, TRUE);
}

static char *
find_fault_in_headers (JsonObject *response, const MvAnswer *answer)
{
  JsonObject *headers = mv_json_get_object (response, "headers");

  if (!json_object_has_member (headers, "X-Request-Id"))
    return g_strdup ("the request's id is not described");
  if (json_object_has_member (headers, "ETag") != (answer->etag != NULL))
    return g_strdup ("an ETag that is not described, or none that is");
  if (json_object_has_member (headers, "Retry-After") != (answer->retry_after_s > 0))
    return g_strdup ("a Retry-After that is not described, or none that is");
  return NULL;
}

/* What was refused may have been wrong; what was not must be as described. */
static char *
find_fault_in_request (JsonObject *operation, const MvRequest *request, const MvAnswer *answer)
{
  JsonObject *described = mv_json_get_object (operation, "requestBody");
  JsonNode *schema;
  const char *text;
  gsize length;

  if (described == NULL || answer->status >= 400)
    return NULL;
  if (request->body == NULL)
    return g_strdup ("went well without a body");

  schema = get_schema (mv_json_get_object (described, "content"), MV_WIRE_TYPE_JSON);
  text = g_bytes_get_data (request->body, &length);
  return find_fault_in_text (schema, text, length, FALSE);
}

char *
mv_test_openapi_find_fault (const MvRequest *request, const MvAnswer *answer)
{
  const MvRoute *route = mv_routes_find (request->method, request->path);
  g_autofree char *status = g_strdup_printf ("%u", answer->status);
  g_autofree char *method = g_ascii_strdown (request->method, -1);
  JsonObject *paths = mv_json_get_object (mv_test_openapi_get (), "paths");
  JsonObject *operation, *response;
  char *fault;

  if (route == NULL)
    return answer->status == 404 ? NULL : g_strdup ("an answer where there is no route");

  operation = follow (follow (paths, route->path), method);
  response =
      operation != NULL ? follow (mv_json_get_object (operation, "responses"), status) : NULL;
  if (response == NULL)
    return g_strdup_printf ("%s %s %s is not described", method, route->path, status);

  fault = find_fault_in_body (response, answer);
  if (fault == NULL)
    fault = find_fault_in_headers (response, answer);
  if (fault == NULL)
    fault = find_fault_in_request (operation, request, answer);
  return fault;
}

static GBytes *
dup_rest (const char *text)
{
  const char *rest = strstr (text, "\r\n\r\n") + 4;

  return *rest != '\0' ? g_bytes_new (rest, strlen (rest)) : NULL;
}

static char *
find_fault_in_id (SoupMessageHeaders *headers)
{
  JsonNode *header = mv_test_openapi_resolve ("#/components/headers/RequestId");
  JsonNode *schema = json_object_get_member (json_node_get_object (header), "schema");
  const char *id = soup_message_headers_get_one (headers, MV_REQUEST_ID_HEADER);
  g_autoptr (JsonNode) value = NULL;

  if (id == NULL)
    return g_strdup ("the answer has no id");

  value = json_node_init_string (json_node_alloc (), id);
  return mv_test_schema_find_fault (schema, value, TRUE);
}

char *
mv_test_openapi_find_fault_in_http (const char *asked, const char *answered)
{
  g_autoptr (SoupMessageHeaders) sent = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (SoupMessageHeaders) got = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  const char *sent_end = strstr (asked, "\r\n\r\n"), *got_end = strstr (answered, "\r\n\r\n");
  g_autofree char *method = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) sent_body = NULL;
  g_autoptr (GBytes) got_body = NULL;
  g_autoptr (MvRequest) request = NULL;
  g_autoptr (MvAnswer) answer = NULL;
  guint status;
  char *fault;

  if (sent_end == NULL || got_end == NULL)
    return NULL;
  g_assert_cmpuint (
      soup_headers_parse_request (asked, (int) (sent_end - asked) + 2, sent, &method, &path, NULL),
      ==, SOUP_STATUS_OK);
  g_assert_true (soup_headers_parse_response (answered, (int) (got_end - answered) + 2, got, NULL,
                                              &status, NULL));

  sent_body = dup_rest (asked);
  got_body = dup_rest (answered);
  request = mv_request_new (method, path, NULL, sent_body);
  answer = mv_answer_new (status, soup_message_headers_get_one (got, "Content-Type"), got_body);
  answer->etag = g_strdup (soup_message_headers_get_one (got, "ETag"));
  answer->retry_after_s = soup_message_headers_get_one (got, "Retry-After") != NULL ? 1 : 0;

  fault = find_fault_in_id (got);
  return fault != NULL ? fault : mv_test_openapi_find_fault (request, answer);
}

MvAnswer *
mv_test_openapi_handle (MvRoutes *routes, const MvRequest *request)
{
  MvAnswer *answer = mv_routes_handle (routes, request, NULL, NULL);
  g_autofree char *fault = mv_test_openapi_find_fault (request, answer);

  if (fault != NULL)
    g_error ("%s %s %u is not as described: %s", request->method, request->path, answer->status,
             fault);
  return answer;
}
