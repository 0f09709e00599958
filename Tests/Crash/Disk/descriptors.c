#include "descriptors.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "journal.h"

// More than any limit of open files that a test sets.
enum { descriptor_limit = 1 << 20 };

static struct descriptor descriptors[descriptor_limit];
static pthread_mutex_t disk = PTHREAD_MUTEX_INITIALIZER;

void lock_disk(void) { pthread_mutex_lock(&disk); }

void unlock_disk(void) {
  int error = errno;
  pthread_mutex_unlock(&disk);
  errno = error;
}

enum descriptor_kind kind_of_path(const char *path) {
  const char *directory = getenv("TRIBUTARY_DISK_DIRECTORY");
  if (!directory) return DESCRIPTOR_OTHER;
  size_t length = strlen(directory);
  if (strncmp(path, directory, length) != 0) return DESCRIPTOR_OTHER;
  if (path[length] == 0) return DESCRIPTOR_DIRECTORY;
  if (path[length] != '/') return DESCRIPTOR_OTHER;
  const char *suffix = strrchr(path, '-');
  return suffix && strcmp(suffix, "-shm") == 0 ? DESCRIPTOR_INDEX : DESCRIPTOR_FILE;
}

const char *name_in_directory(const char *path) { return path + strlen(getenv("TRIBUTARY_DISK_DIRECTORY")) + 1; }

struct descriptor descriptor_of(int number) {
  if (number < 0 || number >= descriptor_limit) return (struct descriptor){DESCRIPTOR_OTHER, 0};
  return descriptors[number];
}

void set_descriptor(int number, struct descriptor descriptor) {
  if (number >= descriptor_limit) give_up("too many open files");
  descriptors[number] = descriptor;
}
