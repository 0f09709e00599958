#include "faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number_file.h"

// What TRIBUTARY_DISK_FAULT says.
static struct {
  char kind[16];
  long long at;
  bool always;
} fault;

static long long calls;

__attribute__((constructor)) static void read_fault(void) {
  const char *text = getenv("TRIBUTARY_DISK_FAULT");
  if (!text) return;
  char repetition[8] = "";
  int read = sscanf(text, "%15s %lld %7s", fault.kind, &fault.at, repetition);
  fault.always = strcmp(repetition, "always") == 0;
  if (read != 3 || fault.at < 1 || (!fault.always && strcmp(repetition, "once") != 0)) {
    fprintf(stderr, "TRIBUTARY_DISK_FAULT must be WHAT N once|always and is: %s\n", text);
    abort();
  }
}

bool fault_is_due(const char *kind) {
  if (strcmp(kind, fault.kind) != 0) return false;
  calls++;
  return fault.always ? calls >= fault.at : calls == fault.at;
}

uint64_t take_room(uint64_t growth) {
  static uint64_t used;
  static int64_t room;
  const char *path = getenv("TRIBUTARY_DISK_ROOM_FILE");
  if (!path || growth == 0) return growth;
  read_number_file(path, &room);
  uint64_t left = room > 0 && (uint64_t)room > used ? (uint64_t)room - used : 0;
  uint64_t taken = growth < left ? growth : left;
  used += taken;
  return taken;
}
