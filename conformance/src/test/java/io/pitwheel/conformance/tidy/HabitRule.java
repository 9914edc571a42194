package io.pitwheel.conformance.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What nobody here does: sleep, swallow, print stack traces, switch tests off, mock. */
final class HabitRule {
  private static final Pattern SLEEP = Pattern.compile("(.*\\.)?(Thread|TimeUnit\\.\\w+)\\.sleep");
  private static final Pattern MOCKS =
      Pattern.compile("org\\.(mockito|easymock|jmock|powermock)\\..*|mockit\\..*|io\\.mockk\\..*");
  private static final Set<String> SWITCHED_OFF = Set.of("Disabled", "Ignore");

  private HabitRule() {}

  static List<Finding> check(JavaFile file) {
    var scanner = new Scanner(file);
    scanner.scan(file.unit(), null);
    return scanner.findings;
  }

  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final JavaFile file;
    private final List<String> lines;
    private final List<Finding> findings = new ArrayList<>();

    Scanner(JavaFile file) {
      this.file = file;
      this.lines = file.file().lines();
    }

    @Override
    public Void visitImport(ImportTree tree, Void nothing) {
      if (MOCKS.matcher(tree.getQualifiedIdentifier().toString()).matches()) {
        report(tree, "a mocking library (write a fake that passes the contract)");
      }
      return super.visitImport(tree, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
      String called = tree.getMethodSelect().toString();
      if (SLEEP.matcher(called).matches()) {
        report(tree, "sleeps (wait for what must happen)");
      }
      // To a stream that was chosen is another matter.
      if (called.endsWith(".printStackTrace") && tree.getArguments().isEmpty()) {
        report(tree, "prints a stack trace (log it or throw it)");
      }
      return super.visitMethodInvocation(tree, nothing);
    }

    @Override
    public Void visitAnnotation(AnnotationTree tree, Void nothing) {
      String type = tree.getAnnotationType().toString();
      if (SWITCHED_OFF.contains(type)) {
        report(tree, "a test that is switched off");
      }
      if (type.equals("SuppressWarnings") && !hasReason((int) file.firstLine(tree))) {
        report(tree, "a suppression without a reason beside it");
      }
      return super.visitAnnotation(tree, nothing);
    }

    @Override
    public Void visitCatch(CatchTree tree, Void nothing) {
      if (tree.getBlock().getStatements().isEmpty() && !hasCommentInside(tree)) {
        report(tree, "an empty catch without a reason in it");
      }
      return super.visitCatch(tree, nothing);
    }

    private boolean hasReason(int line) {
      return lines.get(line - 1).contains("//") || line > 1 && endsInComment(lines.get(line - 2));
    }

    private boolean endsInComment(String line) {
      return line.strip().startsWith("//");
    }

    private boolean hasCommentInside(CatchTree tree) {
      int first = (int) file.firstLine(tree.getBlock());
      int last = (int) file.lastLine(tree.getBlock());
      return lines.subList(first - 1, last).stream().anyMatch(line -> line.contains("//"));
    }

    private void report(Tree tree, String problem) {
      findings.add(file.finding(tree, problem));
    }
  }
}
