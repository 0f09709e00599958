// Files through which the test tells a running program a number.

#ifndef NUMBER_FILE_H
#define NUMBER_FILE_H

#include <stdbool.h>
#include <stdint.h>

// Reads the decimal number in a file. False, without a change to `number`, when the file holds none: a test that writes
// it empties it first.
bool read_number_file(const char *path, int64_t *number);

#endif
