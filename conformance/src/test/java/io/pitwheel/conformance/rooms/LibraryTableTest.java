package io.pitwheel.conformance.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibraryTableTest {
  private final LibraryTable table =
      LibraryTable.read(
          """
          | Library | Packages | Modules | Licence | Instead of |
          |---|---|---|---|---|
          | Messages | `com.google.protobuf`, `com.google.rpc` | api, server | BSD | – |
          | Messages for people | `com.google.protobuf.people` | cli | BSD | – |
          | Marks | `org.jspecify` | all | Apache-2.0 | – |
          """);

  @Test
  void readsTheRowsThatNamePackages() {
    assertThat(table.libraries())
        .extracting(LibraryTable.Library::name)
        .containsExactly("Messages", "Messages for people", "Marks");
  }

  @Test
  void findsTheLibraryOfAClassByTheLongestPackage() {
    assertThat(nameFor("com.google.rpc.Code")).isEqualTo("Messages");
    assertThat(nameFor("com.google.protobuf.people.Printer")).isEqualTo("Messages for people");
    assertThat(table.libraryOf("com.google.protobufother.Message")).isEmpty();
  }

  @Test
  void knowsWhoMaySeeALibrary() {
    var messages = table.libraries().getFirst();
    var marks = table.libraries().getLast();

    assertThat(messages.isOpenTo("server")).isTrue();
    assertThat(messages.isOpenTo("store")).isFalse();
    assertThat(marks.isOpenTo("store")).isTrue();
  }

  private String nameFor(String type) {
    return table.libraryOf(type).orElseThrow().name();
  }
}
