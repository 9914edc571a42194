package io.pitwheel.launcher;

import java.util.Locale;

class ProcessRunnerTest extends TaskRunnerContract {
  @Override
  InstructionBuilder script(String script) {
    return shell(script).runner("process");
  }

  @Override
  String placeOf(String mountPath) {
    String name = mountPath.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return "\"$PITWHEEL_VOLUME%s\"".formatted(name);
  }
}
