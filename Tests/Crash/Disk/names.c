// Calls that make and change names: open, close, link, unlink, rename.

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "journal.h"
#include "next_function.h"

static void append_name(enum disk_record_kind kind, uint64_t file, const char *path) {
  const char *name = name_in_directory(path);
  append_record(kind, file, 0, name, strlen(name));
}

static void note_open(int number, const char *path, enum descriptor_kind kind, int flags, bool was_there) {
  struct stat information;
  if (fstat(number, &information) != 0) give_up("cannot look at an open file");
  uint64_t file = information.st_ino;
  if (kind == DESCRIPTOR_FILE) {
    append_name(was_there ? DISK_RECORD_OPEN : DISK_RECORD_CREATE, file, path);
    if (was_there && flags & O_TRUNC) append_record(DISK_RECORD_TRUNCATE, file, 0, NULL, 0);
  }
  set_descriptor(number, (struct descriptor){kind, file});
}

typedef int open_function(const char *path, int flags, ...);

static int open_on_disk(const char *path, int flags, mode_t mode, open_function *next) {
  enum descriptor_kind kind = kind_of_path(path);
  if (kind == DESCRIPTOR_OTHER) return next(path, flags, mode);
  lock_disk();
  int error = errno;
  bool was_there = access(path, F_OK) == 0;
  errno = error;
  int number = next(path, flags, mode);
  if (number >= 0) note_open(number, path, kind, flags, was_there);
  unlock_disk();
  return number;
}

// The mode is passed only with a flag that makes a file.
#define MODE_ARGUMENT(flags)                            \
  ({                                                    \
    mode_t mode = 0;                                    \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {            \
      va_list arguments;                                \
      va_start(arguments, flags);                       \
      mode = va_arg(arguments, mode_t);                 \
      va_end(arguments);                                \
    }                                                   \
    mode;                                               \
  })

int open(const char *path, int flags, ...) {
  return open_on_disk(path, flags, MODE_ARGUMENT(flags), NEXT_FUNCTION(open));
}

int open64(const char *path, int flags, ...) {
  return open_on_disk(path, flags, MODE_ARGUMENT(flags), NEXT_FUNCTION(open64));
}

int close(int number) {
  if (descriptor_of(number).kind == DESCRIPTOR_OTHER) return NEXT_FUNCTION(close)(number);
  lock_disk();
  set_descriptor(number, (struct descriptor){DESCRIPTOR_OTHER, 0});
  int result = NEXT_FUNCTION(close)(number);
  unlock_disk();
  return result;
}

int link(const char *path, const char *other) {
  if (kind_of_path(other) != DESCRIPTOR_FILE) return NEXT_FUNCTION(link)(path, other);
  struct stat information;
  if (stat(path, &information) != 0) return -1;
  lock_disk();
  int result = NEXT_FUNCTION(link)(path, other);
  if (result == 0) append_name(DISK_RECORD_LINK, information.st_ino, other);
  unlock_disk();
  return result;
}

int unlink(const char *path) {
  if (kind_of_path(path) != DESCRIPTOR_FILE) return NEXT_FUNCTION(unlink)(path);
  lock_disk();
  int result = NEXT_FUNCTION(unlink)(path);
  if (result == 0) append_name(DISK_RECORD_UNLINK, 0, path);
  unlock_disk();
  return result;
}

int rename(const char *path, const char *other) {
  if (kind_of_path(path) != DESCRIPTOR_FILE) return NEXT_FUNCTION(rename)(path, other);
  char names[2 * PATH_MAX];
  int size = snprintf(names, sizeof names, "%s%c%s", name_in_directory(path), 0, name_in_directory(other));
  lock_disk();
  int result = NEXT_FUNCTION(rename)(path, other);
  if (result == 0) append_record(DISK_RECORD_RENAME, 0, 0, names, (size_t)size);
  unlock_disk();
  return result;
}
