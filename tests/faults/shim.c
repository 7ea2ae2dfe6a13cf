/* A disk that fails once, or from then on, at the nth call that could change or flush a file.

   Loaded with LD_PRELOAD. Only files below one folder count; nothing fails before `fault_arm`.
   One kind of trouble: an error number, or a write of which only half arrives. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096
static char below[4096];
static char counted[FILES]; /* by file descriptor: is it a file below the folder? */
static long calls, nth;
static int trouble, lasting;

void fault_arm(const char *folder, long at, int error, int from_then_on) {
    strncpy(below, folder, sizeof below - 1);
    calls = 0, nth = at, trouble = error, lasting = from_then_on;
}

long fault_calls(void) { return calls; }

/* 1: this call is the one. trouble 0 means a short write, which only writes know. */
static int now(void) {
    calls++;
    return nth && (calls == nth || (lasting && calls > nth));
}

static int fails(void) {
    if (!now() || !trouble) return 0;
    errno = trouble;
    return 1;
}

static int is_below(const char *path) {
    return below[0] && path && strncmp(path, below, strlen(below)) == 0;
}

static int is_counted(int fd) { return fd >= 0 && fd < FILES && counted[fd]; }

static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < FILES) counted[fd] = (char)is_below(path);
    return fd;
}

#define REAL(type, name, ...)                                                                     \
    static type (*real)(__VA_ARGS__);                                                             \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define MODE(mode, flags)                                                                         \
    mode_t mode = 0;                                                                              \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                                                      \
        va_list rest;                                                                             \
        va_start(rest, flags);                                                                    \
        mode = va_arg(rest, mode_t);                                                              \
        va_end(rest);                                                                             \
    }

#define OPEN(symbol)                                                                              \
    int symbol(const char *path, int flags, ...) {                                                \
        MODE(mode, flags);                                                                        \
        REAL(int, #symbol, const char *, int, ...);                                               \
        if (is_below(path) && fails()) return -1;                                                 \
        return opened(real(path, flags, mode), path);                                             \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(symbol)                                                                            \
    int symbol(int folder, const char *path, int flags, ...) {                                    \
        MODE(mode, flags);                                                                        \
        REAL(int, #symbol, int, const char *, int, ...);                                          \
        if (is_below(path) && fails()) return -1;                                                 \
        return opened(real(folder, path, flags, mode), path);                                     \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < FILES) counted[fd] = 0;
    return real(fd);
}

/* Half of it arrives where writes are to be short. */
#define LENGTH(fd, length)                                                                        \
    if (is_counted(fd) && now()) {                                                                \
        if (trouble) {                                                                            \
            errno = trouble;                                                                      \
            return -1;                                                                            \
        }                                                                                         \
        if (length > 1) length /= 2;                                                              \
    }

ssize_t write(int fd, const void *from, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    LENGTH(fd, length);
    return real(fd, from, length);
}

#define PWRITE(symbol, offset)                                                                    \
    ssize_t symbol(int fd, const void *from, size_t length, offset at) {                          \
        REAL(ssize_t, #symbol, int, const void *, size_t, offset);                                \
        LENGTH(fd, length);                                                                       \
        return real(fd, from, length, at);                                                        \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define SENDFILE(symbol, offset)                                                                  \
    ssize_t symbol(int to, int from, offset *at, size_t length) {                                 \
        REAL(ssize_t, #symbol, int, int, offset *, size_t);                                       \
        LENGTH(to, length);                                                                       \
        return real(to, from, at, length);                                                        \
    }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)

#define FLUSH(symbol)                                                                             \
    int symbol(int fd) {                                                                          \
        REAL(int, #symbol, int);                                                                  \
        if (is_counted(fd) && fails()) return -1;                                                 \
        return real(fd);                                                                          \
    }
FLUSH(fsync)
FLUSH(fdatasync)

#define TRUNCATE(symbol, offset)                                                                  \
    int symbol(int fd, offset length) {                                                           \
        REAL(int, #symbol, int, offset);                                                          \
        if (is_counted(fd) && fails()) return -1;                                                 \
        return real(fd, length);                                                                  \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (is_below(to) && fails()) return -1;
    return real(from, to);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    if (is_below(path) && fails()) return -1;
    return real(path, mode);
}
