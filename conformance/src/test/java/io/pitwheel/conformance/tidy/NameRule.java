package io.pitwheel.conformance.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** Names are whole words: no single letters, no shortened words, no suffix that says nothing. */
final class NameRule {
  private static final Set<String> EMPTY_SUFFIXES =
      Set.of(
          "util", "utils", "helper", "helpers", "common", "misc", "impl", "base", "manager", "data",
          "info");
  private static final Set<String> SHORT_WORDS =
      Set.of(
          "id", "at", "of", "to", "in", "on", "by", "or", "up", "no", "is", "as", "os", "ok", "uv");
  private static final Set<String> EMPTY_PACKAGES =
      Set.of("util", "utils", "helper", "helpers", "common", "misc", "impl", "shared");
  private static final Pattern BORDER =
      Pattern.compile("_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private final Map<String, String> abbreviations;

  /**
   * @param abbreviations shortened words and what to write instead
   */
  NameRule(Map<String, String> abbreviations) {
    this.abbreviations = Map.copyOf(abbreviations);
  }

  List<Finding> check(JavaFile file) {
    var scanner = new Scanner(file);
    scanner.scan(file.unit(), null);
    return scanner.findings;
  }

  private static List<String> wordsOf(String name) {
    return Arrays.stream(BORDER.split(name)).map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  private final class Scanner extends TreePathScanner<Void, Void> {
    private final JavaFile file;
    private final List<Finding> findings = new ArrayList<>();

    Scanner(JavaFile file) {
      this.file = file;
    }

    @Override
    public Void visitPackage(PackageTree tree, Void nothing) {
      for (String segment : tree.getPackageName().toString().split("\\.")) {
        if (EMPTY_PACKAGES.contains(segment)) {
          report(tree, "package '%s' says nothing of what is in it".formatted(segment));
        }
      }
      return super.visitPackage(tree, nothing);
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      String name = tree.getSimpleName().toString();
      checkWords(tree, name);
      String suffix = name.isEmpty() ? "" : wordsOf(name).getLast();
      if (EMPTY_SUFFIXES.contains(suffix)) {
        report(tree, "type '%s' ends in a word that says nothing".formatted(name));
      }
      return super.visitClass(tree, nothing);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      // The name of an overriding method was chosen elsewhere.
      if (!isOverriding(tree)) {
        checkWords(tree, tree.getName().toString());
      }
      return super.visitMethod(tree, nothing);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
      String name = tree.getName().toString();
      if (!isEnumConstant(tree)) {
        checkWords(tree, name);
      }
      boolean isShort =
          name.length() == 1
              || name.length() == 2 && !SHORT_WORDS.contains(name.toLowerCase(Locale.ROOT));
      if (isShort && !isLoopIndex(name)) {
        report(tree, "name '%s' is too short to be said".formatted(name));
      }
      return super.visitVariable(tree, nothing);
    }

    // A constant is often a word of the wire, which was chosen elsewhere.
    private boolean isEnumConstant(VariableTree tree) {
      return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree parent
          && parent.getKind() == Tree.Kind.ENUM
          && tree.getModifiers().getFlags().contains(Modifier.STATIC)
          && parent.getSimpleName().contentEquals(String.valueOf(tree.getType()));
    }

    private boolean isLoopIndex(String name) {
      TreePath parent = getCurrentPath().getParentPath();
      return name.equals("i") && parent.getLeaf() instanceof ForLoopTree;
    }

    private boolean isOverriding(MethodTree tree) {
      return tree.getModifiers().getAnnotations().stream()
          .map(AnnotationTree::getAnnotationType)
          .anyMatch(type -> type.toString().equals("Override"));
    }

    private void checkWords(Tree tree, String name) {
      for (String word : wordsOf(name)) {
        String whole = abbreviations.get(word);
        if (whole != null) {
          report(tree, "name '%s': write '%s' for '%s'".formatted(name, whole, word));
        }
      }
    }

    private void report(Tree tree, String problem) {
      findings.add(file.finding(tree, problem));
    }
  }
}
