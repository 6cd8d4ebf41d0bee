#pragma once
#include <stddef.h>
#include <stdint.h>

/// Packs records as they lie in memory with zlib, `block` of them at a time, and checks each block
/// with CRC-32: what an export does at the least. Answers the number of packed bytes.
size_t zfloor_pack(const uint8_t *bytes, const size_t *ends, size_t count, size_t block, int level);
