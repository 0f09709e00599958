#include "number_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

bool read_number_file(const char *path, int64_t *number) {
  int error = errno;
  char text[32];
  ssize_t size = -1;
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    size = read(descriptor, text, sizeof text - 1);
    close(descriptor);
  }
  char *end = text;
  if (size > 0) {
    text[size] = 0;
    int64_t value = strtoll(text, &end, 10);
    if (end != text) *number = value;
  }
  errno = error;
  return end != text;
}
