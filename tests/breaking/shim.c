/* Stands between a job and the disk: every call that changes something in one folder is counted,
 * and at the one that was asked for the process is killed, made to wait, or refused.
 *
 * Loaded with LD_PRELOAD; a test calls tz_arm in the process that is to meet the obstacle.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NOTHING, KILL_BEFORE, KILL_AFTER, REFUSE, WAIT, VANISH };
enum { MOST = 65536, LOG = 1 << 20 };
enum { OPEN, WRITE, RENAME, UNLINK, MKDIR, LOOKS };

static int kind, code, wanted;          /* the obstacle; errno or milliseconds; which calls */
static long at, seen;
static char kinds_seen[LOG];            /* a digit a call: its kind */
static char folder[PATH_MAX];
static unsigned char ours[MOST];        /* file descriptors open for writing in the folder */

void tz_arm(const char *where, int obstacle, long number, int value, int kinds)
{
    snprintf(folder, sizeof folder, "%s", where);
    kind = obstacle; at = number; code = value; wanted = kinds;
    seen = 0;
}

/* The kinds of the calls that were counted, in their order. */
const char *tz_seen(void) { kinds_seen[seen < LOG ? seen : LOG - 1] = 0; return kinds_seen; }

static int inside(const char *path)
{
    char full[PATH_MAX];
    if (!folder[0] || !path) return 0;
    if (path[0] != '/') {
        if (!getcwd(full, sizeof full)) return 0;
        size_t length = strlen(full);
        snprintf(full + length, sizeof full - length, "/%s", path);
        path = full;
    }
    size_t length = strlen(folder);
    return !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

/* Whether to go on: 0 where the call is refused. `half` is the rest of a torn write. */
static int met(int which)
{
    if (!folder[0] || !(wanted & (1 << which))) return 1;
    if (seen < LOG) kinds_seen[seen] = '0' + which;
    seen++;
    if (kind == WAIT && (at <= 0 || seen == at)) usleep((useconds_t)code * 1000);
    if (kind == KILL_BEFORE && seen == at) kill(getpid(), SIGKILL);
    if (kind == VANISH && seen == at) {
        char gone[PATH_MAX + 8];
        snprintf(gone, sizeof gone, "%s.weg", folder);
        syscall(SYS_renameat2, AT_FDCWD, folder, AT_FDCWD, gone, 0);
    }
    if (kind == REFUSE && seen >= at) { errno = code; return 0; }
    return 1;
}

static void after(void)
{
    if (kind == KILL_AFTER && folder[0] && seen == at) kill(getpid(), SIGKILL);
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int opened(int file, int flags)
{
    if (file >= 0 && file < MOST) ours[file] = (flags & O_ACCMODE) != O_RDONLY;
    return file;
}

#define OPENING(call) \
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT); \
    mode_t mode = 0; \
    if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    if (!writes || !inside(path)) { int file = call; if (file >= 0 && file < MOST) ours[file] = 0; return file; } \
    if (!met(OPEN)) return -1; \
    int file = opened(call, flags); after(); return file

int open(const char *path, int flags, ...) { REAL(open); OPENING(real(path, flags, mode)); }
int open64(const char *path, int flags, ...) { REAL(open64); OPENING(real(path, flags, mode)); }
int openat(int base, const char *path, int flags, ...) { REAL(openat); OPENING(real(base, path, flags, mode)); }
int openat64(int base, const char *path, int flags, ...) { REAL(openat64); OPENING(real(base, path, flags, mode)); }

int close(int file)
{
    REAL(close);
    if (file >= 0 && file < MOST) ours[file] = 0;
    return real(file);
}

static int is_ours(int file) { return file >= 0 && file < MOST && ours[file]; }

ssize_t write(int file, const void *data, size_t size)
{
    REAL(write);
    if (!is_ours(file)) return real(file, data, size);
    if (!met(WRITE)) return -1;
    if (kind == KILL_AFTER && seen == at) size = (size + 1) / 2;   /* a torn write */
    ssize_t done = real(file, data, size);
    after();
    return done;
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t where)
{
    REAL(pwrite64);
    if (is_ours(file) && !met(WRITE)) return -1;
    ssize_t done = real(file, data, size, where);
    if (is_ours(file)) after();
    return done;
}

ssize_t sendfile64(int out, int in, off64_t *where, size_t size)
{
    REAL(sendfile64);
    if (!is_ours(out)) return real(out, in, where, size);
    if (!met(WRITE)) return -1;
    if (kind == KILL_AFTER && seen == at && size > 1000) size = 1000;
    ssize_t done = real(out, in, where, size);
    after();
    return done;
}

ssize_t sendfile(int out, int in, off_t *where, size_t size)
{
    REAL(sendfile);
    if (!is_ours(out)) return real(out, in, where, size);
    if (!met(WRITE)) return -1;
    if (kind == KILL_AFTER && seen == at && size > 1000) size = 1000;
    ssize_t done = real(out, in, where, size);
    after();
    return done;
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags)
{
    REAL(copy_file_range);
    if (is_ours(out) && !met(WRITE)) return -1;
    ssize_t done = real(in, from, out, to, size, flags);
    if (is_ours(out)) after();
    return done;
}

int ftruncate64(int file, off64_t size)
{
    REAL(ftruncate64);
    if (is_ours(file) && !met(WRITE)) return -1;
    int done = real(file, size);
    if (is_ours(file)) after();
    return done;
}

int fsync(int file)
{
    REAL(fsync);
    if (is_ours(file) && !met(LOOKS)) return -1;
    int done = real(file);
    if (is_ours(file)) after();
    return done;
}

#define STEP(which, mine, call) \
    if (!(mine)) return call; \
    if (!met(which)) return -1; \
    int done = call; after(); return done

int rename(const char *one, const char *other)
{ REAL(rename); STEP(RENAME, inside(one) || inside(other), real(one, other)); }
int renameat(int a, const char *one, int b, const char *other)
{ REAL(renameat); STEP(RENAME, inside(one) || inside(other), real(a, one, b, other)); }
int renameat2(int a, const char *one, int b, const char *other, unsigned flags)
{ REAL(renameat2); STEP(RENAME, inside(one) || inside(other), real(a, one, b, other, flags)); }
int unlink(const char *path) { REAL(unlink); STEP(UNLINK, inside(path), real(path)); }
int unlinkat(int base, const char *path, int flags)
{ REAL(unlinkat); STEP(UNLINK, inside(path), real(base, path, flags)); }
int rmdir(const char *path) { REAL(rmdir); STEP(UNLINK, inside(path), real(path)); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); STEP(MKDIR, inside(path), real(path, mode)); }
int mkdirat(int base, const char *path, mode_t mode)
{ REAL(mkdirat); STEP(MKDIR, inside(path), real(base, path, mode)); }
int link(const char *one, const char *other)
{ REAL(link); STEP(OPEN, inside(other), real(one, other)); }
int symlink(const char *one, const char *other)
{ REAL(symlink); STEP(OPEN, inside(other), real(one, other)); }
int chmod(const char *path, mode_t mode) { REAL(chmod); STEP(LOOKS, inside(path), real(path, mode)); }
int fchmodat(int base, const char *path, mode_t mode, int flags)
{ REAL(fchmodat); STEP(LOOKS, inside(path), real(base, path, mode, flags)); }
int utimensat(int base, const char *path, const struct timespec times[2], int flags)
{ REAL(utimensat); STEP(LOOKS, inside(path), real(base, path, times, flags)); }
