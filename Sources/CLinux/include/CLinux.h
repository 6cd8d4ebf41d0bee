#ifndef CLINUX_H
#define CLINUX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

// What Swift's Glibc module leaves out: calls of Linux that are younger than it, variadic ones and
// those whose header it does not import. Each returns what the call returns, with errno set.

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/// A descriptor that names a process for good and is readable once it has ended. Closed on exec.
static inline int clinux_pidfd_open(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}

/// Sends a signal to the process that the descriptor names; ESRCH once it has been waited for.
static inline int clinux_pidfd_send_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, (siginfo_t *)0, 0);
}

/// Waits for the ended child that the descriptor names.
///
/// `code` gets its exit code, or `signal` the signal that killed it; the other one is 0.
/// ECHILD when it is no child of this process.
static inline int clinux_wait_pidfd(int pidfd, int *code, int *signal) {
    siginfo_t info = {0};
    if (waitid((idtype_t)3 /* P_PIDFD */, (id_t)pidfd, &info, WEXITED) != 0) return -1;
    *code = info.si_code == CLD_EXITED ? info.si_status : 0;
    *signal = info.si_code == CLD_EXITED ? 0 : info.si_status;
    return 0;
}

/// Takes the lock of an open file for itself alone; EWOULDBLOCK when another process holds it.
static inline int clinux_try_lock(int file) {
    return flock(file, LOCK_EX | LOCK_NB);
}

/// Opens a file as `open` does, which is variadic.
static inline int clinux_open(const char *path, int flags, mode_t mode) {
    return open(path, flags | O_CLOEXEC, mode);
}

/// Makes the new process the leader of a session of its own, with all signals as by default.
static inline int clinux_set_own_session(posix_spawnattr_t *attributes) {
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setsigmask(attributes, &none);
    return posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

#endif
