/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-openapi.h"
#include "mv-test-routes.h"

#include <string.h>

#define ID "0193a000-0000-7000-8000-0000000000d1"
#define SCHEMA(name) "#/components/schemas/" name

static JsonObject *
get_member (JsonObject *object, const char *name)
{
  JsonObject *member = mv_json_get_object (object, name);

  if (member == NULL)
    g_error ("%s is not described", name);
  return member;
}

static JsonObject *
get_paths (void)
{
  return get_member (mv_test_openapi_get (), "paths");
}

/* Every route of the server is described, with the statuses that it may answer and no others, and
 * with a token where it takes one. */
static void
test_routes_are_described (void)
{
  guint n_routes;
  const MvRoute *routes = mv_routes_list (&n_routes);

  for (guint i = 0; i < n_routes; i++)
    {
      g_autofree char *method = g_ascii_strdown (routes[i].method, -1);
      JsonObject *operation = get_member (get_member (get_paths (), routes[i].path), method);
      JsonObject *responses = get_member (operation, "responses");
      JsonArray *security = mv_json_get_array (operation, "security");

      g_test_message ("%s %s", method, routes[i].path);
      g_assert_cmpint (json_array_get_length (security) > 0, ==,
                       (routes[i].flags & MV_ROUTE_TOKEN) != 0);
      for (guint status = 100; status < 600; status++)
        {
          g_autofree char *name = g_strdup_printf ("%u", status);

          if (json_object_has_member (responses, name) != mv_route_may_answer (&routes[i], status))
            g_error ("%s %s %u: not alike in the server and in its description", method,
                     routes[i].path, status);
        }
    }
}

/* Nothing else is described: every path and method of the file is a route. */
static void
test_descriptions_are_routes (void)
{
  g_autoptr (GList) paths = json_object_get_members (get_paths ());
  guint n_routes, n_described = 0;

  mv_routes_list (&n_routes);
  for (GList *path = paths; path != NULL; path = path->next)
    {
      g_autoptr (GList) methods = json_object_get_members (get_member (get_paths (), path->data));
      g_auto (GStrv) parts = g_strsplit (path->data, "{id}", -1);
      g_autofree char *asked = g_strjoinv (ID, parts);

      for (GList *name = methods; name != NULL; name = name->next)
        {
          g_autofree char *method = g_ascii_strup (name->data, -1);
          const MvRoute *route = mv_routes_find (method, asked);

          if (g_str_equal (name->data, "parameters"))
            continue;
          if (route == NULL || !g_str_equal (route->path, path->data))
            g_error ("%s %s is described and not answered", method, (char *) path->data);
          n_described++;
        }
    }
  g_assert_cmpuint (n_described, ==, n_routes);
}

/* Calls @func for every object below @node. */
static void
visit (JsonNode *node, void (*func) (JsonObject *object))
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        visit (json_array_get_element (array, i), func);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      func (json_node_get_object (node));
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        visit (member, func);
    }
}

static void
assert_ref_is_there (JsonObject *object)
{
  const char *ref = mv_json_get_text (object, "$ref");

  if (ref != NULL && mv_test_openapi_resolve (ref) == NULL)
    g_error ("%s is nowhere", ref);
}

static void
assert_examples_are_right (JsonObject *object)
{
  JsonObject *examples = mv_json_get_object (object, "examples");
  JsonObjectIter iter;
  const char *name;
  JsonNode *example;

  if (examples == NULL)
    return;
  json_object_iter_init (&iter, examples);
  while (json_object_iter_next (&iter, &name, &example))
    {
      JsonNode *value = json_object_get_member (json_node_get_object (example), "value");
      g_autofree char *fault =
          mv_test_schema_find_fault (json_object_get_member (object, "schema"), value, TRUE);

      if (fault != NULL)
        g_error ("the example %s: %s", name, fault);
    }
}

/* The file is whole: what it refers to is there, its examples are right, no schema says more than
 * the check understands, and every problem has its name in the list. */
static void
test_document (void)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), mv_test_openapi_get ());
  JsonObject *schemas = json_node_get_object (mv_test_openapi_resolve ("#/components/schemas"));
  JsonNode *codes = mv_test_openapi_resolve (SCHEMA ("Problem/properties/code/enum"));
  JsonObjectIter iter;
  const char *name;
  JsonNode *schema;

  g_assert_cmpstr (mv_json_get_text (mv_test_openapi_get (), "openapi"), ==, "3.1.0");
  visit (root, assert_ref_is_there);
  visit (root, assert_examples_are_right);

  json_object_iter_init (&iter, schemas);
  while (json_object_iter_next (&iter, &name, &schema))
    {
      g_autofree char *fault = mv_test_schema_find_fault (schema, NULL, TRUE);

      if (fault != NULL)
        g_error ("%s: %s", name, fault);
    }

  for (guint i = MV_PROBLEM_BAD_JSON; i <= MV_PROBLEM_ERASED; i++)
    g_assert_cmpstr (json_array_get_string_element (json_node_get_array (codes), i - 1), ==,
                     mv_problem_get_name (i));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (codes)), ==, MV_PROBLEM_ERASED);
}

/* What the check must see, and what it must let pass; the fault as it is told, NULL for none. */
static const struct
{
  const char *schema;
  const char *value;
  const char *fault;
} values[] = {
  /* right */
  { "Device", "{\"id\":\"" ID "\",\"name\":\"PC\"}", NULL },
  { "Base", "0", NULL },
  { "Base", "{\"n\":3}", NULL },
  { "Line", "{\"t\":\"end\",\"cursors\":{\"catalogue\":3},\"more\":false,\"rows\":0}", NULL },
  { "Body", "{\"whatever\":[1]}", NULL },
  { "Result", "{\"n\":1,\"st\":\"conflict\",\"rev\":2,\"sibling\":null}", NULL },
  /* a member is missing */
  { "Device", "{\"id\":\"" ID "\"}", "/: name is missing" },
  /* one that is not described */
  { "Device", "{\"id\":\"" ID "\",\"name\":\"PC\",\"owner\":\"x\"}", "/: owner is not described" },
  /* another type */
  { "Device", "{\"id\":\"" ID "\",\"name\":7}", "/name: not of type string" },
  { "Device", "[]", "/: not of type object" },
  { "Pushed", "{\"epoch\":\"e\",\"last_n\":\"1\",\"results\":[]}", "/last_n: not of type integer" },
  { "Pushed", "{\"epoch\":\"e\",\"last_n\":1.5,\"results\":[]}", "/last_n: not of type integer" },
  /* a text that is none of its kind */
  { "Device", "{\"id\":\"PC\",\"name\":\"PC\"}", "/id: not a UUID" },
  { "LinkCode", "{\"code\":\"K7QMW-3XPAE-9TFD6\",\"expires\":\"soon\"}", "/expires: not a time" },
  { "LinkCode", "{\"code\":\"K7QMW\",\"expires\":\"2026-11-22T08:00:00Z\"}",
    "/code: not of the pattern" },
  /* too small, too large, too many, too long */
  { "Pushed", "{\"epoch\":\"e\",\"last_n\":-1,\"results\":[]}", "/last_n: too small" },
  { "Problem", "{\"type\":\"t\",\"title\":\"t\",\"status\":600,\"code\":\"busy\"}",
    "/status: too large" },
  /* not in the list, not the constant */
  { "Problem", "{\"type\":\"t\",\"title\":\"t\",\"status\":500,\"code\":\"oops\"}",
    "/code: not in the list" },
  { "Head",
    "{\"t\":\"tail\",\"epoch\":\"e\",\"now\":\"2026-11-22T08:00:00Z\",\"scopes\":[],"
    "\"drop\":[],\"reset\":[]}",
    "/t: not the value that it always has" },
  /* deep inside, by reference and in a map */
  { "Audit", "{\"entries\":[{\"at\":\"x\",\"action\":\"y\"},{\"at\":\"x\"}]}",
    "/entries/1: action is missing" },
  { "Cursors", "{\"catalogue\":\"3\"}", "/catalogue: not of type integer" },
  /* of several, none */
  { "Base", "\"0\"", "/: not one of:*" },
  { "Result", "{\"n\":1,\"st\":\"ok\",\"rev\":2,\"sibling\":null}", "/: not one of:*" },
  { "Line",
    "{\"t\":\"del\",\"s\":\"catalogue\",\"seq\":1,\"id\":\"" ID "\",\"rev\":1,"
    "\"why\":\"lost\"}",
    "/: not one of:*" },
};

static void
assert_fault (const char *fault, const char *expected)
{
  if (expected == NULL)
    g_assert_cmpstr (fault, ==, NULL);
  else if (fault == NULL || !g_pattern_match_simple (expected, fault))
    g_error ("“%s” and not “%s”", fault, expected);
}

/* The check itself: a wrong value is seen as wrong, and a right one is not. */
static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *ref = g_strconcat (SCHEMA (""), values[i].schema, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) value = mv_json_parse (values[i].value, -1, 4096, &error);
      g_autofree char *fault =
          mv_test_schema_find_fault (mv_test_openapi_resolve (ref), value, TRUE);

      g_assert_no_error (error);
      g_test_message ("%s %s", values[i].schema, values[i].value);
      assert_fault (fault, values[i].fault);
    }
}

/* More than may be, and a keyword that the check does not know: no file should say so unseen. */
static void
test_check_limits (void)
{
  static const struct
  {
    const char *schema, *value, *fault;
  } rows[] = {
    { "{\"maxItems\":1}", "[1,2]", "/: too many" },
    { "{\"maxLength\":1}", "\"æø\"", "/: too long" },
    { "{\"maxLength\":2}", "\"æø\"", NULL },
    { "{\"minProperties\":1}", "{}", "/: the keyword minProperties is not known" },
    { "{\"$ref\":\"#/components/schemas/Nothing\"}", "{}", "/: * is nowhere" },
    { "{\"type\":[\"string\",\"null\"]}", "7", "/: of none of the types" },
    { "{\"type\":\"object\",\"additionalProperties\":false}", "{\"a\":1}",
      "/: a is not described" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) schema = mv_json_parse (rows[i].schema, -1, 4096, NULL);
      g_autoptr (JsonNode) value = mv_json_parse (rows[i].value, -1, 4096, NULL);
      g_autofree char *fault = mv_test_schema_find_fault (schema, value, FALSE);

      assert_fault (fault, rows[i].fault);
    }
}

/* An exchange is compared as a whole: an answer of another status, type, form or without its header
 * is seen. */
static void
test_check_exchange (void)
{
  static const struct
  {
    const char *path;
    guint status;
    const char *type, *etag, *body, *fault;
  } rows[] = {
    { "/v1/me/devices", 200, MV_WIRE_TYPE_JSON, NULL, "{\"devices\":[],\"this\":\"" ID "\"}",
      NULL },
    { "/v1/me/devices", 200, MV_WIRE_TYPE_JSON, NULL, "{\"devices\":[]}", "/: this is missing" },
    { "/v1/me/devices", 200, "text/html", NULL, "", "a body of type text/html is not described" },
    { "/v1/me/devices", 200, NULL, NULL, NULL, "a body of type * is not described" },
    { "/v1/me/devices", 200, MV_WIRE_TYPE_JSON, "\"x\"", "{\"devices\":[],\"this\":\"" ID "\"}",
      "an ETag that*" },
    { "/v1/me/devices", 418, NULL, NULL, NULL, "get /v1/me/devices 418 is not described" },
    { "/v1/nothing", 404, NULL, NULL, NULL, NULL },
    { "/v1/nothing", 200, NULL, NULL, NULL, "an answer where there is no route" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvRequest) request = mv_request_new ("GET", rows[i].path, NULL, NULL);
      g_autoptr (GBytes) body =
          rows[i].body != NULL ? g_bytes_new (rows[i].body, strlen (rows[i].body)) : NULL;
      g_autoptr (MvAnswer) answer = mv_answer_new (rows[i].status, rows[i].type, body);
      g_autofree char *fault = NULL;

      answer->etag = g_strdup (rows[i].etag);
      fault = mv_test_openapi_find_fault (request, answer);
      assert_fault (fault, rows[i].fault);
    }
}

/* As it goes over HTTP, the id of the request belongs to it; a cut answer is none. */
static void
test_check_http (void)
{
  const char *asked = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  static const struct
  {
    const char *answered, *fault;
  } rows[] = {
    { "HTTP/1.1 200 OK\r\nX-Request-Id: " ID
      "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nok",
      NULL },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok", "the answer has no id" },
    { "HTTP/1.1 200 OK\r\nX-Request-Id: me\r\nContent-Type: text/plain\r\n\r\nok",
      "/: not of the pattern" },
    { "HTTP/1.1 200 OK\r\nX-Request-Id: " ID "\r\nContent-Type: text/html\r\n\r\nok",
      "a body of type text/html is not described" },
    { "HTTP/1.1 200 OK\r\nX-Requ", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fault = mv_test_openapi_find_fault_in_http (asked, rows[i].answered);

      assert_fault (fault, rows[i].fault);
    }
}

#define NEW "0193a000-0000-7000-8000-0000000000d2"
#define PUSH(schema, device, n)                                                                    \
  "{\"schema\":" schema ",\"device\":\"" device "\",\"ack\":0,\"ops\":[{\"n\":" n "}]}"

/* Refusals that the tests of the routes do not come to; TAKEN stands for another person's device,
 * OWN for one's own. */
static const struct
{
  const char *path, *type, *body;
  guint status;
} refusals[] = {
  { "/v1/enrol", MV_WIRE_TYPE_JSON, "{", 400 },
  { "/v1/enrol", "text/plain", "{}", 415 },
  { "/v1/sync/pull", MV_WIRE_TYPE_JSON, "{\"schema\":0,\"cursors\":{}}", 426 },
  { "/v1/sync/push", MV_WIRE_TYPE_JSON, "{\"schema\":1}", 400 },
  { "/v1/sync/push", MV_WIRE_TYPE_JSON, PUSH ("1", "OWN", "7"), 409 },
  { "/v1/sync/push", MV_WIRE_TYPE_JSON, PUSH ("0", "OWN", "1"), 426 },
  { "/v1/sync/push", "text/plain", PUSH ("1", "OWN", "1"), 415 },
  { "/v1/me/devices", MV_WIRE_TYPE_JSON, "{\"device\":7}", 400 },
  { "/v1/me/devices", MV_WIRE_TYPE_JSON, "{\"device\":{\"id\":\"TAKEN\",\"name\":\"PC\"}}", 409 },
  { "/v1/me/erasure", MV_WIRE_TYPE_JSON, "{\"account\":\"" NEW "\"}", 400 },
  { "/v1/me/erasure", "text/plain", "{}", 415 },
};

static char *
put_in (const char *text, const char *word, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (text, word, -1);

  return g_strjoinv (value, parts);
}

/* Those refusals are as they are described. */
static void
test_refusals (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *half = put_in (refusals[i].body, "OWN", w->t->person_a.caller->device);
      g_autofree char *text = put_in (half, "TAKEN", w->t->person_b.caller->device);
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
      g_autoptr (MvRequest) request =
          mv_request_new ("POST", refusals[i].path, w->t->person_a.token, body);
      g_autoptr (MvAnswer) answer = NULL;

      g_free (request->content_type);
      request->content_type = g_strdup (refusals[i].type);
      request->peer = g_strdup ("192.0.2.1");
      answer = mv_test_openapi_handle (w->routes, request);
      g_test_message ("%s %s", refusals[i].path, text);
      g_assert_cmpuint (answer->status, ==, refusals[i].status);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/openapi/routes-are-described", test_routes_are_described);
  g_test_add_func ("/openapi/descriptions-are-routes", test_descriptions_are_routes);
  g_test_add_func ("/openapi/document", test_document);
  g_test_add_func ("/openapi/check", test_check);
  g_test_add_func ("/openapi/check-limits", test_check_limits);
  g_test_add_func ("/openapi/check-exchange", test_check_exchange);

  g_test_add_func ("/openapi/check-http", test_check_http);

  mv_test_add_on_databases ("/openapi/refusals", test_refusals);

  return g_test_run ();
}
