package io.pitwheel.conformance.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/** Public types of what is shipped say what they are; packages say what must not enter. */
final class DocumentationRule {
  private DocumentationRule() {}

  static List<Finding> check(JavaFile file) {
    List<Finding> findings = new ArrayList<>();
    if (file.file().isMainJava()) {
      new Scanner(file, findings).scan(file.unit(), null);
    }
    return findings;
  }

  /** Every package of a module has one {@code package-info.java}, marked and documented. */
  static List<Finding> checkPackages(List<JavaFile> files) {
    Map<String, JavaFile> firstFiles = new TreeMap<>();
    var described = new TreeSet<String>();
    List<Finding> findings = new ArrayList<>();
    for (JavaFile file : files) {
      String name = file.file().module() + " " + file.unit().getPackageName();
      if (file.file().path().endsWith("/package-info.java")) {
        described.add(name);
        findings.addAll(checkPackageFile(file));
      } else {
        firstFiles.putIfAbsent(name, file);
      }
    }
    firstFiles.keySet().removeAll(described);
    for (JavaFile file : firstFiles.values()) {
      String problem =
          "package %s has no package-info.java".formatted(file.unit().getPackageName());
      findings.add(new Finding(file.file().path(), 1, problem));
    }
    return findings;
  }

  private static List<Finding> checkPackageFile(JavaFile file) {
    String path = file.file().path();
    boolean isMarked =
        file.unit().getPackageAnnotations().stream()
            .anyMatch(found -> found.getAnnotationType().toString().equals("NullMarked"));
    List<Finding> findings = new ArrayList<>();
    if (!isMarked) {
      findings.add(new Finding(path, 1, "package is not @NullMarked"));
    }
    if (!file.file().text().contains("/**")) {
      findings.add(new Finding(path, 1, "package does not say what it is for"));
    }
    return findings;
  }

  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final JavaFile file;
    private final List<Finding> findings;

    Scanner(JavaFile file, List<Finding> findings) {
      this.file = file;
      this.findings = findings;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      if (!isPublic(getCurrentPath())) {
        return nothing; // What is inside cannot be seen from outside either.
      }
      if (!file.hasDocumentation(getCurrentPath())) {
        findings.add(
            file.finding(tree, "public type '%s' has no Javadoc".formatted(tree.getSimpleName())));
      }
      for (Tree member : tree.getMembers()) {
        if (member instanceof ClassTree) {
          scan(member, nothing);
        }
      }
      return nothing;
    }

    private static boolean isPublic(TreePath path) {
      var tree = (ClassTree) path.getLeaf();
      boolean isSaid = tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
      Tree parent = path.getParentPath().getLeaf();
      boolean isImplied =
          !(parent instanceof CompilationUnitTree) && parent.getKind() == Tree.Kind.INTERFACE;
      return isSaid || isImplied;
    }
  }
}
