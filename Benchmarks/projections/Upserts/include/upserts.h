#ifndef UPSERTS_H
#define UPSERTS_H

/// Makes `count` upserts of one prepared statement into an SQLite file, `batch` in a transaction:
/// the row of a metric, with the columns, the key and the settings of the site's views. Every second
/// upsert meets a row that is there.
///
/// - Returns: the seconds it took, or a negative number.
double upserts_run(const char *path, int count, int batch);

#endif
