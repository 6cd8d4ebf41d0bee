#include "upserts.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *schema =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
    "CREATE TABLE t_tracking_metric (f_job_id TEXT, f_component_name TEXT, f_task_id TEXT,"
    " f_task_version INTEGER, f_role TEXT, f_party_id TEXT, f_metric_namespace TEXT,"
    " f_metric_name TEXT, f_type INTEGER, f_key TEXT, f_value TEXT, f_create_time INTEGER,"
    " f_order INTEGER, PRIMARY KEY (f_job_id, f_component_name, f_role, f_party_id,"
    " f_task_version, f_metric_namespace, f_metric_name, f_type, f_key)) WITHOUT ROWID;";

static const char *upsert =
    "INSERT INTO t_tracking_metric VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
    " ON CONFLICT DO UPDATE SET f_value = excluded.f_value,"
    " f_create_time = excluded.f_create_time, f_order = excluded.f_order";

static void text(sqlite3_stmt *statement, int place, const char *text) {
    sqlite3_bind_text(statement, place, text, -1, SQLITE_TRANSIENT);
}

static int put(sqlite3_stmt *statement, int number) {
    int row = number / 2;
    char job[32], task[64], key[16], value[32];
    snprintf(job, sizeof job, "20261121080000%07d", row / 400);
    snprintf(task, sizeof task, "%s_hetero_lr_%d", job, row / 40 % 10);
    snprintf(key, sizeof key, "%d", row % 40);
    snprintf(value, sizeof value, "%.17g", 1.0 / (number + 3));
    text(statement, 1, job);
    text(statement, 2, task + strlen(job) + 1);
    text(statement, 3, task);
    sqlite3_bind_int(statement, 4, 0);
    text(statement, 5, "guest");
    text(statement, 6, "9999");
    text(statement, 7, "train");
    text(statement, 8, "loss");
    sqlite3_bind_int(statement, 9, 1);
    text(statement, 10, key);
    text(statement, 11, value);
    sqlite3_bind_int64(statement, 12, 1700000000000 + number);
    sqlite3_bind_int64(statement, 13, (sqlite3_int64)number * 65536);
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? 0 : -1;
}

double upserts_run(const char *path, int count, int batch) {
    sqlite3 *database;
    sqlite3_stmt *statement;
    struct timespec begin, end;
    int failed = 0;
    if (sqlite3_open(path, &database) || sqlite3_exec(database, schema, 0, 0, 0) ||
        sqlite3_prepare_v2(database, upsert, -1, &statement, 0))
        return -1;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (int i = 0; i < count && !failed; i++) {
        if (i % batch == 0) failed |= sqlite3_exec(database, "BEGIN IMMEDIATE", 0, 0, 0);
        failed |= put(statement, i);
        if (i % batch == batch - 1 || i == count - 1)
            failed |= sqlite3_exec(database, "COMMIT", 0, 0, 0);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return failed ? -1
                  : (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec);
}
