// Which open files lie in the directory.

#ifndef DESCRIPTORS_H
#define DESCRIPTORS_H

#include <stdbool.h>
#include <stdint.h>

enum descriptor_kind {
  // Outside of the directory: nobody's business.
  DESCRIPTOR_OTHER,
  // A file whose changes go into the journal.
  DESCRIPTOR_FILE,
  // A -shm file: it takes room and faults, and is not in the journal.
  DESCRIPTOR_INDEX,
  // The directory itself.
  DESCRIPTOR_DIRECTORY,
};

struct descriptor {
  enum descriptor_kind kind;
  uint64_t file;
};

// Held while a file of the directory is changed, so that the journal has the order in which things happened.
void lock_disk(void);
void unlock_disk(void);

// What a path will be when it is opened.
enum descriptor_kind kind_of_path(const char *path);

// The name within the directory of a path that lies in it.
const char *name_in_directory(const char *path);

// What an open file is.
struct descriptor descriptor_of(int number);

// Says what an open file is from now on. Called with the disk locked.
void set_descriptor(int number, struct descriptor descriptor);

#endif
