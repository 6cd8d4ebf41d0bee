// What C can do over liblmdb with the log's own tables: the floor that the log is compared with.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct floor_log floor_log;

// Records laid end to end; record i is bytes[ends[i - 1]] up to bytes[ends[i]].
typedef struct {
    const uint8_t *bytes;
    const size_t *ends;
    size_t count;
} floor_records;

// Opens a log in an existing directory. Ends the program when LMDB fails.
floor_log *floor_open(const char *path, size_t map_size, int durable);
void floor_close(floor_log *log);

// One durable commit of `count` events of one stream: the puts that the Swift log makes, of the
// same bytes, without its hashing.
void floor_append(floor_log *log, const floor_records *records, size_t count, unsigned stream);

// Walks all records, reads their keys and the first bytes; returns how many there are.
size_t floor_walk(floor_log *log, uint64_t *sum);

// Walks all records and adds up every byte.
size_t floor_sum(floor_log *log, uint64_t *sum);

// Walks all records and copies each into a buffer that holds a page of them.
size_t floor_copy(floor_log *log, uint64_t *sum);
