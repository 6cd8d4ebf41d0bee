#include "floor.h"

#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { key_size = 8, hash_size = 32, row_hashes = 16, tile_hashes = 256, page_size = 1 << 19 };

struct floor_log {
    MDB_env *env;
    MDB_dbi events, leaf_tiles, node_tiles, streams, index, facts;
    uint64_t head;
};

static void check(int code, const char *doing) {
    if (code == MDB_SUCCESS) return;
    fprintf(stderr, "floor: %s: %s\n", doing, mdb_strerror(code));
    exit(1);
}

static void store(uint8_t *target, uint64_t number) {
    number = __builtin_bswap64(number);
    memcpy(target, &number, sizeof number);
}

static uint64_t load(const void *source) {
    uint64_t number;
    memcpy(&number, source, sizeof number);
    return __builtin_bswap64(number);
}

floor_log *floor_open(const char *path, size_t map_size, int durable) {
    floor_log *log = calloc(1, sizeof *log);
    MDB_txn *txn;
    check(mdb_env_create(&log->env), "create");
    check(mdb_env_set_maxdbs(log->env, 32), "tables");
    check(mdb_env_set_mapsize(log->env, map_size), "map size");
    check(mdb_env_open(log->env, path, MDB_NOTLS | (durable ? 0 : MDB_NOSYNC), 0640), "open");
    check(mdb_txn_begin(log->env, NULL, 0, &txn), "begin");
    check(mdb_dbi_open(txn, "events", MDB_CREATE, &log->events), "events");
    check(mdb_dbi_open(txn, "leaf-tiles", MDB_CREATE, &log->leaf_tiles), "leaf tiles");
    check(mdb_dbi_open(txn, "node-tiles", MDB_CREATE, &log->node_tiles), "node tiles");
    check(mdb_dbi_open(txn, "streams", MDB_CREATE, &log->streams), "streams");
    check(mdb_dbi_open(txn, "index", MDB_CREATE, &log->index), "index");
    check(mdb_dbi_open(txn, "facts", MDB_CREATE, &log->facts), "facts");
    MDB_stat stat;
    check(mdb_stat(txn, log->events, &stat), "stat");
    log->head = stat.ms_entries;
    check(mdb_txn_commit(txn), "commit");
    return log;
}

void floor_close(floor_log *log) {
    mdb_env_close(log->env);
    free(log);
}

static void put(MDB_cursor *cursor, void *key, size_t key_count, const void *value,
                size_t count, unsigned flags) {
    MDB_val k = {key_count, key}, v = {count, (void *)value};
    check(mdb_cursor_put(cursor, &k, &v, flags), "put");
}

static MDB_cursor *cursor_in(MDB_txn *txn, MDB_dbi table) {
    MDB_cursor *cursor;
    check(mdb_cursor_open(txn, table, &cursor), "cursor");
    return cursor;
}

// The rows of the tree's tiles that the commit touches, without the hashes in them.
static void put_tiles(MDB_txn *txn, floor_log *log, uint64_t before) {
    MDB_cursor *leaves = cursor_in(txn, log->leaf_tiles);
    uint8_t row[row_hashes * hash_size] = {0}, key[16];
    for (uint64_t i = before / row_hashes; i * row_hashes < log->head; i++) {
        store(key, i);
        int is_new = i * row_hashes >= before;
        put(leaves, key, key_size, row, sizeof row, is_new ? MDB_APPEND : 0);
    }
    uint64_t old_nodes = before / tile_hashes, nodes = log->head / tile_hashes;
    if (nodes == old_nodes) return;
    MDB_cursor *above = cursor_in(txn, log->node_tiles);
    for (uint64_t i = old_nodes / row_hashes; i * row_hashes < nodes; i++) {
        store(key, 1);
        store(key + 8, i);
        put(above, key, sizeof key, row, sizeof row, 0);
    }
}

void floor_append(floor_log *log, const floor_records *records, size_t count, unsigned stream) {
    MDB_txn *txn;
    check(mdb_txn_begin(log->env, NULL, 0, &txn), "begin");
    MDB_cursor *events = cursor_in(txn, log->events);
    MDB_cursor *streams = cursor_in(txn, log->streams), *index = cursor_in(txn, log->index);

    char name[64];
    int name_size = snprintf(name, sizeof name, "party-20240101120000000%03u/guest/9999", stream);
    MDB_val name_key = {(size_t)name_size, name}, found;
    uint8_t entry[16], place[16], key[key_size], position[8];
    uint64_t before = log->head;
    int code = mdb_cursor_get(streams, &name_key, &found, MDB_SET_KEY);
    if (code != MDB_NOTFOUND) check(code, "get");
    uint64_t version = code == MDB_NOTFOUND ? 0 : load((uint8_t *)found.mv_data + 8);

    for (size_t i = 0; i < count; i++) {
        size_t start = i == 0 ? 0 : records->ends[i - 1];
        store(key, ++log->head);
        put(events, key, sizeof key, records->bytes + start, records->ends[i] - start, MDB_APPEND);
        store(place, stream + 1);
        store(place + 8, ++version);
        store(position, log->head);
        put(index, place, sizeof place, position, sizeof position, 0);
    }
    store(entry, stream + 1);
    store(entry + 8, version);
    put(streams, name, (size_t)name_size, entry, sizeof entry, 0);
    put_tiles(txn, log, before);
    check(mdb_txn_commit(txn), "commit");
}

typedef void (*visit)(const uint8_t *bytes, size_t count, uint64_t *sum);

static inline size_t scan(floor_log *log, uint64_t *sum, visit visit) {
    MDB_txn *txn;
    MDB_val key, value;
    size_t count = 0;
    check(mdb_txn_begin(log->env, NULL, MDB_RDONLY, &txn), "begin");
    MDB_cursor *events = cursor_in(txn, log->events);
    while (mdb_cursor_get(events, &key, &value, MDB_NEXT) == MDB_SUCCESS) {
        visit(value.mv_data, value.mv_size, sum);
        *sum += load(key.mv_data);
        count++;
    }
    mdb_cursor_close(events);
    mdb_txn_abort(txn);
    return count;
}

static void visit_start(const uint8_t *bytes, size_t count, uint64_t *sum) {
    *sum += count + load(bytes);
}

static void visit_bytes(const uint8_t *bytes, size_t count, uint64_t *sum) {
    for (size_t i = 0; i < count; i++) *sum += bytes[i];
}

static uint8_t page[page_size];
static size_t page_end;

static void visit_copy(const uint8_t *bytes, size_t count, uint64_t *sum) {
    if (page_end + count > page_size) page_end = 0;
    memcpy(page + page_end, bytes, count);
    *sum += page[page_end + count - 1];
    page_end += count;
}

size_t floor_walk(floor_log *log, uint64_t *sum) { return scan(log, sum, visit_start); }
size_t floor_sum(floor_log *log, uint64_t *sum) { return scan(log, sum, visit_bytes); }
size_t floor_copy(floor_log *log, uint64_t *sum) { return scan(log, sum, visit_copy); }
