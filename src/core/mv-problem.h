/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MvProblem:
 * @MV_PROBLEM_BAD_JSON: the text is not JSON as RFC 8259 has it, or not the JSON we expect
 * @MV_PROBLEM_TOO_DEEP: more than 32 levels of objects and lists
 * @MV_PROBLEM_NOT_AUTHENTICATED: no token, or one that the server does not know
 * @MV_PROBLEM_DEVICE_REVOKED: the token's device was revoked
 * @MV_PROBLEM_DEVICE_ASLEEP: the device was unused for 90 days and waits to be woken
 * @MV_PROBLEM_INVITATION_INVALID: wrong, used or expired invitation; one answer for all three
 * @MV_PROBLEM_NOT_FOUND: does not exist, or is not yours to know of
 * @MV_PROBLEM_DEVICE_FORKED: an operation number came back with other contents
 * @MV_PROBLEM_OP_GAP: an operation number is missing
 * @MV_PROBLEM_TOO_LARGE: a body, record or list beyond its limit
 * @MV_PROBLEM_WRONG_TYPE: not application/json
 * @MV_PROBLEM_SCHEMA_TOO_OLD: the program is older than the server accepts
 * @MV_PROBLEM_TOO_MANY: too many requests; try later
 * @MV_PROBLEM_BUSY: the server cannot answer now; try later
 * @MV_PROBLEM_NO_BASE: a write that does not say what it builds on
 * @MV_PROBLEM_INVALID: a record or argument breaks a rule; the field is named
 * @MV_PROBLEM_NOT_ALLOWED: readable, but not writable
 * @MV_PROBLEM_UNKNOWN_KIND: a kind of record that this version does not know
 * @MV_PROBLEM_DEPENDS: refused because the operation it builds on was refused
 * @MV_PROBLEM_ERASED: the record was erased for good
 *
 * What can be wrong with what came in. One list for program, server and wire: each member has a
 * name on the wire (mv_problem_get_name()), an HTTP status and an English title. Errors of the
 * domain %MV_PROBLEM may carry the name of the field that is wrong, see mv_problem_dup_field().
 */
typedef enum
{
  MV_PROBLEM_BAD_JSON = 1,
  MV_PROBLEM_TOO_DEEP,
  MV_PROBLEM_NOT_AUTHENTICATED,
  MV_PROBLEM_DEVICE_REVOKED,
  MV_PROBLEM_DEVICE_ASLEEP,
  MV_PROBLEM_INVITATION_INVALID,
  MV_PROBLEM_NOT_FOUND,
  MV_PROBLEM_DEVICE_FORKED,
  MV_PROBLEM_OP_GAP,
  MV_PROBLEM_TOO_LARGE,
  MV_PROBLEM_WRONG_TYPE,
  MV_PROBLEM_SCHEMA_TOO_OLD,
  MV_PROBLEM_TOO_MANY,
  MV_PROBLEM_BUSY,
  MV_PROBLEM_NO_BASE,
  MV_PROBLEM_INVALID,
  MV_PROBLEM_NOT_ALLOWED,
  MV_PROBLEM_UNKNOWN_KIND,
  MV_PROBLEM_DEPENDS,
  MV_PROBLEM_ERASED,
} MvProblem;

#define MV_PROBLEM (mv_problem_quark ())
GQuark mv_problem_quark (void);

const char *mv_problem_get_name (MvProblem problem);
const char *mv_problem_get_title (MvProblem problem);
unsigned int mv_problem_get_status (MvProblem problem);
gboolean mv_problem_from_name (const char *name, MvProblem *out_problem);

void mv_problem_set (GError **error, MvProblem problem, const char *field, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
char *mv_problem_dup_field (const GError *error);

G_END_DECLS
