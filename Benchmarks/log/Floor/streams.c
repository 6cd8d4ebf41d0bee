#define _GNU_SOURCE
#include "streams.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct connection {
    int socket, left;
    double sent;
    char *request;
    size_t size;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int send_request(struct connection *connection) {
    connection->sent = now();
    ssize_t count = send(connection->socket, connection->request, connection->size, MSG_NOSIGNAL);
    return count == (ssize_t)connection->size ? 0 : -1;
}

static int open_connection(struct connection *connection, int port, int number, int each,
                           const char *value, size_t size) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int on = 1;
    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(connection->socket, (struct sockaddr *)&address, sizeof address) != 0) return -1;
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    char stream[16];
    int stream_size = snprintf(stream, sizeof stream, "stream-%d", number);
    connection->left = each;
    connection->request = malloc(size + 128);
    int start = sprintf(connection->request,
                        "*5\r\n$4\r\nXADD\r\n$%d\r\n%s\r\n$1\r\n*\r\n$1\r\ne\r\n$%zu\r\n",
                        stream_size, stream, size);
    memcpy(connection->request + start, value, size);
    memcpy(connection->request + start + size, "\r\n", 2);
    connection->size = (size_t)start + size + 2;
    return 0;
}

/// Reads one answer; the identifier of the entry as a bulk string.
static int read_answer(struct connection *connection) {
    char answer[256];
    size_t size = 0;
    while (size < 4 || answer[size - 1] != '\n' || memchr(answer, '\n', size - 1) == NULL) {
        ssize_t count = recv(connection->socket, answer + size, sizeof answer - size, 0);
        if (count <= 0) return -1;
        size += (size_t)count;
        if (answer[0] != '$') return -1;
    }
    return 0;
}

double streams_append(int port, int count, int each, const char *values, const size_t *ends,
                      size_t value_count, double *latencies) {
    struct connection connections[count];
    int queue = epoll_create1(EPOLL_CLOEXEC), open = count, failed = 0;
    for (int i = 0; i < count; i++) {
        size_t value = (size_t)i % value_count, start = value == 0 ? 0 : ends[value - 1];
        if (open_connection(&connections[i], port, i, each, values + start, ends[value] - start))
            return -1;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[i]};
        epoll_ctl(queue, EPOLL_CTL_ADD, connections[i].socket, &event);
    }
    double begin = now();
    for (int i = 0; i < count; i++) failed |= send_request(&connections[i]);
    while (open > 0 && !failed) {
        struct epoll_event events[64];
        int ready = epoll_wait(queue, events, 64, -1);
        for (int i = 0; i < ready && !failed; i++) {
            struct connection *connection = events[i].data.ptr;
            failed |= read_answer(connection);
            *latencies++ = now() - connection->sent;
            if (--connection->left == 0) open--;
            else failed |= send_request(connection);
        }
    }
    double time = now() - begin;
    for (int i = 0; i < count; i++) {
        close(connections[i].socket);
        free(connections[i].request);
    }
    close(queue);
    return failed ? -1 : time;
}

int streams_flush(const char *path, int count, int is_written, double *latencies) {
    static char block[4096];
    memset(block, 7, sizeof block);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return -1;
    for (int i = 0; is_written && i < count; i++)
        if (write(file, block, sizeof block) != sizeof block) return -1;
    if (fsync(file) != 0) return -1;
    for (int i = 0; i < count; i++) {
        double begin = now();
        if (pwrite(file, block, sizeof block, (off_t)i * 4096) != sizeof block) return -1;
        if (fsync(file) != 0) return -1;
        latencies[i] = now() - begin;
    }
    close(file);
    return unlink(path);
}
