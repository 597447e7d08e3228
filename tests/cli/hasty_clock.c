/* A clock that goes on by a tenth of a second whenever it is read, and waits that end at once: a
 * test of what a program does after seconds doesn't take them. Linked with --wrap for both
 * functions. */
#include <time.h>

int __wrap_clock_gettime(clockid_t clock, struct timespec *time);
int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted,
                           struct timespec *left);

#define STEP 100 /* milliseconds */

static long long milliseconds;

int __wrap_clock_gettime(clockid_t clock, struct timespec *time)
{
    (void)clock;
    milliseconds += STEP;
    time->tv_sec = (time_t)(milliseconds / 1000);
    time->tv_nsec = (long)(milliseconds % 1000) * 1000000;
    return 0;
}

int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted,
                           struct timespec *left)
{
    (void)clock;
    (void)flags;
    (void)left;
    milliseconds += (long long)wanted->tv_sec * 1000 + wanted->tv_nsec / 1000000;
    return 0;
}
