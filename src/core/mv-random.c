/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#ifdef _WIN32
#define _CRT_RAND_S
#else
#define _DEFAULT_SOURCE
#endif

#include "config.h"

#include "mv-random.h"

#include <stdlib.h>
#include <string.h>

#ifndef G_OS_WIN32
#include <sys/random.h>
#endif

G_DEFINE_INTERFACE (MvRandom, mv_random, G_TYPE_OBJECT)

static void
mv_random_default_init (MvRandomInterface *iface)
{
}

/**
 * mv_random_fill:
 * @self: a source of chance
 * @bytes: (out caller-allocates) (array length=length): filled with random bytes
 * @length: number of bytes
 */
void
mv_random_fill (MvRandom *self, guint8 *bytes, size_t length)
{
  g_return_if_fail (MV_IS_RANDOM (self));
  MV_RANDOM_GET_IFACE (self)->fill (self, bytes, length);
}

/**
 * mv_random_below:
 * @self: a source of chance
 * @limit: at least 1
 *
 * Returns: a number from 0 to @limit - 1, each equally likely
 */
guint32
mv_random_below (MvRandom *self, guint32 limit)
{
  guint8 bytes[4];
  guint32 number, remainder;

  g_return_val_if_fail (limit > 0, 0);

  /* The lowest 2^32 mod @limit numbers are drawn again: with them the first residues would come up
   * more often. */
  remainder = (guint32) -limit % limit;
  do
    {
      mv_random_fill (self, bytes, sizeof bytes);
      number = (guint32) bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 |
               (guint32) bytes[3] << 24;
    }
  while (number < remainder);
  return number % limit;
}

/* The operating system's generator */

struct _MvRandomSystem
{
  GObject parent_instance;
};

/* There is no going on without chance: tokens and codes made of anything less could be guessed. */
static void
mv_random_system_fill (MvRandom *random, guint8 *bytes, size_t length)
{
#ifdef G_OS_WIN32
  for (size_t i = 0; i < length; i += sizeof (unsigned int))
    {
      unsigned int number;

      if (rand_s (&number) != 0)
        g_error ("The operating system gives no random numbers");
      memcpy (bytes + i, &number, MIN (sizeof number, length - i));
    }
#else
  /* getentropy() gives at most 256 bytes a call. */
  for (size_t i = 0; i < length; i += 256)
    if (getentropy (bytes + i, MIN (256, length - i)) != 0)
      g_error ("The operating system gives no random numbers");
#endif
}

static void
mv_random_system_random_init (MvRandomInterface *iface)
{
  iface->fill = mv_random_system_fill;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MvRandomSystem,
                               mv_random_system,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_RANDOM, mv_random_system_random_init))

static void
mv_random_system_class_init (MvRandomSystemClass *klass)
{
}

static void
mv_random_system_init (MvRandomSystem *self)
{
}

/**
 * mv_random_system_new:
 *
 * Returns: (transfer full): the operating system's source of chance; may be used from any thread
 */
MvRandom *
mv_random_system_new (void)
{
  return g_object_new (MV_TYPE_RANDOM_SYSTEM, NULL);
}

/* The repeatable generator: PCG-XSH-RR with 64 bits of state (O'Neill 2014) */

struct _MvRandomSeeded
{
  GObject parent_instance;

  GMutex lock;
  guint64 state;
  guint64 increment; /* odd; names the stream */
};

static guint32
mv_random_seeded_next (MvRandomSeeded *self)
{
  guint64 state = self->state;
  guint32 shifted = (guint32) (((state >> 18) ^ state) >> 27);
  unsigned int turn = (unsigned int) (state >> 59);

  self->state = state * G_GUINT64_CONSTANT (6364136223846793005) + self->increment;
  return shifted >> turn | shifted << (-turn & 31);
}

static void
mv_random_seeded_fill (MvRandom *random, guint8 *bytes, size_t length)
{
  MvRandomSeeded *self = MV_RANDOM_SEEDED (random);
  guint32 number = 0;

  g_mutex_lock (&self->lock);
  for (size_t i = 0; i < length; i++)
    {
      number = i % 4 == 0 ? mv_random_seeded_next (self) : number >> 8;
      bytes[i] = (guint8) number;
    }
  g_mutex_unlock (&self->lock);
}

static void
mv_random_seeded_random_init (MvRandomInterface *iface)
{
  iface->fill = mv_random_seeded_fill;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MvRandomSeeded,
                               mv_random_seeded,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_RANDOM, mv_random_seeded_random_init))

static void
mv_random_seeded_finalize (GObject *object)
{
  MvRandomSeeded *self = MV_RANDOM_SEEDED (object);

  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mv_random_seeded_parent_class)->finalize (object);
}

static void
mv_random_seeded_class_init (MvRandomSeededClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_random_seeded_finalize;
}

static void
mv_random_seeded_init (MvRandomSeeded *self)
{
  g_mutex_init (&self->lock);
}

/**
 * mv_random_seeded_new:
 * @seed: where the stream starts
 * @stream: which of the streams of that seed, so that two devices of one test do not draw alike
 *
 * Returns: (transfer full): a source whose bytes are the same on every machine
 */
MvRandom *
mv_random_seeded_new (guint64 seed, guint64 stream)
{
  MvRandomSeeded *self = g_object_new (MV_TYPE_RANDOM_SEEDED, NULL);

  self->increment = stream << 1 | 1;
  mv_random_seeded_next (self);
  self->state += seed;
  mv_random_seeded_next (self);
  return MV_RANDOM (self);
}

/* Ids */

/* 8f0d4f0e-6c3d-5b8a-9e55-2f6d0a4c7b11: fixed for ever, since ids on every device come from it. */
static const guint8 name_space[16] = { 0x8f, 0x0d, 0x4f, 0x0e, 0x6c, 0x3d, 0x5b, 0x8a,
                                       0x9e, 0x55, 0x2f, 0x6d, 0x0a, 0x4c, 0x7b, 0x11 };

static char *
uuid_to_text (guint8 bytes[16], unsigned int version)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (MV_UUID_LENGTH + 1);
  char *to = text;

  bytes[6] = (guint8) ((bytes[6] & 0x0f) | version << 4);
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80);
  for (unsigned int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *to++ = '-';
      *to++ = digits[bytes[i] >> 4];
      *to++ = digits[bytes[i] & 0x0f];
    }
  *to = '\0';
  return text;
}

/**
 * mv_uuid_new_v7:
 * @clock: gives the first 60 bits
 * @random: gives the other 62
 *
 * A new id that sorts by time (RFC 9562, 5.7). The twelve bits after the millisecond carry its
 * fraction (RFC 9562, 6.2, method 3), so ids made a microsecond apart sort too; made within the
 * same microsecond they differ by chance alone.
 *
 * Returns: (transfer full): an id
 */
char *
mv_uuid_new_v7 (MvClock *clock, MvRandom *random)
{
  gint64 now_us = MAX (mv_clock_now_us (clock), 0);
  guint64 ms = (guint64) now_us / 1000;
  unsigned int fraction = (unsigned int) (now_us % 1000) * 4096 / 1000;
  guint8 bytes[16];

  mv_random_fill (random, bytes + 8, 8);
  for (unsigned int i = 0; i < 6; i++)
    bytes[i] = (guint8) (ms >> (40 - 8 * i));
  bytes[6] = (guint8) (fraction >> 8);
  bytes[7] = (guint8) fraction;
  return uuid_to_text (bytes, 7);
}

/**
 * mv_uuid_new_v5:
 * @name: the name, in UTF-8
 *
 * The id that follows from a name within the program's own name space (RFC 9562, 5.5): everyone who
 * makes it gets the same.
 *
 * Returns: (transfer full): an id
 */
char *
mv_uuid_new_v5 (const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_return_val_if_fail (name != NULL, NULL);

  g_checksum_update (checksum, name_space, sizeof name_space);
  g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name));
  g_checksum_get_digest (checksum, digest, &length);
  return uuid_to_text (digest, 5);
}

/**
 * mv_uuid_is_valid:
 * @text: (nullable): a text
 *
 * Returns: whether @text is an id of any version of RFC 9562, in lower case; the nil and the max id
 *   are none
 */
gboolean
mv_uuid_is_valid (const char *text)
{
  if (text == NULL)
    return FALSE;
  for (unsigned int i = 0; i < MV_UUID_LENGTH; i++)
    {
      gboolean is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_hyphen ? text[i] != '-'
                    : !(g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f')))
        return FALSE;
    }
  return text[MV_UUID_LENGTH] == '\0' && text[14] >= '1' && text[14] <= '8' &&
         strchr ("89ab", text[19]) != NULL;
}
