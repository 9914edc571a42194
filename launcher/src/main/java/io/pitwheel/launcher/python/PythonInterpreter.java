package io.pitwheel.launcher.python;

import java.nio.file.Path;

/**
 * A Python of this host.
 *
 * @param executable of the installation itself, not of a virtual environment or a shim
 * @param version such as {@code 3.11.7}
 */
record PythonInterpreter(Path executable, String version) {}
