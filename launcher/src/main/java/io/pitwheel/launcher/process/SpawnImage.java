package io.pitwheel.launcher.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a process is made of, in memory that the C library reads, and the call that makes it.
 *
 * @param actions what the new process does with its descriptors and its folder, in this order
 * @param environment of the new process
 * @param arena of all of it
 */
record SpawnImage(MemorySegment actions, MemorySegment environment, Arena arena)
    implements AutoCloseable {
  /** More than either structure of the C library takes: 80 and 336 bytes. */
  private static final long STRUCTURE_BYTES = 1024;

  /** Of {@code sigset_t}. */
  private static final long SIGNAL_SET_BYTES = 128;

  private static final byte EVERY_SIGNAL = (byte) 0xff;
  private static final int SET_DEFAULT_SIGNALS = 0x04;
  private static final int SET_SIGNAL_MASK = 0x08;
  private static final int SET_SESSION = 0x80;

  private static final int READ_ONLY = 0;
  private static final int FIRST_OTHER_DESCRIPTOR = 3;
  private static final int NOT_A_PROGRAM = 8;

  private static final NativeFunction INITIALIZE_ACTIONS =
      NativeFunction.of("posix_spawn_file_actions_init");
  private static final NativeFunction DESTROY_ACTIONS =
      NativeFunction.of("posix_spawn_file_actions_destroy");
  private static final NativeFunction ADD_OPEN =
      NativeFunction.of("posix_spawn_file_actions_addopen");
  private static final NativeFunction ADD_COPY =
      NativeFunction.of("posix_spawn_file_actions_adddup2");
  private static final NativeFunction ADD_FOLDER =
      NativeFunction.of("posix_spawn_file_actions_addchdir_np");
  private static final NativeFunction ADD_CLOSING =
      NativeFunction.of("posix_spawn_file_actions_addclosefrom_np");
  private static final NativeFunction SPAWN = NativeFunction.of("posix_spawn");

  /** The same for all, and only read. */
  private static final MemorySegment ATTRIBUTES = attributes();

  /** As the JDK passes arguments and names of files to the system. */
  private static final Charset CHARSET =
      Charset.forName(System.getProperty("sun.jnu.encoding", ""), StandardCharsets.UTF_8);

  /** Everything but the command itself. */
  static SpawnImage of(CommandRequest request, OutputChannel channel, Arena arena)
      throws IOException {
    MemorySegment actions = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
    List<String> environment =
        request.environment().entrySet().stream().map(SpawnImage::variable).toList();
    var image = new SpawnImage(actions, texts(environment, arena), arena);
    image.fillActions(request.folder().toString(), channel.writingEnd());
    return image;
  }

  /**
   * Executes a program; once. Returns when the program has taken over, or could not.
   *
   * @return the process's number
   * @throws NotExecutableException for a file in no format the system knows
   */
  int execute(String program, List<String> arguments) throws IOException {
    MemorySegment processId = arena.allocate(JAVA_INT);
    MemorySegment path = text(program, arena);
    MemorySegment all = texts(arguments, arena);
    int error =
        SPAWN.call(
            processId.address(),
            path.address(),
            actions.address(),
            ATTRIBUTES.address(),
            all.address(),
            environment.address());
    if (error == NOT_A_PROGRAM) {
      throw new NotExecutableException(SystemErrors.textOf(error));
    }
    if (error != 0) {
      throw new IOException(SystemErrors.textOf(error));
    }
    return processId.get(JAVA_INT, 0);
  }

  /** Frees what the C library keeps beside our memory. */
  @Override
  public void close() {
    DESTROY_ACTIONS.call(actions.address());
  }

  // The pipe first: should its number be 0, opening the input would close it.
  private void fillActions(String folder, int output) throws IOException {
    long all = actions.address();
    int error =
        INITIALIZE_ACTIONS.call(all)
            | ADD_COPY.call(all, output, 1)
            | ADD_COPY.call(all, output, 2)
            | ADD_OPEN.call(all, 0, text("/dev/null", arena).address(), READ_ONLY, 0)
            | ADD_FOLDER.call(all, text(folder, arena).address())
            | ADD_CLOSING.call(all, FIRST_OTHER_DESCRIPTOR);
    if (error != 0) {
      close();
      throw new IOException("what the process has to do first could not be written down");
    }
  }

  private static MemorySegment attributes() {
    Arena forEver = Arena.global();
    MemorySegment attributes = forEver.allocate(STRUCTURE_BYTES, Long.BYTES);
    MemorySegment none = forEver.allocate(SIGNAL_SET_BYTES, Long.BYTES);
    MemorySegment every = forEver.allocate(SIGNAL_SET_BYTES, Long.BYTES).fill(EVERY_SIGNAL);
    long all = attributes.address();
    int error =
        NativeFunction.of("posix_spawnattr_init").call(all)
            | NativeFunction.of("posix_spawnattr_setsigdefault").call(all, every.address())
            | NativeFunction.of("posix_spawnattr_setsigmask").call(all, none.address())
            | NativeFunction.of("posix_spawnattr_setflags")
                .call(all, SET_DEFAULT_SIGNALS | SET_SIGNAL_MASK | SET_SESSION);
    if (error != 0) {
      throw new IllegalStateException("the attributes of new processes are refused: " + error);
    }
    return attributes;
  }

  private static String variable(Map.Entry<String, String> entry) {
    return entry.getKey() + "=" + entry.getValue();
  }

  /** Addresses of texts, and a null at the end. */
  private static MemorySegment texts(List<String> texts, Arena arena) {
    MemorySegment addresses = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      addresses.setAtIndex(ADDRESS, i, text(texts.get(i), arena));
    }
    return addresses;
  }

  private static MemorySegment text(String text, Arena arena) {
    byte[] bytes = text.getBytes(CHARSET);
    MemorySegment memory = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
    return memory;
  }
}
