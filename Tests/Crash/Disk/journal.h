// Appends to the journal, see disk_journal.h.

#ifndef JOURNAL_H
#define JOURNAL_H

#include <stddef.h>
#include <stdint.h>

#include "../DiskJournal/disk_journal.h"

// Appends a record, and ends the process when that fails: a test must not believe an incomplete journal. Does nothing
// when the environment names no journal. Called with the disk locked.
void append_record(enum disk_record_kind kind, uint64_t file, uint64_t offset, const void *data, size_t size);

// Ends the process with a message about the latest system call.
_Noreturn void give_up(const char *what);

#endif
