package io.pitwheel.server.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.access.AccessQuestion;
import io.pitwheel.access.Caller;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.access.AccessRow.Absent;
import io.pitwheel.server.access.AccessRow.PlaceField;
import io.pitwheel.store.Stores;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the authorizer what the table says that a call must ask. */
public final class AccessGate {
  private static final int MAX_SHOWN = 200;

  private final AccessTable table = AccessTable.read();
  private final AccessPolicy policy;
  private final CallerHeader header;
  private final ThingPlaces places;

  /**
   * @param header in which callers are named
   */
  public AccessGate(AccessPolicy policy, CallerHeader header, Stores stores) {
    this.policy = policy;
    this.header = header;
    this.places = new ThingPlaces(stores);
  }

  /** Whether requests name namespaces. */
  public boolean hasNamespaces() {
    return policy.hasNamespaces();
  }

  /**
   * @throws IllegalStateException for a call that the table does not have
   */
  void requireRow(String call) {
    table.rowsOf(call);
  }

  /** Every call of the table that is no RPC. */
  Set<String> routes() {
    return table.calls().stream().filter(call -> call.contains(" ")).collect(Collectors.toSet());
  }

  /**
   * Lets the call pass, and remembers which namespace it is about.
   *
   * @throws PipelinesException PERMISSION_DENIED; UNAUTHENTICATED when nobody says who calls;
   *     NOT_FOUND for an id of nothing, for a caller who may not create it either; INVALID_ARGUMENT
   *     for a call that does not say which namespace it is about
   */
  void require(ServiceRequestContext context, String call, CallFields fields) {
    Caller caller = header.read(context.request().headers().getAll(headerName()));
    boolean isFirst = true;
    for (AccessRow row : table.rowsOf(call)) {
      if (!row.isOpen()) {
        ask(caller, row, fields);
      }
      if (isFirst && policy.hasNamespaces()) {
        CallScope.set(context, scopeOf(row, fields));
      }
      isFirst = false;
    }
  }

  private String headerName() {
    return header.isTrusted() ? header.name().toLowerCase(Locale.ROOT) : "x-nobody";
  }

  private String scopeOf(AccessRow row, CallFields fields) {
    return placesOf(row, fields).stream()
        .findFirst()
        .flatMap(place -> places.namespaceOf(place.kind(), place.path()))
        .orElse("");
  }

  private void ask(Caller caller, AccessRow row, CallFields fields) {
    String resource = named(row.resource(), fields);
    String verb = named(row.verb(), fields);
    List<PlaceField> found = placesOf(row, fields);
    if (found.isEmpty()) {
      if (row.absent() == Absent.REFUSED && policy.hasNamespaces()) {
        throw withoutPlace(row);
      }
      if (row.absent() != Absent.SKIPPED) {
        require(AccessQuestion.in("", caller, resource, verb));
      }
      return;
    }
    for (PlaceField place : found) {
      requireAt(place, caller, resource, verb);
    }
  }

  /** With what stands at the paths instead of the paths. */
  private List<PlaceField> placesOf(AccessRow row, CallFields fields) {
    for (PlaceField field : row.places()) {
      // Without namespaces what a request says of them is passed over.
      if (field.kind().isSaid() && !policy.hasNamespaces()) {
        continue;
      }
      List<String> values = fields.values(field.path());
      if (!values.isEmpty()) {
        return values.stream()
            .distinct()
            .map(value -> new PlaceField(field.kind(), withoutMark(field.kind(), value)))
            .toList();
      }
    }
    return List.of();
  }

  /** KFP's clients write a minus for no namespace. */
  private static String withoutMark(PlaceKind kind, String value) {
    return kind == PlaceKind.NAMESPACE && value.equals("-") ? "" : value;
  }

  private void requireAt(PlaceField place, Caller caller, String resource, String verb) {
    var found = new Finding(place);
    if (policy.authorizer().allows(new AccessQuestion(caller, resource, verb, found))) {
      return;
    }
    if (found.isOfNothing()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "finding %s %s: there is none"
              .formatted(place.kind().word(), shown(places.idOf(place.kind(), place.path()))));
    }
    throw refusal(caller, resource, verb, found.namespace());
  }

  /** Looks once, and only when it is asked. */
  private final class Finding implements AccessQuestion.Place {
    private final PlaceField place;
    private Optional<String> found = Optional.empty();
    private boolean hasLooked;

    private Finding(PlaceField place) {
      this.place = place;
    }

    @Override
    public String namespace() {
      if (!hasLooked) {
        found = places.namespaceOf(place.kind(), place.path());
        hasLooked = true;
      }
      return found.orElse("");
    }

    private boolean isOfNothing() {
      return namespace().isEmpty() && found.isEmpty();
    }
  }

  private void require(AccessQuestion question) {
    if (!policy.authorizer().allows(question)) {
      throw refusal(question.caller(), question.resource(), question.verb(), "");
    }
  }

  private PipelinesException refusal(
      Caller caller, String resource, String verb, String namespace) {
    if (caller.isAnonymous() && header.isTrusted()) {
      return new PipelinesException(
          ErrorCode.UNAUTHENTICATED,
          "asking to %s %s: nobody says who calls (expected: the header %s)"
              .formatted(verb, resource, header.name()));
    }
    return new PipelinesException(
        ErrorCode.PERMISSION_DENIED,
        "asking to %s %s%s: %s may not (expected: a role that allows it)"
            .formatted(
                verb,
                resource,
                namespace.isEmpty() ? "" : " in namespace " + namespace,
                caller.shown()));
  }

  private static String named(String word, CallFields fields) {
    if (!word.startsWith("{")) {
      return word;
    }
    String field = word.substring(1, word.length() - 1);
    return fields.values(field).stream()
        .findFirst()
        .orElseThrow(() ->
            PipelinesException.invalid(
                field, "asking what a caller may: no %s (expected: one)".formatted(field)));
  }

  private static PipelinesException withoutPlace(AccessRow row) {
    PlaceField first = row.places().getFirst();
    return PipelinesException.invalid(
        first.path(),
        first.kind() == PlaceKind.EXPERIMENT
            ? "Experiment id can not be empty in multi-user mode"
            : "Namespace can not be empty in multi-user mode");
  }

  private static String shown(String text) {
    String flat = text.replaceAll("\\p{Cntrl}", "?");
    return flat.length() <= MAX_SHOWN ? flat : flat.substring(0, MAX_SHOWN) + "…";
  }
}
