// A disk that a test controls: loaded by LD_PRELOAD into a real tributaryd, this library stands between the program and
// the files of one directory. It serves Debian's libsqlite3, which calls libc through its dynamic symbols, and the
// program's own calls. Without the variables below it changes nothing.
//
//   TRIBUTARY_DISK_DIRECTORY    absolute path of the directory, spelt as the program is given it
//   TRIBUTARY_DISK_JOURNAL      file outside of it that gets a record of each change, see disk_journal.h
//   TRIBUTARY_DISK_FAULT        WHAT N once|always: the Nth call fails, or each from the Nth on. WHAT is
//                               sync (fsync, fdatasync: EIO), write (EIO), short-write (half of the bytes are written)
//                               or truncate (EIO)
//   TRIBUTARY_DISK_ROOM_FILE    file that holds by how many bytes the files may grow altogether; past it writes fail
//                               with ENOSPC. It is read at each growing write, so that the test can make room.
//   TRIBUTARY_DISK_CLOCK_FILE   file that holds by how many seconds the wall clock is shifted, read at each call
//   TRIBUTARY_DISK_SYNCHRONOUS  `off` turns each `PRAGMA synchronous = FULL` into OFF: the control experiment, which has
//                               to lose what was acknowledged
//
// Memory that is mapped is not seen. SQLite maps only the -shm file, an index of the log that it builds anew when the
// first process opens the database: no journal needs it. A test that finds a file to differ from what the journal says
// has found a call that this library does not know.
