package io.pitwheel.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class PitwheelVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = PitwheelVersion.class.getPackage().getImplementationVersion();
    return new String[] {"pitwheel " + (version == null ? "(not packaged)" : version)};
  }
}
