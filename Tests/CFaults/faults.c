#define _GNU_SOURCE
#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static char *path;
static int trace = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct { int code, skipped, count; } planned[FAULTS_MARK];

int faults_record(const char *file, const char *trace_file) {
    int descriptor = open(trace_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return -1;
    path = strdup(file);
    trace = descriptor;
    return 0;
}

void faults_fail(enum faults_call call, int code, int skipped, int count) {
    pthread_mutex_lock(&lock);
    planned[call].code = code;
    planned[call].skipped = skipped;
    planned[call].count = count;
    pthread_mutex_unlock(&lock);
}

static int is_recorded(int descriptor) {
    struct stat opened, named;
    return trace >= 0 && fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

static void record(enum faults_call call, uint64_t offset, const struct iovec *parts, int count) {
    struct faults_record header = {call, offset, 0};
    for (int i = 0; i < count; i++) header.count += parts[i].iov_len;
    struct iovec all[count + 1];
    all[0] = (struct iovec){&header, sizeof header};
    for (int i = 0; i < count; i++) all[i + 1] = parts[i];
    size_t size = sizeof header + header.count;
    if (syscall(SYS_writev, trace, all, count + 1) != (ssize_t)size) abort();
}

void faults_mark(uint64_t number) {
    pthread_mutex_lock(&lock);
    record(FAULTS_MARK, number, NULL, 0);
    pthread_mutex_unlock(&lock);
}

/// Whether this call was to fail; sets errno.
static int fails(enum faults_call call) {
    if (planned[call].count == 0) return 0;
    if (planned[call].skipped > 0) {
        planned[call].skipped--;
        return 0;
    }
    planned[call].count--;
    errno = planned[call].code;
    return 1;
}

static ssize_t write_parts(int descriptor, const struct iovec *parts, int count, off_t offset) {
    pthread_mutex_lock(&lock);
    enum faults_call call =
        fcntl(descriptor, F_GETFL) & O_DSYNC ? FAULTS_DURABLE_WRITE : FAULTS_WRITE;
    ssize_t written = -1;
    if (!fails(call)) {
        written = syscall(SYS_pwritev, descriptor, parts, count, offset, 0);
        if (written > 0) record(call, (uint64_t)offset, parts, count);
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset) {
    if (!is_recorded(descriptor))
        return syscall(SYS_pwrite64, descriptor, bytes, size, offset);
    struct iovec part = {(void *)bytes, size};
    return write_parts(descriptor, &part, 1, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    if (!is_recorded(descriptor)) return syscall(SYS_writev, descriptor, parts, count);
    off_t offset = lseek(descriptor, 0, SEEK_CUR);
    ssize_t written = write_parts(descriptor, parts, count, offset);
    if (written > 0) lseek(descriptor, written, SEEK_CUR);
    return written;
}

int fdatasync(int descriptor) {
    if (!is_recorded(descriptor)) return (int)syscall(SYS_fdatasync, descriptor);
    pthread_mutex_lock(&lock);
    int result = -1;
    if (!fails(FAULTS_FLUSH)) {
        result = (int)syscall(SYS_fdatasync, descriptor);
        if (result == 0) record(FAULTS_FLUSH, 0, NULL, 0);
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return result;
}

int faults_kill_after(long microseconds) {
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    struct itimerspec time = {
        .it_value = {microseconds / 1000000, microseconds % 1000000 * 1000 + 1}};
    timer_t timer;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return -1;
    return timer_settime(timer, 0, &time, NULL);
}
