/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-trouble.h"

#include "mv-secrets.h"
#include "mv-store.h"
#include "mv-transport.h"

#include <glib/gi18n.h>

/*
 * Words for one error. They are given in parts, since most errors mean the same for the person's
 * texts. What a row leaves out for a task is what the task says of itself (@texts), or what the row
 * says for acting in place of answering, and for sending (@to_do).
 */
typedef struct
{
  int code;
  const char *field; /* (nullable): only with this field; the first row that fits counts */
  const char *happened;
  const char *texts[MV_TROUBLE_N_TASKS];
  const char *to_do[MV_TROUBLE_N_TASKS];
} MvTroubleRow;

static const char *const texts_of_task[MV_TROUBLE_N_TASKS] = {
  [MV_TROUBLE_SENDING] = N_ ("Your texts are kept on this computer."),
  [MV_TROUBLE_CONNECTING] =
      N_ ("Your texts are as they were, and the invitation can still be used."),
  [MV_TROUBLE_SAVING] = N_ ("Your text is on the screen only."),
  [MV_TROUBLE_ACTING] = N_ ("Your texts are kept on this computer."),
  [MV_TROUBLE_ANSWERING] = N_ ("Your text is on the screen only."),
  [MV_TROUBLE_STARTING] = N_ ("Your texts have not been touched."),
};

#define AS_THEY_WERE N_ ("Your texts are as they were.")
#define NEW_INVITATION N_ ("Ask for a new invitation.")
#define TELL_INVITER N_ ("Tell whoever invited you.")
#define TRY_AGAIN N_ ("Try again.")
#define COPY_AND_RESTART N_ ("Copy it to another place. Then close Medvirk and start it again.")
#define KEEP_OPEN N_ ("Leave the page open; it is tried again by itself.")

static const MvTroubleRow transport_rows[] = {
  { .code = MV_TRANSPORT_ERROR_OFFLINE,
    .happened = N_ ("You are without a network, or nobody answers at the other end."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Everything is sent when there is contact again."),
               [MV_TROUBLE_CONNECTING] = N_ ("Try again when you have a network.") } },
  { .code = MV_TRANSPORT_ERROR_UNKNOWN_SERVER,
    .happened = N_ ("The address to send to was not found on this network."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Everything is sent when it is found again."),
               [MV_TROUBLE_CONNECTING] = N_ (
                   "Compare the address with the one you received, or try another network.") } },
  { .code = MV_TRANSPORT_ERROR_CERTIFICATE,
    .happened = N_ ("Medvirk could not be sure who answered, so nothing was sent."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Try another network, or tell whoever invited you.") } },
  { .code = MV_TRANSPORT_ERROR_CUT,
    .happened = N_ ("The connection broke on the way."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("It is tried again by itself."),
               [MV_TROUBLE_CONNECTING] = TRY_AGAIN } },
  { .code = MV_TRANSPORT_ERROR_NOT_MEDVIRK,
    .happened = N_ ("Something else answered, perhaps the sign-in page of a guest network."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Open a web page and sign in there; everything is sent afterwards."),
               [MV_TROUBLE_CONNECTING] =
                   N_ ("Open a web page and sign in there, and try again.") } },
  { .code = MV_TRANSPORT_ERROR_TOO_LARGE,
    .happened = N_ ("The answer was larger than Medvirk can take."),
    .to_do = { [MV_TROUBLE_SENDING] = TELL_INVITER } },
  { .code = MV_TRANSPORT_ERROR_ADDRESS,
    .happened = N_ ("The address to send to is not a safe one: it does not begin with https."),
    .to_do = { [MV_TROUBLE_SENDING] = NEW_INVITATION } },
};

static const MvTroubleRow store_rows[] = {
  { .code = MV_STORE_ERROR_FAILED,
    .happened = N_ ("The file with your texts could not be used."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("It is tried again by itself."),
               [MV_TROUBLE_CONNECTING] = TRY_AGAIN,
               [MV_TROUBLE_SAVING] = KEEP_OPEN,
               [MV_TROUBLE_ACTING] = TRY_AGAIN,
               [MV_TROUBLE_STARTING] = N_ ("Start the computer again. If that does not help, ask "
                                           "whoever helps you with it.") } },
  { .code = MV_STORE_ERROR_FULL,
    .happened = N_ ("The disk is full."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Make room on the disk; then sending and fetching go on by themselves."),
               [MV_TROUBLE_CONNECTING] = N_ ("Make room on the disk and try again."),
               [MV_TROUBLE_SAVING] = N_ (
                   "Leave the page open and make room on the disk; then it is saved by itself."),
               [MV_TROUBLE_ACTING] = N_ ("Make room on the disk and try again."),
               [MV_TROUBLE_STARTING] = N_ ("Make room on the disk and start Medvirk again.") } },
  { .code = MV_STORE_ERROR_DAMAGED,
    .happened = N_ ("The file with your texts is damaged."),
    .texts = { [MV_TROUBLE_SENDING] = N_ ("What can be read of them is saved from it."),
               [MV_TROUBLE_CONNECTING] = N_ ("What can be read of them is saved from it."),
               [MV_TROUBLE_ACTING] = N_ ("What can be read of them is saved from it."),
               [MV_TROUBLE_STARTING] = N_ ("What can be read of them is saved from it.") },
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Close Medvirk and start it again."),
               [MV_TROUBLE_SAVING] = COPY_AND_RESTART,
               [MV_TROUBLE_ANSWERING] = COPY_AND_RESTART } },
  { .code = MV_STORE_ERROR_NEWER,
    .happened = N_ ("Your texts on this computer were saved by a newer version of Medvirk."),
    .texts = { [MV_TROUBLE_SENDING] = N_ ("They have not been touched."),
               [MV_TROUBLE_CONNECTING] = N_ ("They have not been touched."),
               [MV_TROUBLE_ACTING] = N_ ("They have not been touched."),
               [MV_TROUBLE_STARTING] = N_ ("They have not been touched.") },
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Install the newer version to open them.") } },
  { .code = MV_STORE_ERROR_NOT_FOUND,
    .happened = N_ ("What this belongs to is no longer on this computer."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Go back and open it again."),
               [MV_TROUBLE_SAVING] = N_ ("Copy it into a new contribution."),
               [MV_TROUBLE_ANSWERING] = N_ ("Copy it, go back and open it again.") } },
  { .code = MV_STORE_ERROR_IDENTITY_NUMBER,
    .happened = N_ ("This looks like a national identity number."),
    .texts = { [MV_TROUBLE_SENDING] = N_ ("Nothing has been shared."),
               [MV_TROUBLE_CONNECTING] = N_ ("Nothing has been shared."),
               [MV_TROUBLE_SAVING] = N_ ("Nothing has been shared."),
               [MV_TROUBLE_ACTING] = N_ ("Nothing has been shared."),
               [MV_TROUBLE_ANSWERING] = N_ ("Nothing has been shared."),
               [MV_TROUBLE_STARTING] = N_ ("Nothing has been shared.") },
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Remove it before you share.") } },
  { .code = MV_STORE_ERROR_NOT_ALLOWED,
    .happened = N_ ("You are no longer in the project, so this cannot be sent."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Ask the project whether you should still be able to write there.") } },
};

#define MISUNDERSTOOD                                                                              \
  .happened = N_ ("What was sent was not understood at the other end."), .to_do = {                \
    [MV_TROUBLE_SENDING] =                                                                         \
        N_ ("Look for a newer version of Medvirk. If there is none, tell whoever invited you.")    \
  }

#define NEEDS_NEWER                                                                                \
  .happened = N_ ("This version of Medvirk is too old to send with."),                             \
  .to_do = { [MV_TROUBLE_SENDING] = N_ ("Install the newer version; then everything is sent."),    \
             [MV_TROUBLE_CONNECTING] = N_ ("Install the newer version and try again.") }

static const MvTroubleRow problem_rows[] = {
  { .code = MV_PROBLEM_BAD_JSON, MISUNDERSTOOD },
  { .code = MV_PROBLEM_TOO_DEEP, MISUNDERSTOOD },
  { .code = MV_PROBLEM_WRONG_TYPE, MISUNDERSTOOD },
  { .code = MV_PROBLEM_NO_BASE, MISUNDERSTOOD },
  { .code = MV_PROBLEM_OP_GAP, MISUNDERSTOOD },
  { .code = MV_PROBLEM_DEVICE_FORKED,
    .happened = N_ ("Two computers use the same copy of your texts."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("It is tried again by itself.") } },
  { .code = MV_PROBLEM_NOT_AUTHENTICATED,
    .happened = N_ ("The connection from this computer is no longer valid."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Ask for a new invitation to send them.") } },
  { .code = MV_PROBLEM_DEVICE_REVOKED,
    .happened = N_ ("This computer was removed from your account."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Ask for a new invitation to send them.") } },
  { .code = MV_PROBLEM_DEVICE_ASLEEP,
    .happened = N_ ("This computer has not been used for a long time."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Wake it from another of your computers, or ask for a new invitation.") } },
  { .code = MV_PROBLEM_INVITATION_INVALID,
    .happened = N_ ("The invitation does not work: the code is another one, it has been used, or "
                    "it is too old."),
    .texts = { [MV_TROUBLE_CONNECTING] = AS_THEY_WERE },
    .to_do = { [MV_TROUBLE_SENDING] = N_ (
                   "Compare the code with the one you received, or ask for a new invitation.") } },
  { .code = MV_PROBLEM_NOT_FOUND,
    .happened = N_ ("What this belongs to is gone, or not open to you any more."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Ask the project whether you should still be able to write there.") } },
  { .code = MV_PROBLEM_NOT_ALLOWED,
    .happened = N_ ("You can no longer write there."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Ask the project whether you should still be able to write there.") } },
  { .code = MV_PROBLEM_TOO_LARGE,
    .happened = N_ ("This is too long to be sent."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Make it shorter, or divide it."),
               [MV_TROUBLE_SAVING] = N_ ("Make it shorter; then it is saved by itself.") } },
  { .code = MV_PROBLEM_SCHEMA_TOO_OLD, NEEDS_NEWER },
  { .code = MV_PROBLEM_UNKNOWN_KIND, NEEDS_NEWER },
  { .code = MV_PROBLEM_TOO_MANY,
    .happened = N_ ("There have been many attempts in a short time."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Sending goes on by itself in a while."),
               [MV_TROUBLE_CONNECTING] = N_ ("Wait an hour, and try again.") } },
  { .code = MV_PROBLEM_BUSY,
    .happened = N_ ("Nobody can answer at the other end just now."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Sending goes on by itself in a while."),
               [MV_TROUBLE_CONNECTING] = N_ ("Wait a while, and try again.") } },
  { .code = MV_PROBLEM_INVALID,
    .field = "code",
    .happened = N_ ("A letter or a digit in the code is not as it should be."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Compare it with the one you received, and type it again.") } },
  { .code = MV_PROBLEM_INVALID,
    .field = "server",
    .happened = N_ ("The address in the invitation cannot be used."),
    .texts = { [MV_TROUBLE_CONNECTING] = AS_THEY_WERE },
    .to_do = { [MV_TROUBLE_SENDING] = NEW_INVITATION } },
  { .code = MV_PROBLEM_INVALID,
    .field = "invitation",
    .happened =
        N_ ("The file is not an invitation, or it was made for another version of Medvirk."),
    .texts = { [MV_TROUBLE_CONNECTING] = AS_THEY_WERE },
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Open the file you received, or ask for a new invitation.") } },
  { .code = MV_PROBLEM_INVALID,
    .happened = N_ ("Something here is too long or not filled in."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Open it and look through it."),
               [MV_TROUBLE_SAVING] =
                   N_ ("Look through what you have filled in; then it is saved by itself."),
               [MV_TROUBLE_ACTING] = N_ ("Look through what you have filled in.") } },
  { .code = MV_PROBLEM_DEPENDS,
    .happened = N_ ("It belongs to something that could not be sent."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("It is sent when that is.") } },
  { .code = MV_PROBLEM_ERASED,
    .happened = N_ ("What it belongs to was deleted for good."),
    .to_do = { [MV_TROUBLE_SENDING] =
                   N_ ("Copy it into a new contribution if you want to keep it.") } },
};

static const MvTroubleRow secrets_rows[] = {
  { .code = MV_SECRETS_ERROR_KEYRING,
    .happened = N_ ("The computer's keyring did not open, and Medvirk's key is in it."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Open the keyring and start Medvirk again."),
               [MV_TROUBLE_CONNECTING] = N_ ("Open the keyring and try again.") } },
  { .code = MV_SECRETS_ERROR_FILE,
    .happened = N_ ("The file with Medvirk's key could not be used."),
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Ask whoever helps you with the computer.") } },
};

static const MvTroubleRow file_rows[] = {
  { .code = -1,
    .happened = N_ ("The file could not be read."),
    .texts = { [MV_TROUBLE_CONNECTING] = AS_THEY_WERE },
    .to_do = { [MV_TROUBLE_SENDING] = N_ ("Look where it is, and try again.") } },
};

/* What we have no better words for. */
static const MvTroubleRow other_row = {
  .happened = N_ ("This did not work."),
  .texts = { [MV_TROUBLE_CONNECTING] = AS_THEY_WERE },
  .to_do = { [MV_TROUBLE_SENDING] =
                 N_ ("Try again. If that does not help, ask whoever helps you with the computer."),
             [MV_TROUBLE_SAVING] = KEEP_OPEN },
};

static const MvTroubleRow *
find_among (const MvTroubleRow *rows, size_t n_rows, const GError *error)
{
  g_autofree char *field = mv_problem_dup_field (error);

  for (size_t i = 0; i < n_rows; i++)
    {
      if ((rows[i].code == error->code || rows[i].code == -1) &&
          (rows[i].field == NULL || g_strcmp0 (rows[i].field, field) == 0))
        return &rows[i];
    }
  return &other_row;
}

static const MvTroubleRow *
find_row (const GError *error)
{
  const struct
  {
    GQuark domain;
    const MvTroubleRow *rows;
    size_t n_rows;
  } domains[] = {
    { MV_TRANSPORT_ERROR, transport_rows, G_N_ELEMENTS (transport_rows) },
    { MV_STORE_ERROR, store_rows, G_N_ELEMENTS (store_rows) },
    { MV_PROBLEM, problem_rows, G_N_ELEMENTS (problem_rows) },
    { MV_SECRETS_ERROR, secrets_rows, G_N_ELEMENTS (secrets_rows) },
    { G_FILE_ERROR, file_rows, G_N_ELEMENTS (file_rows) },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      if (error->domain == domains[i].domain)
        return find_among (domains[i].rows, domains[i].n_rows, error);
    }
  return &other_row;
}

static const char *
find_to_do (const MvTroubleRow *row, MvTroubleTask task)
{
  if (row->to_do[task] != NULL)
    return row->to_do[task];
  if (task == MV_TROUBLE_ANSWERING && row->to_do[MV_TROUBLE_ACTING] != NULL)
    return row->to_do[MV_TROUBLE_ACTING];
  return row->to_do[MV_TROUBLE_SENDING];
}

/**
 * mv_trouble_dup_sentence:
 * @error: an error of the store, the transport, the secrets or the server; others get general words
 * @task: what was being done
 *
 * Says in the person's language what happened, what it means for the texts, and what to do. Blames
 * nobody and names no codes; the error's own message is for logs.
 *
 * Returns: (transfer full): two or three sentences
 */
char *
mv_trouble_dup_sentence (const GError *error, MvTroubleTask task)
{
  const MvTroubleRow *row;
  const char *texts;

  g_return_val_if_fail (error != NULL, NULL);
  g_return_val_if_fail (task < MV_TROUBLE_N_TASKS, NULL);

  row = find_row (error);
  texts = row->texts[task] != NULL ? row->texts[task] : texts_of_task[task];
  return g_strjoin (" ", _ (row->happened), _ (texts), _ (find_to_do (row, task)), NULL);
}

/**
 * mv_trouble_dup_refusal:
 * @problem: why the server did not take an entry of the outbox
 *
 * Returns: (transfer full): what happened, what it means for the text, and what to do
 */
char *
mv_trouble_dup_refusal (MvProblem problem)
{
  g_autoptr (GError) error = NULL;

  mv_problem_set (&error, problem, NULL, "refused");
  return mv_trouble_dup_sentence (error, MV_TROUBLE_SENDING);
}
