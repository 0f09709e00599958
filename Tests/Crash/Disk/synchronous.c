// The control experiment: a server that does not sync. Its own code has no such switch, so the statement is replaced on
// its way into SQLite.

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "next_function.h"

static const char full[] = "PRAGMA synchronous = FULL";
static const char off[] = "PRAGMA synchronous = OFF";

static bool is_replaced(const char *sql) {
  const char *wish = getenv("TRIBUTARY_DISK_SYNCHRONOUS");
  return wish && strcmp(wish, "off") == 0 && strncmp(sql, full, sizeof full - 1) == 0;
}

int sqlite3_prepare_v3(
    sqlite3 *database, const char *sql, int size, unsigned int flags, sqlite3_stmt **statement, const char **tail) {
  if (!is_replaced(sql)) return NEXT_FUNCTION(sqlite3_prepare_v3)(database, sql, size, flags, statement, tail);
  // The rest of the text is the caller's own.
  if (tail) *tail = sql + sizeof full - 1;
  return NEXT_FUNCTION(sqlite3_prepare_v3)(database, off, -1, flags, statement, NULL);
}

int sqlite3_prepare_v2(
    sqlite3 *database, const char *sql, int size, sqlite3_stmt **statement, const char **tail) {
  return sqlite3_prepare_v3(database, sql, size, 0, statement, tail);
}
