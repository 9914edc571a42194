package io.pitwheel.cli.connection;

import java.nio.file.Path;
import java.util.Optional;

/** Reads settings files. The distribution implements it: only a server knows what stands there. */
public interface SettingsFiles {
  /**
   * Who else may vouch for servers, in PEM form: the setting {@code tls.caFile}.
   *
   * @throws io.pitwheel.cli.outcome.CommandFailure when the file is not there, or wrong
   */
  Optional<Path> authorities(Path file);
}
