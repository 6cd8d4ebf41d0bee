#ifndef STREAMS_H
#define STREAMS_H

#include <stddef.h>

/// Appends to streams of a Redis server on this machine, one after another on each of several
/// connections: the next is sent when the one before was acknowledged.
///
/// - Parameters:
///   - values: what to append, `value_count` pieces that end at `ends`.
///   - latencies: room for `connections * each` seconds; they come in any order.
/// - Returns: the seconds that all of it took, or a negative number when the server went away.
double streams_append(int port, int connections, int each, const char *values, const size_t *ends,
                      size_t value_count, double *latencies);

/// Appends 4 KiB to a file and flushes it, `count` times; with the seconds that each took. When
/// `is_written` is not 0 the space was written beforehand.
int streams_flush(const char *path, int count, int is_written, double *latencies);

#endif
