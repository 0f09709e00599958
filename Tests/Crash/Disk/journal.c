#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>

static int journal = -1;

__attribute__((constructor)) static void open_journal(void) {
  const char *path = getenv("TRIBUTARY_DISK_JOURNAL");
  if (!path) return;
  journal = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (journal < 0) give_up("cannot open the journal");
}

void append_record(enum disk_record_kind kind, uint64_t file, uint64_t offset, const void *data, size_t size) {
  if (journal < 0) return;
  struct disk_record_head head = {.data_size = (uint32_t)size, .kind = kind, .file = file, .offset = offset};
  size_t after_checksum = offsetof(struct disk_record_head, data_size);
  uint32_t checksum =
      disk_checksum(disk_checksum_start, (const char *)&head + after_checksum, sizeof head - after_checksum);
  head.checksum = disk_checksum(checksum, data, size);
  struct iovec parts[] = {{&head, sizeof head}, {(void *)data, size}};
  if (writev(journal, parts, 2) != (ssize_t)(sizeof head + size)) give_up("cannot write the journal");
}

void give_up(const char *what) {
  fprintf(stderr, "the disk of the test: %s: error %d\n", what, errno);
  abort();
}
