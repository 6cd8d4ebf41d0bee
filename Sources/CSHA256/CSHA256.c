#include "CSHA256.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum { block_size = 64, lanes_max = 2 };

#define WITH_SHA __attribute__((target("sha,ssse3,sse4.1")))
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define NEVER_INLINE static __attribute__((noinline))

bool csha256_has_pairs(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

// The fractions of the cube roots of the first 64 primes.
static const uint32_t constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/// The eight words of a hash, as the instructions want them.
typedef struct {
    __m128i abef, cdgh;
} state;

/// A message on its way: its whole blocks, then its last bytes with the padding.
typedef struct {
    const uint8_t *bytes;
    size_t whole_count, block_count;
    uint8_t tail[2 * block_size];
    state state;
} lane;

ALWAYS_INLINE WITH_SHA void begin(lane *lane, const csha256_message *message) {
    const size_t rest = message->count % block_size;
    const size_t tail = rest + 1 + sizeof(uint64_t) <= block_size ? block_size : 2 * block_size;
    lane->bytes = message->bytes;
    lane->whole_count = message->count / block_size;
    lane->block_count = lane->whole_count + tail / block_size;
    memset(lane->tail, 0, tail);
    if (rest > 0) memcpy(lane->tail, lane->bytes + lane->whole_count * block_size, rest);
    lane->tail[rest] = 0x80;
    const uint64_t bits = __builtin_bswap64((uint64_t)message->count * 8);
    memcpy(lane->tail + tail - sizeof bits, &bits, sizeof bits);
    // The fractions of the square roots of the first 8 primes.
    lane->state.abef = _mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c);
    lane->state.cdgh = _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19);
}

ALWAYS_INLINE const uint8_t *block_of(const lane *lane, size_t number) {
    if (number < lane->whole_count) return lane->bytes + number * block_size;
    return lane->tail + (number - lane->whole_count) * block_size;
}

/// Four rounds of one message; the words of its schedule become those of 16 rounds later.
ALWAYS_INLINE WITH_SHA void four_rounds(state *state, __m128i words[4], int step) {
    const __m128i k = _mm_load_si128((const __m128i *)(constants + 4 * step));
    const __m128i sum = _mm_add_epi32(words[step % 4], k);
    state->cdgh = _mm_sha256rnds2_epu32(state->cdgh, state->abef, sum);
    state->abef = _mm_sha256rnds2_epu32(state->abef, state->cdgh, _mm_shuffle_epi32(sum, 0x0e));
    if (step >= 12) return;
    const __m128i last = words[(step + 3) % 4];
    const __m128i nearly = _mm_alignr_epi8(last, words[(step + 2) % 4], 4);
    const __m128i first = _mm_sha256msg1_epu32(words[step % 4], words[(step + 1) % 4]);
    words[step % 4] = _mm_sha256msg2_epu32(_mm_add_epi32(first, nearly), last);
}

/// Holds the compiler off finishing one message before it begins the other: for all it knows, what
/// comes out of here depends on both.
ALWAYS_INLINE void keep_in_step(state *first, state *second) {
    __asm__("" : "+x"(first->abef), "+x"(second->abef));
}

/// One block of each of `count` messages; `count` is a constant wherever this is inlined.
ALWAYS_INLINE WITH_SHA void compress(lane *const lanes[], int count, size_t number) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i words[lanes_max][4];
    state states[lanes_max];
    for (int i = 0; i < count; i++) {
        const __m128i *block = (const __m128i *)block_of(lanes[i], number);
        for (int k = 0; k < 4; k++) {
            words[i][k] = _mm_shuffle_epi8(_mm_loadu_si128(block + k), big_endian);
        }
        states[i] = lanes[i]->state;
    }
#pragma clang loop unroll(full)
    for (int step = 0; step < 16; step++) {
        for (int i = 0; i < count; i++) four_rounds(&states[i], words[i], step);
        if (count == lanes_max) keep_in_step(&states[0], &states[1]);
    }
    for (int i = 0; i < count; i++) {
        lanes[i]->state.abef = _mm_add_epi32(lanes[i]->state.abef, states[i].abef);
        lanes[i]->state.cdgh = _mm_add_epi32(lanes[i]->state.cdgh, states[i].cdgh);
    }
}

// Not inlined: what both messages need during the rounds fills all registers, so the
// states from before have to wait in memory.
NEVER_INLINE WITH_SHA void compress_both(lane *first, lane *second, size_t number) {
    compress((lane *const[]){first, second}, 2, number);
}

NEVER_INLINE WITH_SHA void compress_one(lane *lane, size_t number) {
    compress(&lane, 1, number);
}

ALWAYS_INLINE WITH_SHA void store(const state *state, uint8_t *digest) {
    const __m128i reversed = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
    const __m128i abcd = _mm_unpackhi_epi64(state->cdgh, state->abef);
    const __m128i efgh = _mm_unpacklo_epi64(state->cdgh, state->abef);
    _mm_storeu_si128((__m128i *)digest, _mm_shuffle_epi8(abcd, reversed));
    _mm_storeu_si128((__m128i *)(digest + 16), _mm_shuffle_epi8(efgh, reversed));
}

WITH_SHA void csha256_pair(csha256_message first, csha256_message second) {
    lane a, b;
    begin(&a, &first);
    begin(&b, &second);
    size_t number = 0;
    while (number < a.block_count && number < b.block_count) compress_both(&a, &b, number++);
    lane *const longer = number < a.block_count ? &a : &b;
    while (number < longer->block_count) compress_one(longer, number++);
    store(&a.state, first.digest);
    store(&b.state, second.digest);
}

#else

bool csha256_has_pairs(void) { return false; }

void csha256_pair(csha256_message first, csha256_message second) {
    (void)first;
    (void)second;
    __builtin_trap();
}

#endif
