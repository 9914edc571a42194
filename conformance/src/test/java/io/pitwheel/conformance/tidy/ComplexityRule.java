package io.pitwheel.conformance.tidy;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways through a method have an end (McCabe's number). A switch that is one look at a closed
 * choice counts as one way more, however many cases it has: the compiler checks that none is
 * missing, and splitting it would hide that. A case with a guard counts for itself.
 */
final class ComplexityRule {
  static final int MOST_WAYS = 12;

  private ComplexityRule() {}

  static List<Finding> check(JavaFile file) {
    List<Finding> findings = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree tree, Void nothing) {
        int ways = waysThrough(tree);
        if (ways > MOST_WAYS) {
          findings.add(
              file.finding(
                  tree,
                  "method '%s' has %d ways through it (at most %d)"
                      .formatted(tree.getName(), ways, MOST_WAYS)));
        }
        return super.visitMethod(tree, nothing);
      }
    }.scan(file.unit(), null);
    return findings;
  }

  static int waysThrough(MethodTree method) {
    var forks = new ForkCounter();
    forks.scan(method.getBody(), null);
    return forks.count + 1;
  }

  private static final class ForkCounter extends TreeScanner<Void, Void> {
    private int count;

    @Override
    public Void visitIf(IfTree tree, Void nothing) {
      count++;
      return super.visitIf(tree, nothing);
    }

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree tree, Void nothing) {
      count++;
      return super.visitConditionalExpression(tree, nothing);
    }

    @Override
    public Void visitForLoop(ForLoopTree tree, Void nothing) {
      count++;
      return super.visitForLoop(tree, nothing);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void nothing) {
      count++;
      return super.visitEnhancedForLoop(tree, nothing);
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree tree, Void nothing) {
      count++;
      return super.visitWhileLoop(tree, nothing);
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree tree, Void nothing) {
      count++;
      return super.visitDoWhileLoop(tree, nothing);
    }

    @Override
    public Void visitCatch(CatchTree tree, Void nothing) {
      count++;
      return super.visitCatch(tree, nothing);
    }

    @Override
    public Void visitSwitch(com.sun.source.tree.SwitchTree tree, Void nothing) {
      count++;
      return super.visitSwitch(tree, nothing);
    }

    @Override
    public Void visitSwitchExpression(com.sun.source.tree.SwitchExpressionTree tree, Void nothing) {
      count++;
      return super.visitSwitchExpression(tree, nothing);
    }

    @Override
    public Void visitCase(CaseTree tree, Void nothing) {
      count += tree.getGuard() == null ? 0 : 1;
      return super.visitCase(tree, nothing);
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void nothing) {
      boolean isFork =
          tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR;
      count += isFork ? 1 : 0;
      return super.visitBinary(tree, nothing);
    }

    // What stands in a lambda or a local class is walked through another time.
    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      return null;
    }
  }
}
