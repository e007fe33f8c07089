/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "mv-problem.h"

G_BEGIN_DECLS

/* clang-format off */
/*
 * The wire: what program and server say to each other, in one place and used by both.
 *
 * The idea
 *
 *   The server is the authority. It keeps items in scopes (mv-scope.h), and an item stands in
 *   exactly one. A device keeps a copy of the scopes that its person is granted, and an outbox of
 *   what the person did. Two calls move everything: push takes operations out of the outbox, pull
 *   brings what is new. A round is push until the outbox is empty, then pull. Both may be repeated
 *   after a lost answer without harm.
 *
 * Pull                                                          POST /v1/sync/pull
 *
 *   {"schema":1,"epoch":"e-9f","cursors":{"project/…":4711},"limit":500}
 *
 *   `cursors` says how far the device knows each scope; one that is left out starts at 0. `limit`
 *   is 1 to 1000 rows. With the header `Prefer: wait=50` (at most 55) the server answers when there
 *   is something new, or when the time is up. The answer is one JSON object a line:
 *
 *   {"t":"head","epoch":"e-9f","now":"…","scopes":[{"s":"…","role":"…","head":4720}],"drop":[…],
 *    "reset":[…]}
 *   {"t":"put","s":"…","seq":4712,"id":"…","rev":3,"kind":"meeting","by":"…","body":{…}}
 *   {"t":"del","s":"…","seq":4713,"id":"…","rev":5,"why":"deleted"}
 *   {"t":"end","cursors":{"project/…":4720},"more":false,"rows":2}
 *
 *   - `seq` orders a scope's feed and comes from a counter of the scope, never from a clock. An
 *     item stands in the feed once, at its newest `seq`, so a first download is no special case.
 *   - `head` lists every granted scope with its newest `seq`. `drop`: scopes that are no longer
 *     granted, whose items go. `reset`: scopes to be fetched again from 0, beside the old copy.
 *   - `why` is deleted, moved, unpublished or erased. A move is a `del` in one scope and a `put` in
 *     another; a `del` counts only for a row that stands in its scope, so either may come first.
 *   - `conflict_of`, beside `rev`, marks a sibling: a write that came too late and is kept beside
 *     the item it was meant for.
 *   - `rows` counts the lines between head and end. Without a head the answer is not ours; without
 *     an end, or with another count, it was cut: what arrived is kept and the call repeated.
 *   - Bodies are stored as text and go out as they are stored; a body has at most 256 KiB, a page
 *     1 MiB or one row.
 *
 * Push                                                          POST /v1/sync/push
 *
 *   {"schema":1,"device":"…","ack":41,"ops":[
 *     {"n":42,"op":"put","scope":"user/me","id":"…","kind":"contribution","base":0,"body":{…},
 *      "at":"…"},
 *     {"n":43,"op":"put","id":"…","base":{"n":42},"body":{…}},
 *     {"n":44,"op":"del","id":"…","base":3},
 *     {"n":45,"op":"command","name":"contribution.share","args":{…},"base":{"n":43}},
 *     {"n":46,"op":"resolve","id":"…","base":6,"body":{…},"drop":["…"]}]}
 *
 *   {"epoch":"e-9f","last_n":46,"results":[
 *     {"n":42,"st":"ok","rev":1,"seq":311},
 *     {"n":44,"st":"conflict","rev":5,"sibling":null},
 *     {"n":46,"st":"refused","problem":{"type":"…","title":"…","status":404,"code":"not-found"}}]}
 *
 *   - `n` numbers a device's operations from 1, without gaps. A number that comes again with the
 *     same contents gets the answer it got before; with other contents it is `device-forked`. `ack`
 *     says up to where the device has seen the answers.
 *   - `base` says what a write builds on: 0 creates (with scope and kind), a number is a revision
 *     of the server, {"n":42} is whatever this device's operation 42 made. A write on a base that
 *     is no longer the newest is kept as a sibling, whose id stands in `sibling`; a delete on one
 *     does nothing. A resolve writes the item anew and drops siblings.
 *   - A refused operation uses up its number and stops no other, but those that build on it are
 *     refused as `depends`. After a command that moves an item, rev, seq and `scope` say where it
 *     stands now.
 *   - At most 100 operations and 1 MiB; objects and lists at most 32 deep.
 *
 * Problems
 *
 *   {"type":"tag:…","title":"…","status":422,"code":"invalid","request_id":"…","field":"text"}
 *
 *   as application/problem+json, or in `problem` of a result. `code` is a name of MvProblem. A
 *   problem never repeats what somebody wrote.
 *
 * Members that a side does not know are passed over in all of these; in a body they are kept.
 */
/* clang-format on */

#define MV_WIRE_SCHEMA 1
#define MV_WIRE_SCHEMA_MIN 1 /* the oldest that is understood */
#define MV_WIRE_MAX_BODY (1024 * 1024)
#define MV_WIRE_MAX_OPS 100
#define MV_WIRE_MAX_ROWS 1000
#define MV_WIRE_DEFAULT_ROWS 500
#define MV_WIRE_MAX_PAGE (1024 * 1024)
#define MV_WIRE_MAX_WAIT_S 55

#define MV_WIRE_TYPE_JSON "application/json"
#define MV_WIRE_TYPE_NDJSON "application/x-ndjson"
#define MV_WIRE_TYPE_PROBLEM "application/problem+json"

/**
 * MvRequest:
 *
 * One request without a socket: what a transport sends and what the server's routes answer.
 */
typedef struct
{
  char *method;       /* GET, POST, DELETE */
  char *path;         /* /v1/sync/pull */
  char *id;           /* (nullable): which the server's log knows it by; never sent */
  char *token;        /* (nullable): mvd_… */
  guint wait_s;       /* Prefer: wait=N; 0 means none */
  char *content_type; /* (nullable) */
  char *etag;         /* (nullable): If-None-Match */
  char *peer;         /* (nullable): address of the client, for rate limits */
  GBytes *body;       /* (nullable) */
} MvRequest;

MvRequest *mv_request_new (const char *method, const char *path, const char *token, GBytes *body);
void mv_request_free (MvRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvRequest, mv_request_free)

/**
 * MvAnswer:
 *
 * One answer without a socket.
 */
typedef struct
{
  guint status;
  char *content_type;  /* (nullable) */
  char *etag;          /* (nullable) */
  guint retry_after_s; /* 0 means none */
  MvProblem problem;   /* 0 if none; set by mv_answer_new_problem() only */
  GBytes *body;        /* (nullable) */
} MvAnswer;

MvAnswer *mv_answer_new (guint status, const char *content_type, GBytes *body);
MvAnswer *mv_answer_new_problem (const GError *error, const char *request_id);
gboolean mv_answer_get_problem (const MvAnswer *self, GError **error);
void mv_answer_free (MvAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvAnswer, mv_answer_free)

/* Cursors: how far each scope is known (element-type utf8 gint64*) */
GHashTable *mv_cursors_new (void);
void mv_cursors_set (GHashTable *cursors, const char *scope, gint64 seq);
gint64 mv_cursors_get (GHashTable *cursors, const char *scope);

/* Pull: the request */
typedef struct
{
  int schema;
  char *epoch;         /* (nullable): as last answered */
  GHashTable *cursors; /* (element-type utf8 gint64*): scope -> seq */
  GHashTable *since; /* (element-type utf8 gint64*): scope -> second of the server's clock at which
                      * all up to its cursor was known; of scopes not fetched to their head */
  guint limit;
} MvPull;

MvPull *mv_pull_new (void);
MvPull *mv_pull_decode (const char *text, gssize length, GError **error);
char *mv_pull_encode (const MvPull *self);
void mv_pull_free (MvPull *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvPull, mv_pull_free)

/* Pull: the lines of an answer */
typedef enum
{
  MV_LINE_HEAD,
  MV_LINE_PUT,
  MV_LINE_DEL,
  MV_LINE_END,
} MvLineType;

typedef struct
{
  char *scope;
  char *role;
  gint64 head;
} MvLineScope;

MvLineScope *mv_line_scope_new (const char *scope, const char *role, gint64 head);
void mv_line_scope_free (MvLineScope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvLineScope, mv_line_scope_free)

/**
 * MvLine:
 *
 * One line of a pull answer.
 */
typedef struct
{
  MvLineType type;
  /* head */
  char *epoch, *now;
  GPtrArray *scopes; /* (element-type MvLineScope) */
  GStrv drop, reset;
  /* put and del */
  char *scope, *id, *kind, *by, *why, *conflict_of;
  gint64 seq, rev;
  char *body; /* (nullable): canonical JSON text of an object */
  /* end */
  GHashTable *cursors; /* (element-type utf8 gint64*) */
  gboolean more;
  gint64 rows;
} MvLine;

MvLine *mv_line_decode (const char *text, gssize length, GError **error);
void mv_line_append_head (GString *to,
                          const char *epoch,
                          const char *now,
                          GPtrArray *scopes,
                          const char *const *drop,
                          const char *const *reset);
void mv_line_append_put (GString *to,
                         const char *scope,
                         gint64 seq,
                         const char *id,
                         gint64 rev,
                         const char *kind,
                         const char *by,
                         const char *conflict_of,
                         const char *body_text);
void mv_line_append_del (
    GString *to, const char *scope, gint64 seq, const char *id, gint64 rev, const char *why);
void mv_line_append_end (GString *to, GHashTable *cursors, gboolean more, gint64 rows);
void mv_line_free (MvLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvLine, mv_line_free)

/**
 * MvPage:
 *
 * A pull answer taken apart. Lines up to the first broken one are there even when the answer was
 * cut; @is_whole says whether head, end and count agree. A page without a head did not come from a
 * Medvirk server.
 */
typedef struct
{
  MvLine *head;    /* (nullable) (owned) */
  GPtrArray *rows; /* (element-type MvLine): put and del, in order */
  MvLine *end;     /* (nullable) (owned) */
  gboolean is_whole;
} MvPage;

MvPage *mv_page_decode (const char *text, size_t length);
void mv_page_free (MvPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvPage, mv_page_free)

/* Push: operations */
typedef enum
{
  MV_OP_PUT,
  MV_OP_DEL,
  MV_OP_RESOLVE,
  MV_OP_COMMAND,
} MvOpType;

typedef enum
{
  MV_BASE_NONE, /* not stated: refused as no-base, unless a command without an item */
  MV_BASE_REV,  /* a revision of the server; 0 creates */
  MV_BASE_OP,   /* the result of this device's operation of that number */
} MvBaseType;

/**
 * MvOp:
 *
 * One operation of a device. Numbers are gapless from 1; a sent operation never changes. One that
 * came over the wire and has a number but is wrong otherwise carries @problem: it is to be refused
 * with that, and nothing else of it is to be believed.
 */
typedef struct
{
  gint64 n;
  MvOpType type;
  char *scope, *id, *kind; /* (nullable) */
  MvBaseType base_type;
  gint64 base;
  JsonObject *body;  /* (nullable): put and resolve */
  char *name;        /* (nullable): command */
  JsonObject *args;  /* (nullable): command */
  GStrv drop;        /* (nullable): resolve */
  char *at;          /* (nullable): for display only */
  char *source;      /* (nullable): canonical text as it came; set by decoding only */
  MvProblem problem; /* 0 if the operation is well formed; set by decoding only */
  char *field;       /* (nullable): the member that is wrong */
} MvOp;

MvOp *mv_op_new (MvOpType type);
MvOp *mv_op_decode (JsonObject *object, GError **error);
char *mv_op_encode (const MvOp *self);
char *mv_op_dup_hash (const MvOp *self);
void mv_op_free (MvOp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvOp, mv_op_free)

typedef struct
{
  int schema;
  char *device;
  gint64 ack;
  GPtrArray *ops; /* (element-type MvOp) */
} MvPush;

MvPush *mv_push_new (const char *device);
MvPush *mv_push_decode (const char *text, gssize length, GError **error);
char *mv_push_encode (const MvPush *self);
void mv_push_free (MvPush *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvPush, mv_push_free)

/* Push: results */
typedef enum
{
  MV_RESULT_OK,
  MV_RESULT_CONFLICT,
  MV_RESULT_REFUSED,
} MvResultStatus;

typedef struct
{
  gint64 n;
  MvResultStatus status;
  gint64 rev, seq;
  char *scope;       /* (nullable): where the item stands now, for commands that move it */
  char *sibling;     /* (nullable): id under which a stale write was kept */
  MvProblem problem; /* 0 if not refused */
  char *field;       /* (nullable) */
} MvResult;

MvResult *mv_result_new (gint64 n, MvResultStatus status);
MvResult *mv_result_new_refused (gint64 n, MvProblem problem, const char *field);
char *mv_result_encode (const MvResult *self);
MvResult *mv_result_decode (JsonObject *object, GError **error);
void mv_result_free (MvResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvResult, mv_result_free)

typedef struct
{
  char *epoch;
  gint64 last_n;
  GPtrArray *results; /* (element-type MvResult) */
} MvPushAnswer;

MvPushAnswer *mv_push_answer_new (const char *epoch, gint64 last_n);
MvPushAnswer *mv_push_answer_decode (const char *text, gssize length, GError **error);
char *mv_push_answer_encode (const MvPushAnswer *self);
void mv_push_answer_free (MvPushAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvPushAnswer, mv_push_answer_free)

G_END_DECLS
