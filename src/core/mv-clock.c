/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-clock.h"

/* The years that RFC 3339 can write with four digits. */
#define FIRST_SECOND G_GINT64_CONSTANT (-62135596800) /* 0001-01-01T00:00:00Z */
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)  /* 9999-12-31T23:59:59Z */

G_DEFINE_INTERFACE (MvClock, mv_clock, G_TYPE_OBJECT)

static void
mv_clock_default_init (MvClockInterface *iface)
{
}

/**
 * mv_clock_now_us:
 * @self: a clock
 *
 * Returns: the moment now, in microseconds since 1970-01-01T00:00:00Z
 */
gint64
mv_clock_now_us (MvClock *self)
{
  g_return_val_if_fail (MV_IS_CLOCK (self), 0);
  return MV_CLOCK_GET_IFACE (self)->now_us (self);
}

/**
 * mv_clock_dup_now:
 * @self: a clock
 *
 * The moment now in whole seconds, so that texts of one clock sort as the moments do.
 *
 * Returns: (transfer full): such as `2026-11-22T08:00:00Z`
 */
char *
mv_clock_dup_now (MvClock *self)
{
  gint64 now_us = mv_clock_now_us (self);
  gint64 part_us = now_us % G_USEC_PER_SEC;

  if (part_us < 0)
    part_us += G_USEC_PER_SEC;
  return mv_time_to_text (now_us - part_us);
}

/**
 * mv_clock_dup_today:
 * @self: a clock
 * @zone: (nullable): the person's time zone; %NULL for the machine's own
 *
 * Returns: (transfer full): the day it is there now, such as `2026-11-22`
 */
char *
mv_clock_dup_today (MvClock *self, GTimeZone *zone)
{
  g_autoptr (GTimeZone) local = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) there = NULL;
  gint64 now_us = mv_clock_now_us (self);

  if (zone == NULL)
    zone = local = g_time_zone_new_local ();
  utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC - (now_us % G_USEC_PER_SEC < 0));
  g_return_val_if_fail (utc != NULL, NULL);
  there = g_date_time_to_timezone (utc, zone);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (there),
                          g_date_time_get_month (there), g_date_time_get_day_of_month (there));
}

/* The machine's clock */

struct _MvClockSystem
{
  GObject parent_instance;

  gint64 ahead_us; /* how much this clock is ahead of the machine's; 0 for the ordinary one */
};

static gint64
mv_clock_system_now_us (MvClock *clock)
{
  return g_get_real_time () + MV_CLOCK_SYSTEM (clock)->ahead_us;
}

static void
mv_clock_system_clock_init (MvClockInterface *iface)
{
  iface->now_us = mv_clock_system_now_us;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MvClockSystem,
                               mv_clock_system,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_CLOCK, mv_clock_system_clock_init))

static void
mv_clock_system_class_init (MvClockSystemClass *klass)
{
}

static void
mv_clock_system_init (MvClockSystem *self)
{
}

/**
 * mv_clock_system_new:
 *
 * Returns: (transfer full): a clock that shows the machine's time
 */
MvClock *
mv_clock_system_new (void)
{
  return g_object_new (MV_TYPE_CLOCK_SYSTEM, NULL);
}

/**
 * mv_clock_system_new_at:
 * @now_us: what the clock shows now, µs since 1970
 *
 * A clock that goes as fast as the machine's and began somewhere else: pictures and tests of the
 * whole program have a date of their own and still a time that passes.
 *
 * Returns: (transfer full): a new clock
 */
MvClock *
mv_clock_system_new_at (gint64 now_us)
{
  MvClockSystem *self = g_object_new (MV_TYPE_CLOCK_SYSTEM, NULL);

  self->ahead_us = now_us - g_get_real_time ();
  return MV_CLOCK (self);
}

/* The clock that stands still */

struct _MvClockVirtual
{
  GObject parent_instance;

  GMutex lock; /* a test moves the clock while a worker thread reads it */
  gint64 now_us;
};

static gint64
mv_clock_virtual_now_us (MvClock *clock)
{
  MvClockVirtual *self = MV_CLOCK_VIRTUAL (clock);
  gint64 now_us;

  g_mutex_lock (&self->lock);
  now_us = self->now_us;
  g_mutex_unlock (&self->lock);
  return now_us;
}

static void
mv_clock_virtual_clock_init (MvClockInterface *iface)
{
  iface->now_us = mv_clock_virtual_now_us;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MvClockVirtual,
                               mv_clock_virtual,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_CLOCK, mv_clock_virtual_clock_init))

static void
mv_clock_virtual_finalize (GObject *object)
{
  MvClockVirtual *self = MV_CLOCK_VIRTUAL (object);

  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mv_clock_virtual_parent_class)->finalize (object);
}

static void
mv_clock_virtual_class_init (MvClockVirtualClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_clock_virtual_finalize;
}

static void
mv_clock_virtual_init (MvClockVirtual *self)
{
  g_mutex_init (&self->lock);
}

/**
 * mv_clock_virtual_new:
 * @now_us: where the clock stands, in microseconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full): a clock that stands still
 */
MvClock *
mv_clock_virtual_new (gint64 now_us)
{
  MvClockVirtual *self = g_object_new (MV_TYPE_CLOCK_VIRTUAL, NULL);

  self->now_us = now_us;
  return MV_CLOCK (self);
}

/**
 * mv_clock_virtual_set:
 * @self: a clock
 * @now_us: where it shall stand; may lie before, as when a person sets the machine's clock back
 */
void
mv_clock_virtual_set (MvClockVirtual *self, gint64 now_us)
{
  g_return_if_fail (MV_IS_CLOCK_VIRTUAL (self));

  g_mutex_lock (&self->lock);
  self->now_us = now_us;
  g_mutex_unlock (&self->lock);
}

/**
 * mv_clock_virtual_advance:
 * @self: a clock
 * @by_us: microseconds to move it by
 */
void
mv_clock_virtual_advance (MvClockVirtual *self, gint64 by_us)
{
  g_return_if_fail (MV_IS_CLOCK_VIRTUAL (self));

  g_mutex_lock (&self->lock);
  self->now_us += by_us;
  g_mutex_unlock (&self->lock);
}

/* Text */

/**
 * mv_time_to_text:
 * @time_us: microseconds since 1970-01-01T00:00:00Z, within the years 1 to 9999
 *
 * Returns: (transfer full): the moment as RFC 3339 has it, in UTC: `2026-11-22T08:00:00Z`, with six
 *   decimals if it is not a whole second
 */
char *
mv_time_to_text (gint64 time_us)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *seconds = NULL;
  gint64 part_us = time_us % G_USEC_PER_SEC;

  if (part_us < 0)
    part_us += G_USEC_PER_SEC;
  time = g_date_time_new_from_unix_utc ((time_us - part_us) / G_USEC_PER_SEC);
  g_return_val_if_fail (time != NULL, NULL);

  seconds = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", g_date_time_get_year (time),
                             g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                             g_date_time_get_hour (time), g_date_time_get_minute (time),
                             g_date_time_get_second (time));
  if (part_us == 0)
    return g_strconcat (seconds, "Z", NULL);
  return g_strdup_printf ("%s.%06dZ", seconds, (int) part_us);
}

/* Reads exactly @n_digits digits and the character @then after them (0: nothing). */
static gboolean
read_number (const char **text, unsigned int n_digits, char then, int *out_number)
{
  int number = 0;

  for (unsigned int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      number = number * 10 + g_ascii_digit_value (**text);
      *text += 1;
    }
  if (then != '\0')
    {
      if (**text != then)
        return FALSE;
      *text += 1;
    }
  *out_number = number;
  return TRUE;
}

static gboolean
read_date (const char **text, char then, int *out_year, int *out_month, int *out_day)
{
  return read_number (text, 4, '-', out_year) && read_number (text, 2, '-', out_month) &&
         read_number (text, 2, then, out_day) && *out_year >= 1 &&
         g_date_valid_dmy ((GDateDay) *out_day, (GDateMonth) *out_month, (GDateYear) *out_year);
}

/* `.5`, at most nine digits; what is finer than a microsecond is dropped. Absent is zero. */
static gboolean
read_fraction (const char **text, gint64 *out_us)
{
  gint64 unit = G_USEC_PER_SEC / 10;
  unsigned int n_digits = 0;

  *out_us = 0;
  if (**text != '.')
    return TRUE;
  for (*text += 1; g_ascii_isdigit (**text); *text += 1, unit /= 10, n_digits++)
    *out_us += unit * g_ascii_digit_value (**text);
  return n_digits >= 1 && n_digits <= 9;
}

/* `Z` or `+01:00`, and then the end. */
static gboolean
read_offset (const char *text, gint64 *out_seconds)
{
  int sign, hours, minutes;

  *out_seconds = 0;
  if (*text == 'Z')
    return text[1] == '\0';
  if (*text != '+' && *text != '-')
    return FALSE;
  sign = *text == '-' ? -1 : 1;
  text++;
  if (!read_number (&text, 2, ':', &hours) || !read_number (&text, 2, '\0', &minutes) ||
      *text != '\0' || hours > 23 || minutes > 59)
    return FALSE;
  *out_seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

/**
 * mv_time_from_text:
 * @text: (nullable): a moment as RFC 3339 has it, with capital T and Z; any offset; up to nine
 * decimals
 * @out_time_us: (out) (optional): microseconds since 1970-01-01T00:00:00Z; untouched if @text is
 * bad
 *
 * Leap seconds (`:60`) are refused: no clock we build on has them.
 *
 * Returns: whether @text is a moment
 */
gboolean
mv_time_from_text (const char *text, gint64 *out_time_us)
{
  g_autoptr (GDateTime) time = NULL;
  int year, month, day, hour, minute, second;
  gint64 part_us, offset, seconds;

  if (text == NULL || !read_date (&text, 'T', &year, &month, &day) ||
      !read_number (&text, 2, ':', &hour) || !read_number (&text, 2, ':', &minute) ||
      !read_number (&text, 2, '\0', &second) || !read_fraction (&text, &part_us) ||
      !read_offset (text, &offset))
    return FALSE;
  time = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (time == NULL)
    return FALSE;
  seconds = g_date_time_to_unix (time) - offset;
  /* An offset may push a moment at the edge over it, and then it could not be written again. */
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
    return FALSE;
  if (out_time_us != NULL)
    *out_time_us = seconds * G_USEC_PER_SEC + part_us;
  return TRUE;
}

/**
 * mv_date_is_valid:
 * @text: (nullable): a text
 *
 * Returns: whether @text is a day of the calendar, written as `2026-11-20`
 */
gboolean
mv_date_is_valid (const char *text)
{
  int year, month, day;

  return text != NULL && read_date (&text, '\0', &year, &month, &day) && *text == '\0';
}
