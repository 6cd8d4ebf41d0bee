#ifndef CSHA256_H
#define CSHA256_H

// SHA-256 (FIPS 180-4) of two messages at once, by the processor's SHA instructions.
//
// Each round of one hash waits for the round before, so the instructions stand idle half of the
// time; the rounds of a second message fill that time.

#include <stdbool.h>
#include <stddef.h>

/// Whether this processor has the instructions: x86 with SHA, SSSE3 and SSE4.1.
bool csha256_has_pairs(void);

/// One message, and where its hash of 32 bytes goes.
typedef struct {
    const void *bytes;
    size_t count;
    void *digest;
} csha256_message;

/// Hashes two messages of any lengths; only where `csha256_has_pairs`.
void csha256_pair(csha256_message first, csha256_message second);

#endif
