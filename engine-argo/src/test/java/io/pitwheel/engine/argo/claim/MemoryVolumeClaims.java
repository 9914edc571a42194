package io.pitwheel.engine.argo.claim;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Claims in memory, with a cluster that can be in trouble. Safe for many threads. */
public final class MemoryVolumeClaims implements VolumeClaims {
  private final Map<String, JsonObject> claims = new TreeMap<>();
  private final Set<String> leaving = new HashSet<>();
  private final Deque<PipelinesException> troubles = new ArrayDeque<>();
  private CountDownLatch held = new CountDownLatch(0);

  /** Calls wait from now on, until {@link #goOn}. */
  public synchronized void hold() {
    held = new CountDownLatch(1);
  }

  public synchronized void goOn() {
    held.countDown();
  }

  /** The next call fails. */
  public synchronized void trouble(ErrorCode code, String words) {
    troubles.add(new PipelinesException(code, words));
  }

  /** One that no run made. */
  public synchronized void putForeign(String namespace, String name) {
    claims.put(
        namespace + "/" + name,
        (JsonObject) JsonReader.read("{\"metadata\": {\"name\": \"%s\"}}".formatted(name)));
  }

  /** One that is seen once more, and then is gone. */
  public synchronized void putLeaving(String namespace, String name) {
    putForeign(namespace, name);
    leaving.add(namespace + "/" + name);
  }

  public synchronized Map<String, JsonObject> all() {
    return Map.copyOf(claims);
  }

  @Override
  public Optional<EarlierClaim> create(String namespace, JsonObject claim) {
    answer();
    return put(namespace, claim);
  }

  private synchronized Optional<EarlierClaim> put(String namespace, JsonObject claim) {
    String name = textAt(claim, "metadata", "name");
    String place = namespace + "/" + name;
    if (leaving.remove(place)) {
      claims.remove(place);
      return Optional.of(new EarlierClaim("", true));
    }
    JsonObject before = claims.putIfAbsent(place, claim);
    return Optional.ofNullable(before)
        .map(found ->
            new EarlierClaim(textAt(found, "metadata", "labels", "pipeline/runid"), false));
  }

  @Override
  public void delete(String namespace, String name) {
    answer();
    synchronized (this) {
      claims.remove(namespace + "/" + name);
    }
  }

  @Override
  public void keepFor(String namespace, String name, String workflow) {
    // No Workflow is ever there.
    answer();
  }

  @Override
  public boolean lacksClass(String storageClass) {
    return !storageClass.equals("standard");
  }

  private void answer() {
    try {
      latch().await();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (!troubles.isEmpty()) {
        throw troubles.poll();
      }
    }
  }

  private synchronized CountDownLatch latch() {
    return held;
  }

  private static String textAt(JsonObject object, String... path) {
    JsonObject inside = object;
    for (int i = 0; i < path.length - 1; i++) {
      inside = inside.members().get(path[i]) instanceof JsonObject found ? found : JsonObject.EMPTY;
    }
    var value = inside.members().get(path[path.length - 1]);
    return value == null ? "" : JsonWriter.text(value);
  }
}
