#ifndef FAULTS_H
#define FAULTS_H

// What befalls a process and its disk, made to happen on purpose. Linked into a program, this stands
// between it (with the libraries it loads) and the kernel for every write and flush of one file.

#include <stdint.h>
#include <sys/types.h>

/// The calls that can be recorded and made to fail.
enum faults_call { FAULTS_WRITE = 1, FAULTS_FLUSH = 2, FAULTS_DURABLE_WRITE = 3, FAULTS_MARK = 4 };

/// What one record of a trace begins with; the bytes of a write follow.
struct faults_record {
    uint64_t call;
    /// Where a write begins in the file; the number of a mark.
    uint64_t offset;
    uint64_t count;
};

/// Records every write and flush of `path` in the file `trace`, in their order; 0, or -1 and errno.
///
/// `path` need not exist yet. A write through a descriptor with O_DSYNC is a durable write.
int faults_record(const char *path, const char *trace);

/// Puts a mark into the trace: what comes before it has happened before.
void faults_mark(uint64_t number);

/// Lets the next calls of one kind on the recorded file fail with an errno, after `skipped` more
/// have succeeded, for `count` times.
void faults_fail(enum faults_call call, int code, int skipped, int count);

/// Ends this process with SIGKILL after some microseconds, wherever it is then.
int faults_kill_after(long microseconds);

#endif
