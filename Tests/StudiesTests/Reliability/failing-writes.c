// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loaded before the C library (LD_PRELOAD), counts what a process writes to files below FAULT_BELOW and lets the write of
// number FAULT_AT go wrong in the way of FAULT_KIND:
//
//   enospc   the disk is full from then on
//   eio      the disk fails once
//   short    half of it is written, then the disk is full
//   kill     half of it is written, then the process is killed
//
// With FAULT_COUNT=path the number of writes is written there at the end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long writes;
static long fault_at = -1;
static const char *below, *kind = "enospc";

__attribute__((constructor)) static void begin(void) {
  below = getenv("FAULT_BELOW");
  if (getenv("FAULT_AT")) fault_at = atol(getenv("FAULT_AT"));
  if (getenv("FAULT_KIND")) kind = getenv("FAULT_KIND");
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (file) {
    fprintf(file, "%ld\n", atomic_load(&writes));
    fclose(file);
  }
}

static int concerns(int descriptor) {
  char name[64], path[4096];
  if (!below) return 0;
  snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(name, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  // What maps the log's index is memory, not data.
  if (strstr(path, "-shm")) return 0;
  return strncmp(path, below, strlen(below)) == 0;
}

// 0: go on; 1: fail now; 2: write half of it, then fail or die.
static int verdict(int descriptor) {
  if (!concerns(descriptor)) return 0;
  long number = atomic_fetch_add(&writes, 1);
  if (fault_at < 0 || number < fault_at) return 0;
  if (number == fault_at) {
    if (!strcmp(kind, "short") || !strcmp(kind, "kill")) return 2;
    return 1;
  }
  return !strcmp(kind, "enospc") || !strcmp(kind, "short");
}

static ssize_t fail(void) {
  errno = strcmp(kind, "eio") ? ENOSPC : EIO;
  return -1;
}

#define REAL(name, type) \
  static type real; \
  if (!real) real = (type)dlsym(RTLD_NEXT, name)

ssize_t write(int descriptor, const void *bytes, size_t count) {
  typedef ssize_t (*Write)(int, const void *, size_t);
  REAL("write", Write);
  int what = verdict(descriptor);
  if (what == 1) return fail();
  if (what == 2) {
    real(descriptor, bytes, count / 2);
    if (!strcmp(kind, "kill")) raise(SIGKILL);
    return fail();
  }
  return real(descriptor, bytes, count);
}

static ssize_t write_at(const char *name, int descriptor, const void *bytes, size_t count, off_t offset) {
  typedef ssize_t (*Write)(int, const void *, size_t, off_t);
  Write real = (Write)dlsym(RTLD_NEXT, name);
  int what = verdict(descriptor);
  if (what == 1) return fail();
  if (what == 2) {
    real(descriptor, bytes, count / 2, offset);
    if (!strcmp(kind, "kill")) raise(SIGKILL);
    return fail();
  }
  return real(descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  return write_at("pwrite", descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off_t offset) {
  return write_at("pwrite64", descriptor, bytes, count, offset);
}

static int flush(const char *name, int descriptor) {
  typedef int (*Flush)(int);
  Flush real = (Flush)dlsym(RTLD_NEXT, name);
  int what = verdict(descriptor);
  if (what && !strcmp(kind, "kill")) raise(SIGKILL);
  if (what) {
    errno = EIO;
    return -1;
  }
  return real(descriptor);
}

int fsync(int descriptor) { return flush("fsync", descriptor); }
int fdatasync(int descriptor) { return flush("fdatasync", descriptor); }
