package io.pitwheel.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.server.access.AccessRow.PlaceField;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AccessTableTest {
  private final AccessTable table = AccessTable.read();

  @Test
  void hasEveryRpcOfEveryServiceAndNoOther() {
    assertThat(table.calls())
        .filteredOn(call -> !call.contains(" "))
        .containsExactlyInAnyOrderElementsOf(
            ServiceDescriptors.all().stream()
                .flatMap(service -> service.getMethods().stream())
                .map(method -> CallGuard.callOf(method.getFullMethodName()))
                .toList());
  }

  /** What says that the server is there, and pages without anything in them. */
  @Test
  void letsEverybodyMakeOnlyTheseCalls() {
    assertThat(table.calls())
        .filteredOn(table::isOpen)
        .containsExactlyInAnyOrder(
            "HealthzService/GetHealthz",
            "GET /apis/v2beta1/healthz",
            "GET /apis/v1beta1/healthz",
            "GET /apis/v2beta1/readyz",
            "GET /apis/v2beta1/openapi.json",
            "GET /metrics",
            "GET /");
  }

  /** Who has a token of a pod is asked for nothing else, and who has none may make none of them. */
  @Test
  void leavesCallsOfPodsToTheirTokens() {
    assertThat(table.calls())
        .filteredOn(table::isByToken)
        .containsExactlyInAnyOrder(
            "LaunchService/BeginLaunch",
            "LaunchService/EndLaunch",
            "LaunchService/SignObject",
            "LaunchService/ListObjects",
            "LaunchService/BeginParts",
            "LaunchService/CompleteParts",
            "LaunchService/AbandonParts");
  }

  @Test
  void namesOnlyFieldsThatTheRequestsHave() {
    ServiceDescriptors.all().stream()
        .flatMap(service -> service.getMethods().stream())
        .forEach(method -> {
          var empty = new MessageFields(ServiceDescriptors.prototypeOf(method));
          for (AccessRow row : table.rowsOf(CallGuard.callOf(method.getFullMethodName()))) {
            for (PlaceField place : row.places()) {
              assertThat(empty.values(place.path())).as(row + " " + place).isEmpty();
            }
          }
        });
  }

  @Test
  void asksForWhatKfpAsks() {
    assertThat(asked("RunService/TerminateRun")).containsExactly("runs terminate");
    assertThat(asked("RunService/FindCachedTask")).containsExactly("runs list");
    assertThat(asked("RecurringRunService/EnableRecurringRun")).containsExactly("jobs enable");
    assertThat(asked("ArtifactService/GetArtifact")).containsExactly("artifacts get");
    assertThat(asked("ArtifactService/CreateArtifact"))
        .containsExactly("artifacts create", "artifacts create", "runs update");
    assertThat(asked("GET /apis/v2beta1/artifacts/{artifact_id}:download"))
        .containsExactly("runs readArtifact");
  }

  @Test
  void knowsNoOtherCall() {
    assertThatThrownBy(() -> table.rowsOf("RunService/Unknown"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RunService/Unknown");
  }

  private List<String> asked(String call) {
    return table.rowsOf(call).stream().map(row -> row.resource() + " " + row.verb()).toList();
  }
}
