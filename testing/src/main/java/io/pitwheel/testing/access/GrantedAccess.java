package io.pitwheel.testing.access;

import io.pitwheel.access.AccessQuestion;
import io.pitwheel.access.Authorizer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was granted, in memory: all else is refused. Remembers what it was asked. */
public final class GrantedAccess implements Authorizer {
  /** In a grant: whatever it is. */
  public static final String ANY = "*";

  private final List<Grant> grants = new CopyOnWriteArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private record Grant(String caller, String namespace, String resource, String verb) {
    boolean covers(Asked question) {
      return fits(caller, question.caller())
          && fits(namespace, question.namespace())
          && fits(resource, question.resource())
          && fits(verb, question.verb());
    }

    private static boolean fits(String granted, String asked) {
      return granted.equals(ANY) || granted.equals(asked);
    }
  }

  /** A question that was asked, with its namespace found out. */
  public record Asked(String caller, String namespace, String resource, String verb) {}

  /** Grants a verb on a kind of resource; {@link #ANY} stands for all of them. */
  public GrantedAccess grant(String caller, String namespace, String resource, String verb) {
    grants.add(new Grant(caller, namespace, resource, verb));
    return this;
  }

  /** Takes every grant back. */
  public void revokeAll() {
    grants.clear();
  }

  /** Everything that was asked since the last call, first to last. */
  public List<Asked> takeAsked() {
    List<Asked> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  @Override
  public boolean allows(AccessQuestion question) {
    var one =
        new Asked(
            question.caller().name(),
            question.place().namespace(),
            question.resource(),
            question.verb());
    asked.add(one);
    return grants.stream().anyMatch(grant -> grant.covers(one));
  }
}
