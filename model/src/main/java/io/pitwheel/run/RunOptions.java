package io.pitwheel.run;

import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user may say about how a run is executed here, beyond what the pipeline says.
 *
 * @param runner {@code process}, {@code container} or {@code auto}
 * @param slots tasks at once; 0 for the server's own number
 * @param environment added to every task's environment
 * @param sdkVersion replaces the SDK version pinned in components; empty to honour the pin
 * @param timeout null for none
 * @param rerun what the run takes over outputs from; null for nothing
 * @param drivenElsewhere whether somebody else's driver and launchers write the tasks, so that no
 *     engine here takes the run up
 * @param otherPlugins what plugins are told that are not ours, by their names and as given; it is
 *     kept and given back, and means nothing here
 */
public record RunOptions(
    boolean cacheDisabled,
    String runner,
    int slots,
    Map<String, String> environment,
    String sdkVersion,
    @Nullable Duration timeout,
    @Nullable RerunSource rerun,
    boolean drivenElsewhere,
    JsonObject otherPlugins) {
  public static final RunOptions DEFAULT =
      new RunOptions(false, "auto", 0, Map.of(), "", null, null);

  public RunOptions {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** Of a run that is driven here. */
  public RunOptions(
      boolean cacheDisabled,
      String runner,
      int slots,
      Map<String, String> environment,
      String sdkVersion,
      @Nullable Duration timeout,
      @Nullable RerunSource rerun) {
    this(
        cacheDisabled,
        runner,
        slots,
        environment,
        sdkVersion,
        timeout,
        rerun,
        false,
        JsonObject.EMPTY);
  }

  /** Of a run that repeats no other. */
  public RunOptions(
      boolean cacheDisabled,
      String runner,
      int slots,
      Map<String, String> environment,
      String sdkVersion,
      @Nullable Duration timeout) {
    this(cacheDisabled, runner, slots, environment, sdkVersion, timeout, null);
  }

  /** The same, of a run that repeats another. */
  public RunOptions repeating(RerunSource source) {
    return new RunOptions(
        cacheDisabled,
        runner,
        slots,
        environment,
        sdkVersion,
        timeout,
        source,
        drivenElsewhere,
        otherPlugins);
  }

  /** The same, of a run that is driven elsewhere. */
  public RunOptions elsewhere() {
    return new RunOptions(
        cacheDisabled, runner, slots, environment, sdkVersion, timeout, rerun, true, otherPlugins);
  }
}
