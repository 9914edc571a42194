package io.pitwheel.conformance.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files, methods, parameter lists and packages have an end. */
final class SizeRule {
  static final int LONGEST_FILE = 500;
  static final int LONGEST_METHOD = 60;
  static final int MOST_PARAMETERS = 5;
  static final int MOST_FILES = 25;

  private SizeRule() {}

  static List<Finding> check(TextFile file) {
    int count = file.lines().size();
    return !file.isCode() || count <= LONGEST_FILE
        ? List.of()
        : List.of(
            new Finding(
                file.path(), count, "%d lines (at most %d)".formatted(count, LONGEST_FILE)));
  }

  /** A package that holds more is two. */
  static List<Finding> checkPackages(List<JavaFile> files) {
    Map<String, Long> counts =
        files.stream()
            .map(file -> file.file().path())
            .collect(
                Collectors.groupingBy(
                    path -> path.substring(0, path.lastIndexOf('/')),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > MOST_FILES)
        .map(entry ->
            new Finding(
                entry.getKey(), 0, "%d files (at most %d)".formatted(entry.getValue(), MOST_FILES)))
        .toList();
  }

  static List<Finding> check(JavaFile file) {
    List<Finding> findings = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree tree, Void nothing) {
        checkLength(file, tree, findings);
        if (!isConstructorOfRecord(getCurrentPath())) {
          checkParameters(file, tree, findings);
        }
        return super.visitMethod(tree, nothing);
      }
    }.scan(file.unit(), null);
    return findings;
  }

  private static void checkLength(JavaFile file, MethodTree tree, List<Finding> findings) {
    if (tree.getBody() == null) {
      return;
    }
    long lines = file.lastLine(tree.getBody()) - file.firstLine(tree.getBody()) + 1;
    if (lines > LONGEST_METHOD) {
      findings.add(
          file.finding(
              tree,
              "method '%s' has %d lines (at most %d)"
                  .formatted(tree.getName(), lines, LONGEST_METHOD)));
    }
  }

  // Its parameters are the record's components.
  private static boolean isConstructorOfRecord(TreePath path) {
    return ((MethodTree) path.getLeaf()).getName().contentEquals("<init>")
        && path.getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
  }

  // Those of an overriding method were chosen elsewhere.
  private static void checkParameters(JavaFile file, MethodTree tree, List<Finding> findings) {
    int count = tree.getParameters().size();
    boolean isChosenElsewhere =
        tree.getModifiers().getAnnotations().stream()
            .map(AnnotationTree::getAnnotationType)
            .anyMatch(type -> type.toString().equals("Override"));
    if (count > MOST_PARAMETERS && !isChosenElsewhere) {
      findings.add(
          file.finding(
              tree,
              "method '%s' has %d parameters (at most %d; more is a record)"
                  .formatted(tree.getName(), count, MOST_PARAMETERS)));
    }
  }
}
