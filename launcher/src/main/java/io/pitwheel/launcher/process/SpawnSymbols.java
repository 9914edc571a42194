package io.pitwheel.launcher.process;

import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the functions of the C library are found. The GNU C library has all of them since 2.34;
 * others, and other systems, lack at least one, and their structures have other sizes.
 */
final class SpawnSymbols {
  private static final List<String> NAMES =
      List.of(
          "pipe2",
          "close",
          "waitid",
          "signal",
          "strerrordesc_np",
          "posix_spawn",
          "posix_spawnattr_init",
          "posix_spawnattr_setflags",
          "posix_spawnattr_setsigdefault",
          "posix_spawnattr_setsigmask",
          "posix_spawn_file_actions_init",
          "posix_spawn_file_actions_destroy",
          "posix_spawn_file_actions_addopen",
          "posix_spawn_file_actions_adddup2",
          "posix_spawn_file_actions_addchdir_np",
          "posix_spawn_file_actions_addclosefrom_np",
          "gnu_get_libc_version");

  /** Those on which {@link NativeFunction} holds, with structures of the same size. */
  private static final List<String> MACHINES = List.of("amd64", "aarch64");

  private static final boolean ARE_PRESENT = look();

  private SpawnSymbols() {}

  static boolean arePresent() {
    return ARE_PRESENT;
  }

  private static boolean look() {
    if (!System.getProperty("os.name").equals("Linux")
        || !MACHINES.contains(System.getProperty("os.arch"))
        || !Files.isDirectory(Path.of("/proc/self/fd"))) {
      return false;
    }
    SymbolLookup lookup = Linker.nativeLinker().defaultLookup();
    return NAMES.stream().allMatch(name -> lookup.find(name).isPresent());
  }
}
