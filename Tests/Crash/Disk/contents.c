// Calls that change what is in a file, and those that bring it to disk.

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"
#include "journal.h"
#include "next_function.h"

// How many bytes of a write there is room for. A gap before it takes none.
static size_t room_for(int number, size_t size, off_t offset) {
  struct stat information;
  if (fstat(number, &information) != 0) give_up("cannot look at an open file");
  off_t end = offset + (off_t)size;
  off_t grows_from = offset > information.st_size ? offset : information.st_size;
  uint64_t growth = end > grows_from ? (uint64_t)(end - grows_from) : 0;
  return size - (size_t)(growth - take_room(growth));
}

typedef ssize_t pwrite_function(int number, const void *bytes, size_t size, off_t offset);

static ssize_t write_on_disk(int number, const void *bytes, size_t size, off_t offset, pwrite_function *next) {
  struct descriptor descriptor = descriptor_of(number);
  if (descriptor.kind == DESCRIPTOR_OTHER) return next(number, bytes, size, offset);
  ssize_t written = -1;
  lock_disk();
  size_t fits = room_for(number, size, offset);
  if (fault_is_due("write")) {
    errno = EIO;
  } else if (fits == 0 && size > 0) {
    errno = ENOSPC;
  } else {
    if (size > 1 && fault_is_due("short-write")) fits = (fits + 1) / 2;
    if (descriptor.kind == DESCRIPTOR_FILE) {
      append_record(DISK_RECORD_WRITE, descriptor.file, (uint64_t)offset, bytes, fits);
    }
    written = next(number, bytes, fits, offset);
    if (written != (ssize_t)fits) give_up("a write failed that was to succeed");
  }
  unlock_disk();
  return written;
}

ssize_t pwrite(int number, const void *bytes, size_t size, off_t offset) {
  return write_on_disk(number, bytes, size, offset, NEXT_FUNCTION(pwrite));
}

ssize_t pwrite64(int number, const void *bytes, size_t size, off64_t offset) {
  return write_on_disk(number, bytes, size, offset, NEXT_FUNCTION(pwrite64));
}

ssize_t write(int number, const void *bytes, size_t size) {
  if (descriptor_of(number).kind == DESCRIPTOR_OTHER) return NEXT_FUNCTION(write)(number, bytes, size);
  off_t offset = lseek(number, 0, SEEK_CUR);
  ssize_t written = write_on_disk(number, bytes, size, offset, NEXT_FUNCTION(pwrite));
  if (written > 0) lseek(number, written, SEEK_CUR);
  return written;
}

typedef int truncate_function(int number, off_t size);

static int truncate_on_disk(int number, off_t size, truncate_function *next) {
  struct descriptor descriptor = descriptor_of(number);
  if (descriptor.kind == DESCRIPTOR_OTHER) return next(number, size);
  int result = -1;
  lock_disk();
  if (fault_is_due("truncate")) {
    errno = EIO;
  } else {
    if (descriptor.kind == DESCRIPTOR_FILE) {
      append_record(DISK_RECORD_TRUNCATE, descriptor.file, (uint64_t)size, NULL, 0);
    }
    result = next(number, size);
    if (result != 0) give_up("a change of a file's size failed that was to succeed");
  }
  unlock_disk();
  return result;
}

int ftruncate(int number, off_t size) { return truncate_on_disk(number, size, NEXT_FUNCTION(ftruncate)); }

int ftruncate64(int number, off64_t size) { return truncate_on_disk(number, size, NEXT_FUNCTION(ftruncate64)); }

typedef int sync_function(int number);

static int sync_on_disk(int number, sync_function *next) {
  struct descriptor descriptor = descriptor_of(number);
  // SQLite never syncs its index.
  if (descriptor.kind == DESCRIPTOR_OTHER || descriptor.kind == DESCRIPTOR_INDEX) return next(number);
  int result = -1;
  lock_disk();
  bool is_directory = descriptor.kind == DESCRIPTOR_DIRECTORY;
  if (fault_is_due("sync")) {
    if (!is_directory) append_record(DISK_RECORD_SYNC_FAILED, descriptor.file, 0, NULL, 0);
    errno = EIO;
  } else {
    result = next(number);
    if (result != 0) give_up("a sync failed that was to succeed");
    append_record(is_directory ? DISK_RECORD_SYNC_DIRECTORY : DISK_RECORD_SYNC, descriptor.file, 0, NULL, 0);
  }
  unlock_disk();
  return result;
}

int fsync(int number) { return sync_on_disk(number, NEXT_FUNCTION(fsync)); }

int fdatasync(int number) { return sync_on_disk(number, NEXT_FUNCTION(fdatasync)); }
