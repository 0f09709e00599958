// The journal of a disk: what a program did to the files of one directory, in the order in which it was done.
//
// The library that is loaded into the server writes it; the test reads it and rebuilds what a disk would hold after the
// power was cut. A record is a head and then `data_size` bytes. Both are written by one call, so that a process which is
// killed leaves at most one incomplete record, the last: it is recognised by its length or by its checksum.
//
// A change of contents is noted before it happens, and a sync or a change of names after it succeeded. Whatever the
// moment of the kill, the journal therefore lacks no written byte and claims no more durability than there was.

#ifndef DISK_JOURNAL_H
#define DISK_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

// What was done. Names are relative to the directory.
enum disk_record_kind {
  // A file was opened that was there before; data: its name.
  DISK_RECORD_OPEN = 1,
  // A file was made; data: its name.
  DISK_RECORD_CREATE = 2,
  // Bytes are about to be written at `offset`; data: the bytes.
  DISK_RECORD_WRITE = 3,
  // The size of the file is about to become `offset`.
  DISK_RECORD_TRUNCATE = 4,
  // Everything written to the file so far is on disk.
  DISK_RECORD_SYNC = 5,
  // A sync failed: what was not on disk before may never get there, whatever later syncs say.
  DISK_RECORD_SYNC_FAILED = 6,
  // The file got another name beside those that it has; data: the name.
  DISK_RECORD_LINK = 7,
  // A name was removed; data: the name.
  DISK_RECORD_UNLINK = 8,
  // A file was renamed; data: the old name, a zero byte, the new name.
  DISK_RECORD_RENAME = 9,
  // All names of the directory are on disk as they are.
  DISK_RECORD_SYNC_DIRECTORY = 10,
};

// The head of a record, in the byte order of the machine.
struct disk_record_head {
  // FNV-1a, 32 bits, of everything that follows this field.
  uint32_t checksum;
  // Bytes of data after the head.
  uint32_t data_size;
  // A disk_record_kind.
  uint64_t kind;
  // The inode that tells the file from others, or 0 where a record concerns none.
  uint64_t file;
  uint64_t offset;
};

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) continued over more bytes; begins with disk_checksum_start.
static inline uint32_t disk_checksum(uint32_t checksum, const void *bytes, size_t size) {
  const uint8_t *next = (const uint8_t *)bytes;
  for (size_t position = 0; position < size; position++) checksum = (checksum ^ next[position]) * 16777619u;
  return checksum;
}

static const uint32_t disk_checksum_start = 2166136261u;

#endif
