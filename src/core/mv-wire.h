/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "mv-problem.h"

G_BEGIN_DECLS

/*
 * The wire: what program and server say to each other, in one place and used by both.
 */

#define MV_WIRE_SCHEMA 1
#define MV_WIRE_MAX_BODY (1024 * 1024)
#define MV_WIRE_MAX_OPS 100
#define MV_WIRE_MAX_ROWS 1000
#define MV_WIRE_MAX_PAGE (1024 * 1024)
#define MV_WIRE_MAX_WAIT_S 55

/**
 * MvRequest:
 *
 * One request without a socket: what a transport sends and what the server's routes answer.
 */
typedef struct
{
  char *method;   /* GET, POST, DELETE */
  char *path;     /* /v1/sync/pull */
  char *token;    /* (nullable): mvd_… */
  guint wait_s;   /* Prefer: wait=N; 0 means none */
  char *content_type; /* (nullable) */
  char *etag;     /* (nullable): If-None-Match */
  char *peer;     /* (nullable): address of the client, for rate limits */
  GBytes *body;   /* (nullable) */
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
  char *content_type;   /* (nullable) */
  char *etag;           /* (nullable) */
  guint retry_after_s;  /* 0 means none */
  GBytes *body;         /* (nullable) */
} MvAnswer;

MvAnswer *mv_answer_new (guint status, const char *content_type, GBytes *body);
MvAnswer *mv_answer_new_problem (const GError *error, const char *request_id);
gboolean mv_answer_get_problem (const MvAnswer *self, GError **error);
void mv_answer_free (MvAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvAnswer, mv_answer_free)

/* Pull: the request */
typedef struct
{
  int schema;
  char *epoch;         /* (nullable): as last answered */
  GHashTable *cursors; /* (element-type utf8 gint64*): scope -> seq */
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
  GPtrArray *scopes;     /* (element-type MvLineScope) */
  GStrv drop, reset;
  /* put and del */
  char *scope, *id, *kind, *by, *why, *conflict_of;
  gint64 seq, rev;
  JsonObject *body;      /* (nullable) */
  /* end */
  GHashTable *cursors;   /* (element-type utf8 gint64*) */
  gboolean more;
  gint64 rows;
} MvLine;

MvLine *mv_line_decode (const char *text, gssize length, GError **error);
void mv_line_append_head (GString *to, const char *epoch, const char *now, GPtrArray *scopes,
                          const char *const *drop, const char *const *reset);
void mv_line_append_put (GString *to, const char *scope, gint64 seq, const char *id, gint64 rev,
                         const char *kind, const char *by, const char *conflict_of,
                         const char *body_text);
void mv_line_append_del (GString *to, const char *scope, gint64 seq, const char *id, gint64 rev,
                         const char *why);
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
  MvLine *head;      /* (nullable) (owned) */
  GPtrArray *rows;   /* (element-type MvLine): put and del, in order */
  MvLine *end;       /* (nullable) (owned) */
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
 * One operation of a device. Numbers are gapless from 1; a sent operation never changes.
 */
typedef struct
{
  gint64 n;
  MvOpType type;
  char *scope, *id, *kind; /* (nullable) */
  MvBaseType base_type;
  gint64 base;
  JsonObject *body;        /* (nullable): put and resolve */
  char *name;              /* (nullable): command */
  JsonObject *args;        /* (nullable): command */
  GStrv drop;              /* (nullable): resolve */
  char *at;                /* (nullable): for display only */
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
  char *scope;     /* (nullable): where the item stands now, for commands that move it */
  char *sibling;   /* (nullable): id under which a stale write was kept */
  MvProblem problem; /* 0 if not refused */
  char *field;     /* (nullable) */
} MvResult;

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

MvPushAnswer *mv_push_answer_decode (const char *text, gssize length, GError **error);
char *mv_push_answer_encode (const MvPushAnswer *self);
void mv_push_answer_free (MvPushAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvPushAnswer, mv_push_answer_free)

G_END_DECLS
