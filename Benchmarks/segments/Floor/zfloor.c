#include "zfloor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void check(int code, const char *doing) {
    if (code == Z_OK || code == Z_STREAM_END) return;
    fprintf(stderr, "floor: %s: %d\n", doing, code);
    exit(1);
}

size_t zfloor_pack(const uint8_t *bytes, const size_t *ends, size_t count, size_t block, int level) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    check(deflateInit(&stream, level), "init");
    size_t packed = 0, room = 0, start = 0;
    uint8_t *target = NULL;
    for (size_t first = 0; first < count; first += block) {
        size_t last = first + block < count ? first + block : count;
        size_t size = ends[last - 1] - start;
        check(deflateReset(&stream), "reset");
        if (deflateBound(&stream, size) > room) {
            room = deflateBound(&stream, size);
            target = realloc(target, room);
        }
        stream.next_in = (Bytef *)bytes + start;
        stream.avail_in = (uInt)size;
        stream.next_out = target;
        stream.avail_out = (uInt)room;
        check(deflate(&stream, Z_FINISH), "deflate");
        size_t count_packed = room - stream.avail_out;
        packed += count_packed + (crc32(0, target, (uInt)count_packed) & 0);
        start = ends[last - 1];
    }
    deflateEnd(&stream);
    free(target);
    return packed;
}
