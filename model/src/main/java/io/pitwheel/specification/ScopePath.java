package io.pitwheel.specification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a task stands in the graph: the keys of {@code dag.tasks} from the root. Root is empty. */
public record ScopePath(List<String> keys) {
  public static final ScopePath ROOT = new ScopePath(List.of());

  public ScopePath {
    keys = List.copyOf(keys);
  }

  public ScopePath child(String key) {
    var longer = new ArrayList<>(keys);
    longer.add(key);
    return new ScopePath(longer);
  }

  public boolean isRoot() {
    return keys.isEmpty();
  }

  /** The path of the enclosing graph. The root has none. */
  public ScopePath parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    return new ScopePath(keys.subList(0, keys.size() - 1));
  }

  /** The task's own key; {@code root} for the root. */
  public String lastKey() {
    return isRoot() ? "root" : keys.get(keys.size() - 1);
  }

  /** Joined by {@code /}, without the root: the form of the result document. */
  public String slashed() {
    return String.join("/", keys);
  }

  /** Joined by {@code .} from {@code root}: the form of KFP's {@code scope_path}. */
  public String dotted() {
    return String.join(".", withRoot());
  }

  /** Where in the document the task stands, such as {@code root.dag.tasks.train}. */
  public String documentPath() {
    return isRoot() ? "root" : "root.dag.tasks." + String.join(".dag.tasks.", keys);
  }

  private List<String> withRoot() {
    var all = new ArrayList<>(List.of("root"));
    all.addAll(keys);
    return Collections.unmodifiableList(all);
  }
}
