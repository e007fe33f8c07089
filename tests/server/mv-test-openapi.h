/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-routes.h"

G_BEGIN_DECLS

/* The description of the interface, data/server/openapi.json, and what it says of an exchange. */

JsonObject *mv_test_openapi_get (void);
/* What stands at `#/components/schemas/Api`. */
JsonNode *mv_test_openapi_resolve (const char *ref);

/**
 * mv_test_schema_find_fault:
 * @schema: a schema of the description
 * @value: (nullable): what is judged; %NULL to judge the schema alone
 * @is_strict: whether members that the schema does not name are wrong
 *
 * Knows the part of JSON Schema that the description uses; any other keyword is a fault.
 *
 * Returns: (transfer full) (nullable): where and what is wrong
 */
char *mv_test_schema_find_fault (JsonNode *schema, JsonNode *value, gboolean is_strict);

/* (transfer full) (nullable): in what the description is not kept to. */
char *mv_test_openapi_find_fault (const MvRequest *request, const MvAnswer *answer);
/* The same of texts as they went over HTTP; an answer that was cut is none. */
char *mv_test_openapi_find_fault_in_http (const char *asked, const char *answered);
/* mv_routes_handle(), and the exchange must be as described. */
MvAnswer *mv_test_openapi_handle (MvRoutes *routes, const MvRequest *request);

G_END_DECLS
