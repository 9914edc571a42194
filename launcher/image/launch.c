/*
 * The first program of the launcher in a pod. Static, since it starts in any image, and small: what can be done in Java
 * is done there.
 *
 *   copy ADDRESS [TARGET]   copies the folder this program is in to TARGET (/pitwheel), makes a folder there in which
 *                           every user can work, and writes the server's address beside it
 *   launch take FROM TO     copies a folder of the image it is started in, such as one of models, into another
 *   launch KEY [RETRIES]    starts the launcher, with nothing of the image's own: its own loader, libraries and Java
 *
 * No variable of the image reaches the Java machine, which would listen to many (LD_*, JAVA_*, GLIBC_TUNABLES, LC_*):
 * each travels under its name with '@' before it, and the command gets it back under its own.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void fail(const char *tried, const char *path) {
  fprintf(stderr, "launcher: %s %s: %s\n", tried, path, strerror(errno));
  exit(1);
}

/* A text of two parts, never freed: this program is about to become another or to end. */
static char *join(const char *first, const char *second) {
  char *text;
  if (asprintf(&text, "%s%s", first, second) < 0) fail("allocating memory for", second);
  return text;
}

/* The folder of this program, without a slash at its end. */
static char *home(void) {
  static char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length < 0) fail("reading", "/proc/self/exe");
  path[length] = 0;
  *strrchr(path, '/') = 0;
  return path;
}

static void write_file(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  size_t length = strlen(text);
  if (file < 0 || write(file, text, length) != (ssize_t)length || close(file) != 0) fail("writing", path);
}

static void set_mode(const char *path, mode_t mode) {
  if (chmod(path, mode) != 0) fail("setting the mode of", path);
}

/* Times are kept: by them Java knows that its archive of classes belongs to its jars. */
static void copy_file(const char *from, const char *to, const struct stat *about) {
  int source = open(from, O_RDONLY | O_CLOEXEC);
  if (source < 0) fail("opening", from);
  /* What stands there may be running: it is replaced, not written over. */
  if (unlink(to) != 0 && errno != ENOENT) fail("replacing", to);
  int target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (target < 0) fail("making", to);
  off_t left = about->st_size;
  while (left > 0) {
    ssize_t count = sendfile(target, source, NULL, left);
    if (count < 0 && errno != EINTR) fail("copying to", to);
    if (count == 0) errno = EIO, fail("copying to", to);
    if (count > 0) left -= count;
  }
  struct timespec times[2] = {about->st_mtim, about->st_mtim};
  if (futimens(target, times) != 0 || fchmod(target, about->st_mode & 07777) != 0 || close(target) != 0)
    fail("finishing", to);
  close(source);
}

static void make_folder(const char *path) {
  if (mkdir(path, 0755) != 0 && errno != EEXIST) fail("making", path);
}

static void copy_folder(const char *from, const char *to) {
  DIR *folder = opendir(from);
  if (!folder) fail("opening", from);
  for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    char *name = join("/", entry->d_name), *source = join(from, name), *target = join(to, name);
    struct stat about;
    if (stat(source, &about) != 0) fail("looking at", source);
    if (S_ISDIR(about.st_mode)) {
      make_folder(target);
      copy_folder(source, target);
      set_mode(target, about.st_mode & 07777);
    } else {
      copy_file(source, target, &about);
    }
  }
  closedir(folder);
}

static int copy(const char *address, const char *target) {
  /* The image is read by one user and run by any other. */
  umask(0);
  copy_folder(home(), target);
  /* This program under its other name has done its work then. */
  if (unlink(join(target, "/copy")) != 0) fail("removing a file of", target);
  char *work = join(target, "/work");
  make_folder(work);
  set_mode(work, 01777);
  write_file(join(target, "/server"), address);
  return 0;
}

static int launch(int count, char **arguments) {
  char *own = home(), *runtime = join(own, "/runtime"), *libraries = join(own, "/lib");
  char *jars = join(own, "/launcher.jar");
  /* Java looks for its home around its program, which here is the loader. */
  char *loader = join(runtime, "/bin/loader");
  char *fixed[] = {
      loader, "--inhibit-cache", "--library-path", join(libraries, join(":", join(runtime, "/lib"))),
      join(runtime, "/bin/java"), join("@", join(own, "/options")), join("-XX:AOTCache=", join(own, "/launcher.aot")),
      join("-Djava.io.tmpdir=", join(own, "/work")), "-cp", jars, "io.pitwheel.launcher.pod.PodProgram", own};
  char **command = calloc(COUNT(fixed) + count + 1, sizeof *command);
  size_t variables = 0;
  while (environ[variables]) variables++;
  char **environment = calloc(variables + 2, sizeof *environment);
  if (!command || !environment) fail("allocating memory for", own);
  memcpy(command, fixed, sizeof fixed);
  for (int i = 0; i < count; i++) command[COUNT(fixed) + i] = arguments[i];
  environment[0] = "LC_ALL=C.UTF-8";
  for (size_t i = 0; i < variables; i++) environment[i + 1] = join("@", environ[i]);
  execve(loader, command, environment);
  fail("starting (expected: all that /launcher/copy of the launcher's image copies)", loader);
  return 1;
}

int main(int count, char **arguments) {
  const char *slash = strrchr(arguments[0], '/'), *name = slash ? slash + 1 : arguments[0];
  if (!strcmp(name, "copy") && (count == 2 || count == 3))
    return copy(arguments[1], count == 3 ? arguments[2] : "/pitwheel");
  if (!strcmp(name, "launch") && count == 4 && !strcmp(arguments[1], "take"))
    return umask(0), copy_folder(arguments[2], arguments[3]), 0;
  if (!strcmp(name, "launch") && count >= 2) return launch(count - 1, arguments + 1);
  fprintf(stderr, "launcher: %s with %d arguments (expected: copy ADDRESS [TARGET], or launch KEY [RETRIES])\n", name,
          count - 1);
  return 1;
}
