/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-devices.h"

#include "mv-invitation-code.h"

#include <string.h>

#define TOKEN_PREFIX "mvd_"
#define TOKEN_BYTES 32
#define HASH_LENGTH 64 /* SHA-256 in hexadecimal */
#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define DAY_US (24 * 60 * MINUTE_US)

void
mv_code_free (MvCode *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->expires);
  g_free (self);
}

void
mv_enrolled_free (MvEnrolled *self)
{
  if (self == NULL)
    return;

  g_free (self->token);
  g_free (self->uid);
  g_free (self->device);
  g_free (self->name);
  g_free (self);
}

/**
 * mv_token_new:
 * @random: chance, fit for secrets
 *
 * Returns: (transfer full): a device token: `mvd_` and 256 random bits in base64url
 */
char *
mv_token_new (MvRandom *random)
{
  guint8 bytes[TOKEN_BYTES];
  g_autofree char *text = NULL;

  mv_random_fill (random, bytes, sizeof bytes);
  text = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return g_strconcat (TOKEN_PREFIX, text, NULL);
}

static char *
dup_time (const MvDevices *self, gint64 from_now_us)
{
  return mv_time_to_text (mv_clock_now_us (self->clock) + from_now_us);
}

/* Keeps the hash of a code for @valid_us from now. Returns when it ends. */
static char *
keep_code (const MvDevices *self,
           const char *hash,
           const char *uid,
           const char *type,
           const char *inviter,
           gint64 valid_us,
           GError **error)
{
  g_autofree char *now = dup_time (self, 0);
  g_autofree char *expires = dup_time (self, valid_us);

  if (!mv_db_run (self->db, error,
                  "INSERT INTO invitation (hash, uid, type, inviter, created, expires) "
                  "VALUES ($1, $2, $3, $4, $5, $6)",
                  "tttttt", hash, uid, type, inviter, now, expires))
    return NULL;

  return g_steal_pointer (&expires);
}

static MvCode *
make_code (
    const MvDevices *self, const char *uid, const char *type, gint64 valid_us, GError **error)
{
  g_autoptr (MvCode) code = g_new0 (MvCode, 1);
  g_autofree char *hash = NULL;
  guint64 bits;

  mv_random_fill (self->random, (guint8 *) &bits, sizeof bits);
  code->code = mv_invitation_code_from_bits (bits);
  hash = mv_invitation_code_hash (code->code);
  code->expires = keep_code (self, hash, uid, type, NULL, valid_us, error);

  return code->expires != NULL ? g_steal_pointer (&code) : NULL;
}

/* Earlier invitations of the same person that nobody used stop working. */
static gboolean
prepare_invitation (const MvDevices *self, const char *uid, GError **error)
{
  gboolean is_found = FALSE;
  gint64 one;

  if (!mv_db_get_one_integer (self->db, &one, &is_found, error,
                              "SELECT 1 FROM person WHERE uid = $1 AND erased IS NULL", "t", uid))
    return FALSE;
  if (!is_found)
    {
      mv_problem_set (error, MV_PROBLEM_NOT_FOUND, "user", "no such person");
      return FALSE;
    }

  return mv_db_run (
      self->db, error,
      "DELETE FROM invitation WHERE uid = $1 AND type = 'invitation' AND used IS NULL", "t", uid);
}

/**
 * mv_devices_invite:
 * @self: where
 * @uid: who is invited
 * @error: return location for an error
 *
 * Makes an invitation by command, good for 14 days and one device; it counts as confirmed. Earlier
 * unused ones of the same person stop working. Fails with %MV_PROBLEM_NOT_FOUND if there is no such
 * person, and with %MV_DB_ERROR.
 *
 * Returns: (transfer full): the code, which is shown once and not stored
 */
MvCode *
mv_devices_invite (const MvDevices *self, const char *uid, GError **error)
{
  g_autofree char *now = dup_time (self, 0);

  if (!prepare_invitation (self, uid, error) ||
      !mv_db_run (self->db, error,
                  "UPDATE person SET confirmed = $2 WHERE uid = $1 AND confirmed IS NULL", "tt",
                  uid, now))
    return NULL;

  return make_code (self, uid, "invitation", MV_INVITATION_DAYS * DAY_US, error);
}

/**
 * mv_devices_invite_by_hash:
 * @self: where
 * @uid: who is invited
 * @inviter: uid of who invites, and confirms when the code has been used
 * @hash: mv_invitation_code_hash() of a code that the inviter's program made
 * @error: return location for an error
 *
 * Keeps an invitation whose code the server never sees. Fails as mv_devices_invite() does, and with
 * %MV_PROBLEM_INVALID if this is no hash.
 *
 * Returns: (transfer full): when it ends
 */
char *
mv_devices_invite_by_hash (
    const MvDevices *self, const char *uid, const char *inviter, const char *hash, GError **error)
{
  if (strlen (hash) != HASH_LENGTH || strspn (hash, "0123456789abcdef") != HASH_LENGTH)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "hash", "this is no SHA-256");
      return NULL;
    }
  /* An earlier invitation by command, which stops working here, had vouched for whoever uses it. */
  if (!prepare_invitation (self, uid, error) ||
      !mv_db_run (self->db, error,
                  "UPDATE person SET confirmed = NULL WHERE uid = $1 AND enrolled IS NULL", "t",
                  uid))
    return NULL;

  return keep_code (self, hash, uid, "invitation", inviter, MV_INVITATION_DAYS * DAY_US, error);
}

/**
 * mv_devices_link:
 * @self: where
 * @uid: whose next device
 * @error: return location for an error
 *
 * Makes a code for a person's own second PC, good for ten minutes and one device.
 *
 * Returns: (transfer full): the code
 */
MvCode *
mv_devices_link (const MvDevices *self, const char *uid, GError **error)
{
  if (!mv_db_run (self->db, error,
                  "DELETE FROM invitation WHERE uid = $1 AND type = 'link' AND used IS NULL", "t",
                  uid))
    return NULL;

  return make_code (self, uid, "link", MV_LINK_CODE_MINUTES * MINUTE_US, error);
}

/* What is known of the device that wants in. */
typedef enum
{
  DEVICE_NEW,
  DEVICE_KNOWN,
  DEVICE_REFUSED,
} MvDeviceState;

static gboolean
look_up_device (const MvDevices *self,
                const char *device,
                const char *uid,
                MvDeviceState *out_state,
                GError **error)
{
  g_autoptr (MvStatement) row =
      mv_db_query (self->db, error, "SELECT uid, revoked FROM device WHERE id = $1", "t", device);
  gboolean has_row;

  if (row == NULL || !mv_statement_step (row, &has_row, error))
    return FALSE;

  if (!has_row)
    *out_state = DEVICE_NEW;
  else if (g_strcmp0 (mv_statement_get_text (row, 0), uid) == 0 && mv_statement_is_null (row, 1))
    *out_state = DEVICE_KNOWN;
  else
    *out_state = DEVICE_REFUSED;

  return TRUE;
}

static gboolean
check_device_count (const MvDevices *self, const char *uid, GError **error)
{
  gboolean is_found;
  gint64 n_devices = 0;

  if (!mv_db_get_one_integer (self->db, &n_devices, &is_found, error,
                              "SELECT count(*) FROM device WHERE uid = $1 AND revoked IS NULL", "t",
                              uid))
    return FALSE;
  if (n_devices < MV_DEVICES_MAX)
    return TRUE;

  mv_problem_set (error, MV_PROBLEM_TOO_LARGE, "device", "a person has at most %d devices",
                  MV_DEVICES_MAX);
  return FALSE;
}

/**
 * mv_devices_add:
 * @self: where
 * @uid: whose device
 * @device: its id, made by the device
 * @device_name: what the person calls it
 * @error: return location for an error
 *
 * Lets a device in and gives it a token. A device that the person has already gets a new one, and
 * wakes if it was asleep. Fails with %MV_PROBLEM_DEVICE_FORKED if the id is somebody else's or was
 * revoked: then the device makes itself a new id; with %MV_PROBLEM_TOO_LARGE at more than 20
 * devices.
 *
 * Returns: (transfer full): what the device needs
 */
MvEnrolled *
mv_devices_add (const MvDevices *self,
                const char *uid,
                const char *device,
                const char *device_name,
                GError **error)
{
  g_autoptr (MvEnrolled) enrolled = g_new0 (MvEnrolled, 1);
  g_autofree char *now = dup_time (self, 0);
  g_autofree char *hash = NULL;
  MvDeviceState state = DEVICE_REFUSED;
  gint64 ignored;
  const char *sql;

  if (!look_up_device (self, device, uid, &state, error))
    return NULL;
  if (state == DEVICE_REFUSED)
    {
      mv_problem_set (error, MV_PROBLEM_DEVICE_FORKED, "device", "the id is taken");
      return NULL;
    }
  if (state == DEVICE_NEW && !check_device_count (self, uid, error))
    return NULL;

  sql = state == DEVICE_NEW
            ? "INSERT INTO device (id, uid, name, token_hash, token_since, last_n, ack, schema, "
              "created, seen) VALUES ($1, $2, $3, $4, $5, 0, 0, 1, $5, $5)"
            : "UPDATE device SET name = $3, token_hash = $4, next_token_hash = NULL, "
              "token_since = $5, seen = $5 WHERE id = $1 AND uid = $2";
  enrolled->token = mv_token_new (self->random);
  enrolled->uid = g_strdup (uid);
  enrolled->device = g_strdup (device);
  hash = mv_feed_hash_token (enrolled->token);
  enrolled->name =
      mv_db_get_one_text (self->db, error, "SELECT name FROM person WHERE uid = $1", "t", uid);
  if (enrolled->name == NULL ||
      !mv_db_get_one_integer (self->db, &ignored, &enrolled->is_first, error,
                              "SELECT 1 FROM person WHERE uid = $1 AND enrolled IS NULL", "t",
                              uid) ||
      !mv_db_run (self->db, error, sql, "ttttt", device, uid, device_name, hash, now) ||
      !mv_db_run (self->db, error,
                  "UPDATE person SET enrolled = $2 WHERE uid = $1 AND enrolled IS NULL", "tt", uid,
                  now))
    return NULL;

  return g_steal_pointer (&enrolled);
}

static gboolean
refuse_code (GError **error)
{
  mv_problem_set (error, MV_PROBLEM_INVITATION_INVALID, NULL, "the code cannot be used");
  return FALSE;
}

/* Whose code it is, if @device may use it now. Used ones are good once more for the same device,
 * whose answer may have been lost. */
static gboolean
check_code (
    const MvDevices *self, const char *hash, const char *device, char **out_uid, GError **error)
{
  g_autoptr (MvStatement) row = mv_db_query (
      self->db, error,
      "SELECT i.uid, i.expires, i.used, i.device FROM invitation i JOIN person p ON p.uid = i.uid "
      "WHERE i.hash = $1 AND p.erased IS NULL {forupdate}",
      "t", hash);
  g_autofree char *now = dup_time (self, 0);
  g_autofree char *again_since = dup_time (self, -MV_ENROL_AGAIN_MINUTES * MINUTE_US);
  gboolean has_row;

  if (row == NULL || !mv_statement_step (row, &has_row, error))
    return FALSE;
  if (!has_row)
    return refuse_code (error);

  if (mv_statement_is_null (row, 2))
    {
      if (g_strcmp0 (mv_statement_get_text (row, 1), now) <= 0)
        return refuse_code (error);
    }
  else if (g_strcmp0 (mv_statement_get_text (row, 2), again_since) < 0 ||
           g_strcmp0 (mv_statement_get_text (row, 3), device) != 0)
    return refuse_code (error);

  *out_uid = g_strdup (mv_statement_get_text (row, 0));
  return TRUE;
}

/**
 * mv_devices_enrol:
 * @self: where
 * @code: an invitation or link code as the person typed it
 * @device: id of the device, made by the device
 * @device_name: what the person calls it
 * @error: return location for an error
 *
 * Lets a device in for a code. A code works once, and for the same device again within ten minutes.
 * Fails with %MV_PROBLEM_INVITATION_INVALID for every code that cannot be used, whatever the
 * reason, and as mv_devices_add() does.
 *
 * Returns: (transfer full): what the device needs
 */
MvEnrolled *
mv_devices_enrol (const MvDevices *self,
                  const char *code,
                  const char *device,
                  const char *device_name,
                  GError **error)
{
  g_autofree char *written = mv_invitation_normalise (code, NULL);
  g_autofree char *now = dup_time (self, 0);
  g_autofree char *hash = NULL;
  g_autofree char *uid = NULL;
  g_autoptr (MvEnrolled) enrolled = NULL;

  if (written == NULL)
    {
      refuse_code (error);
      return NULL;
    }

  hash = mv_invitation_code_hash (written);
  if (!check_code (self, hash, device, &uid, error))
    return NULL;

  enrolled = mv_devices_add (self, uid, device, device_name, error);
  if (enrolled == NULL ||
      !mv_db_run (self->db, error,
                  "UPDATE invitation SET used = $2, device = $3 WHERE hash = $1 AND used IS NULL",
                  "ttt", hash, now, device))
    return NULL;

  return g_steal_pointer (&enrolled);
}

static const char *
get_state (MvStatement *row, const char *asleep_before)
{
  if (!mv_statement_is_null (row, 4))
    return "revoked";
  if (g_strcmp0 (mv_statement_get_text (row, 3), asleep_before) < 0)
    return "asleep";

  return "active";
}

/**
 * mv_devices_list:
 * @self: where
 * @uid: whose devices
 * @error: return location for an error
 *
 * Returns: (transfer full): the person's devices, oldest first:
 *   `{"id","name","created","seen","state":"active"|"asleep"|"revoked"}`
 */
JsonArray *
mv_devices_list (const MvDevices *self, const char *uid, GError **error)
{
  g_autofree char *asleep_before = dup_time (self, -MV_DEVICE_SLEEP_DAYS * DAY_US);
  g_autoptr (JsonArray) list = json_array_new ();
  g_autoptr (MvStatement) row =
      mv_db_query (self->db, error,
                   "SELECT id, name, created, seen, revoked FROM device WHERE uid = $1 "
                   "ORDER BY created, id",
                   "t", uid);
  gboolean has_row;

  if (row == NULL)
    return NULL;
  for (;;)
    {
      JsonObject *device;

      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&list);

      device = json_object_new ();
      json_object_set_string_member (device, "id", mv_statement_get_text (row, 0));
      json_object_set_string_member (device, "name", mv_statement_get_text (row, 1));
      json_object_set_string_member (device, "created", mv_statement_get_text (row, 2));
      json_object_set_string_member (device, "seen", mv_statement_get_text (row, 3));
      json_object_set_string_member (device, "state", get_state (row, asleep_before));
      json_array_add_object_element (list, device);
    }
}

/* Changes one of the person's own devices that has not been revoked; says so if there is none. */
static gboolean
change_device (
    const MvDevices *self, const char *sql, const char *uid, const char *device, GError **error)
{
  g_autofree char *now = dup_time (self, 0);
  g_autoptr (MvStatement) statement = mv_db_query (self->db, error, sql, "ttt", device, uid, now);
  gboolean has_row;

  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;
  if (mv_statement_get_n_changed (statement) > 0)
    return TRUE;

  mv_problem_set (error, MV_PROBLEM_NOT_FOUND, "device", "no such device");
  return FALSE;
}

/**
 * mv_devices_revoke:
 * @self: where
 * @uid: whose device
 * @device: which
 * @error: return location for an error
 *
 * Locks a device out for good. Its tokens and those that were to follow stop working at once. Fails
 * with %MV_PROBLEM_NOT_FOUND.
 *
 * Returns: whether it was locked out
 */
gboolean
mv_devices_revoke (const MvDevices *self, const char *uid, const char *device, GError **error)
{
  return change_device (self,
                        "UPDATE device SET revoked = $3, next_token_hash = NULL "
                        "WHERE id = $1 AND uid = $2 AND revoked IS NULL",
                        uid, device, error);
}

/**
 * mv_devices_wake:
 * @self: where
 * @uid: whose device
 * @device: which
 * @error: return location for an error
 *
 * Lets a device in again that was not used for 90 days. Fails with %MV_PROBLEM_NOT_FOUND.
 *
 * Returns: whether it is awake
 */
gboolean
mv_devices_wake (const MvDevices *self, const char *uid, const char *device, GError **error)
{
  return change_device (self,
                        "UPDATE device SET seen = $3 "
                        "WHERE id = $1 AND uid = $2 AND revoked IS NULL",
                        uid, device, error);
}

/**
 * mv_devices_renew_token:
 * @self: where
 * @device: which device
 * @error: return location for an error
 *
 * Makes a new token; the old one works until the new one is first used, so a lost answer does no
 * harm.
 *
 * Returns: (transfer full): the new token
 */
char *
mv_devices_renew_token (const MvDevices *self, const char *device, GError **error)
{
  g_autofree char *token = mv_token_new (self->random);
  g_autofree char *hash = mv_feed_hash_token (token);

  if (!mv_db_run (self->db, error, "UPDATE device SET next_token_hash = $2 WHERE id = $1", "tt",
                  device, hash))
    return NULL;

  return g_steal_pointer (&token);
}
