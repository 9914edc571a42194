package io.pitwheel.specification.reader.text;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, such as {@code root.dag.tasks.train} or {@code deploymentSpec.executors}.
 * A linked list, so that walking a large document costs nothing until a place is named.
 */
public record DocumentPath(@Nullable DocumentPath parent, String segment) {
  public static final DocumentPath TOP = new DocumentPath(null, "");

  public DocumentPath field(String name) {
    boolean isFirst = segment.isEmpty() && parent == null;
    return new DocumentPath(this, isFirst ? name : "." + name);
  }

  public DocumentPath index(int position) {
    return new DocumentPath(this, "[" + position + "]");
  }

  /** The whole path; {@code document} for the top. */
  public String text() {
    var segments = new ArrayDeque<String>();
    for (DocumentPath place = this; place != null; place = place.parent()) {
      segments.addFirst(place.segment());
    }
    String joined = String.join("", segments);
    return joined.isEmpty() ? "document" : joined;
  }
}
