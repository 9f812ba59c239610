// Lets a disk fail: after FAULT_AFTER operations on files under FAULT_UNDER one of them fails with FAULT_ERROR, and with FAULT_STAYS every later one.
// Loaded with LD_PRELOAD.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long count;

static int due(const char *kind) {
  const char *only = getenv("FAULT_ONLY"), *after = getenv("FAULT_AFTER"), *error = getenv("FAULT_ERROR"), *mark = getenv("FAULT_MARK");
  if (!after || (only && !strstr(only, kind))) return 0;
  long number = atomic_fetch_add(&count, 1);
  if (number != atol(after) && !(number > atol(after) && getenv("FAULT_STAYS"))) return 0;
  if (mark) {
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int file = real(mark, O_CREAT | O_WRONLY | O_APPEND, 0600);
    if (file >= 0) { dprintf(file, "%s ", kind); close(file); }
  }
  errno = error ? atoi(error) : EIO;
  return 1;
}

static int under(const char *path) {
  const char *folder = getenv("FAULT_UNDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int ours(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return under(path);
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *from, size_t size) { REAL(write); return ours(file) && due("write") ? -1 : real(file, from, size); }
ssize_t pwrite(int file, const void *from, size_t size, off_t at) { REAL(pwrite); return ours(file) && due("write") ? -1 : real(file, from, size, at); }
ssize_t pwrite64(int file, const void *from, size_t size, off64_t at) { REAL(pwrite64); return ours(file) && due("write") ? -1 : real(file, from, size, at); }
ssize_t pwritev(int file, const struct iovec *from, int pieces, off_t at) { REAL(pwritev); return ours(file) && due("write") ? -1 : real(file, from, pieces, at); }
ssize_t pwritev64(int file, const struct iovec *from, int pieces, off64_t at) { REAL(pwritev64); return ours(file) && due("write") ? -1 : real(file, from, pieces, at); }
int fsync(int file) { REAL(fsync); return ours(file) && due("fsync") ? -1 : real(file); }
int ftruncate(int file, off_t size) { REAL(ftruncate); return ours(file) && due("truncate") ? -1 : real(file, size); }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); return ours(file) && due("truncate") ? -1 : real(file, size); }
int rename(const char *from, const char *to) { REAL(rename); return under(to) && due("rename") ? -1 : real(from, to); }

static int opened(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  return (flags & O_CREAT) && under(path) && due("open") ? -1 : real(path, flags, mode);
}

int open(const char *path, int flags, ...) { va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); return opened("open", path, flags, mode); }
int open64(const char *path, int flags, ...) { va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); return opened("open64", path, flags, mode); }
