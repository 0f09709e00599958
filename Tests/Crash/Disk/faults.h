// Faults that the environment asks for.

#ifndef FAULTS_H
#define FAULTS_H

#include <stdbool.h>
#include <stdint.h>

// Counts a call of this kind ("sync", "write", "short-write", "truncate") and says whether it must fail.
// Called with the disk locked.
bool fault_is_due(const char *kind);

// How many of `growth` bytes there is still room for; they count as used. Called with the disk locked.
uint64_t take_room(uint64_t growth);

#endif
