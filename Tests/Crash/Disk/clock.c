// The wall clock, shifted. Deadlines are on the monotonic clock, which is left alone.

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

#include "next_function.h"
#include "number_file.h"

static int64_t shift_in_seconds(void) {
  static atomic_llong latest;
  const char *path = getenv("TRIBUTARY_DISK_CLOCK_FILE");
  if (!path) return 0;
  int64_t shift = atomic_load(&latest);
  if (read_number_file(path, &shift)) atomic_store(&latest, shift);
  return shift;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = NEXT_FUNCTION(clock_gettime)(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += shift_in_seconds();
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int result = NEXT_FUNCTION(gettimeofday)(now, zone);
  if (result == 0) now->tv_sec += shift_in_seconds();
  return result;
}

time_t time(time_t *seconds) {
  time_t now = NEXT_FUNCTION(time)(NULL) + shift_in_seconds();
  if (seconds) *seconds = now;
  return now;
}
