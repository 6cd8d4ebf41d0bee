#ifndef CLINUX_H
#define CLINUX_H

// What Swift's Glibc module leaves out: calls of Linux that are younger than it, variadic ones and
// GNU extensions. Each returns what the call returns, with errno set.
//
// The bodies are not inline: they need _GNU_SOURCE, under which the C library's types no longer
// agree with those that Swift imported without it.

#include <sys/epoll.h>
#include <spawn.h>
#include <sys/types.h>

/// A descriptor that names a process for good and is readable once it has ended. Closed on exec.
int clinux_pidfd_open(pid_t process);

/// Sends a signal to the process that the descriptor names; ESRCH once it has been waited for.
int clinux_pidfd_send_signal(int pidfd, int signal);

/// Waits for the ended child that the descriptor names.
///
/// `code` gets its exit code, or `signal` the signal that killed it; the other one is 0.
/// ECHILD when it is no child of this process.
int clinux_pidfd_wait(int pidfd, int *code, int *signal);

/// Takes the lock of an open file for itself alone; EWOULDBLOCK when another process holds it.
int clinux_try_lock(int file);

/// Opens a file for reading and writing, made when there is none. Closed on exec.
int clinux_open_or_make(const char *path, mode_t mode);

/// The number of the calling thread.
pid_t clinux_thread_id(void);

/// Makes the new process the leader of a session of its own, with all signals as by default.
int clinux_spawn_in_own_session(posix_spawnattr_t *attributes);

/// Closes in the new process all descriptors from `first` on.
int clinux_spawn_closing_from(posix_spawn_file_actions_t *actions, int first);

/// Starts the new process in a directory.
int clinux_spawn_in_directory(posix_spawn_file_actions_t *actions, const char *directory);

/// Copies the calling process (`fork`); the copy is a child of this process's parent, which waits
/// for it. 0 in the copy, -1 when there is none.
///
/// For a process with one thread only. The C library takes the copy's thread for that of the
/// original when it notes who holds a lock.
pid_t clinux_fork_sibling(void);

/// Hands an open descriptor, with one byte, to the process at the other end of a socket.
int clinux_send_descriptor(int socket, int descriptor);

/// A descriptor that was handed over, closed on exec; -1 when the other end is closed, or on errors.
int clinux_receive_descriptor(int socket);

#endif
