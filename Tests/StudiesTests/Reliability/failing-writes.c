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
//   cut      the power fails: what no flush has brought to the disk is lost, every third time all of it, else half of the
//            writes by lot, and the process is killed
//
// What a cut does to names (files made or renamed and not flushed with their directory) is not imitated.
//
// With FAULT_COUNT=path the number of writes is written there at the end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

#define REAL(name, type) \
  static type real; \
  if (!real) real = (type)dlsym(RTLD_NEXT, name)

typedef ssize_t (*WriteAt)(int, const void *, size_t, off_t);

// A write that no flush has followed: where, and what was there before.
struct unflushed {
  dev_t device;
  ino_t inode;
  off_t offset, size;
  size_t count, kept;
  char *bytes;
};

// A file that was written to, open for good: closing it would give up the locks that the process has on it.
struct known {
  dev_t device;
  ino_t inode;
  int descriptor;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct unflushed log_of[4096];
static struct known files[256];
static int logged, known;

static int reopened(int descriptor, const struct stat *is) {
  for (int i = 0; i < known; i++)
    if (files[i].device == is->st_dev && files[i].inode == is->st_ino) return files[i].descriptor;
  if (known == 256) return -1;
  char name[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  int again = open(name, O_RDWR | O_CLOEXEC);
  if (again >= 0) files[known++] = (struct known){is->st_dev, is->st_ino, again};
  return again;
}

// Notes what a write is about to replace.
static void note(int descriptor, size_t count, off_t offset) {
  struct stat is;
  if (strcmp(kind, "cut") || !concerns(descriptor) || fstat(descriptor, &is)) return;
  pthread_mutex_lock(&guard);
  int file = reopened(descriptor, &is);
  if (file >= 0 && logged < 4096) {
    struct unflushed *entry = &log_of[logged];
    *entry = (struct unflushed){is.st_dev, is.st_ino, offset, is.st_size, count, 0, malloc(count ? count : 1)};
    ssize_t kept = entry->bytes ? pread(file, entry->bytes, count, offset) : -1;
    if (kept >= 0) {
      entry->kept = kept;
      logged++;
    }
  }
  pthread_mutex_unlock(&guard);
}

// A flush reached the disk: what was written to the file stays.
static void settled(int descriptor) {
  struct stat is;
  if (strcmp(kind, "cut") || fstat(descriptor, &is)) return;
  pthread_mutex_lock(&guard);
  int left = 0;
  for (int i = 0; i < logged; i++) {
    if (log_of[i].device == is.st_dev && log_of[i].inode == is.st_ino) free(log_of[i].bytes);
    else log_of[left++] = log_of[i];
  }
  logged = left;
  pthread_mutex_unlock(&guard);
}

// Takes back what was not flushed, last first, and kills the process.
static void cut(void) {
  REAL("pwrite", WriteAt);
  pthread_mutex_lock(&guard);
  unsigned lot = (unsigned)fault_at * 2654435761u;
  for (int i = logged - 1; i >= 0; i--) {
    struct unflushed *entry = &log_of[i];
    lot = lot * 1664525u + 1013904223u;
    if (fault_at % 3 && lot >> 31) continue;
    for (int j = 0; j < known; j++) {
      if (files[j].device != entry->device || files[j].inode != entry->inode) continue;
      struct stat now;
      // The last of the file goes with its length; what lies below something that stays is zeros.
      if (fstat(files[j].descriptor, &now)) continue;
      if (entry->offset + (off_t)entry->count >= now.st_size && entry->size < now.st_size) {
        if (ftruncate(files[j].descriptor, entry->size)) continue;
      } else if (entry->kept < entry->count) {
        memset(entry->bytes + entry->kept, 0, entry->count - entry->kept);
        entry->kept = entry->count;
      }
      if (entry->kept) real(files[j].descriptor, entry->bytes, entry->kept, entry->offset);
    }
  }
  raise(SIGKILL);
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
  if (!strcmp(kind, "cut")) cut();
  errno = strcmp(kind, "eio") ? ENOSPC : EIO;
  return -1;
}

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
  off_t offset = fcntl(descriptor, F_GETFL) & O_APPEND ? lseek(descriptor, 0, SEEK_END) : lseek(descriptor, 0, SEEK_CUR);
  if (offset >= 0) note(descriptor, count, offset);
  return real(descriptor, bytes, count);
}

static ssize_t write_at(const char *name, int descriptor, const void *bytes, size_t count, off_t offset) {
  WriteAt real = (WriteAt)dlsym(RTLD_NEXT, name);
  int what = verdict(descriptor);
  if (what == 1) return fail();
  if (what == 2) {
    real(descriptor, bytes, count / 2, offset);
    if (!strcmp(kind, "kill")) raise(SIGKILL);
    return fail();
  }
  note(descriptor, count, offset);
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
  if (what && !strcmp(kind, "cut")) cut();
  if (what) {
    errno = EIO;
    return -1;
  }
  int result = real(descriptor);
  if (!result) settled(descriptor);
  return result;
}

int fsync(int descriptor) { return flush("fsync", descriptor); }
int fdatasync(int descriptor) { return flush("fdatasync", descriptor); }
