package io.pitwheel.conformance.rooms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of ADR 0018, read from the page itself so that page and rule cannot differ. */
final class LibraryTable {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final int COLUMNS = 5;

  private final List<Library> libraries;

  private LibraryTable(List<Library> libraries) {
    this.libraries = libraries;
  }

  /**
   * A row of the table.
   *
   * @param modules the modules that may see it; {@code all} stands for every one
   */
  record Library(String name, Set<String> packages, Set<String> modules) {
    boolean holds(String type) {
      return packages.stream().anyMatch(prefix -> type.startsWith(prefix + "."));
    }

    boolean isOpenTo(String module) {
      return modules.contains(module) || modules.contains("all");
    }

    // The longest prefix wins where one library's packages lie inside another's.
    private int specificity(String type) {
      return packages.stream()
          .filter(prefix -> type.startsWith(prefix + "."))
          .mapToInt(String::length)
          .max()
          .orElse(0);
    }
  }

  /** Reads every row with a package name in its second column. */
  static LibraryTable read(String page) {
    List<Library> libraries = new ArrayList<>();
    for (String line : page.lines().toList()) {
      String[] cells = line.split("\\|");
      if (line.startsWith("|") && cells.length == COLUMNS + 1 && cells[2].contains("`")) {
        Set<String> packages =
            CODE.matcher(cells[2])
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
        Set<String> modules =
            Arrays.stream(cells[3].split(",")).map(String::strip).collect(Collectors.toSet());
        libraries.add(new Library(cells[1].strip(), packages, modules));
      }
    }
    return new LibraryTable(libraries);
  }

  List<Library> libraries() {
    return libraries;
  }

  /** The library a class belongs to, by the longest package name. */
  Optional<Library> libraryOf(String type) {
    return libraries.stream()
        .filter(library -> library.holds(type))
        .max(Comparator.comparingInt(library -> library.specificity(type)));
  }
}
