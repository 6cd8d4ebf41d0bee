#include <lmdb.h>

/// Asks the processor for memory before it is needed. A hint: nothing need be there.
static inline void clmdb_prefetch(const void *start, size_t count) {
    for (size_t place = 0; place < count; place += 64)
        __builtin_prefetch((const char *)start + place);
}
