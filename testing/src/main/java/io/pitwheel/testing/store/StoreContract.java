package io.pitwheel.testing.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens the ports for each test of a contract. */
public abstract class StoreContract {
  private @org.jspecify.annotations.Nullable StorePorts ports;

  /** Opens empty stores in an empty folder. */
  protected abstract StorePorts open(Path folder);

  @BeforeEach
  void openPorts(@TempDir Path folder) {
    ports = open(folder);
  }

  @AfterEach
  void closePorts() throws Exception {
    ports().closing().close();
  }

  /** The ports under test. */
  protected final StorePorts ports() {
    StorePorts opened = ports;
    if (opened == null) {
      throw new IllegalStateException("not opened yet");
    }
    return opened;
  }
}
