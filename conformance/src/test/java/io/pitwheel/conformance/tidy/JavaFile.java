package io.pitwheel.conformance.tidy;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A Java file as the compiler parses it, without types. */
final class JavaFile {
  private final TextFile file;
  private final CompilationUnitTree unit;
  private final DocTrees trees;

  private JavaFile(TextFile file, CompilationUnitTree unit, DocTrees trees) {
    this.file = file;
    this.unit = unit;
    this.trees = trees;
  }

  /** Parses files in one go; a file that does not parse is an error. */
  static List<JavaFile> parse(List<TextFile> files) {
    Map<URI, TextFile> sources = new HashMap<>();
    List<JavaFileObject> ordered = new ArrayList<>();
    for (TextFile file : files) {
      var source = new InMemorySource(file);
      sources.put(source.toUri(), file);
      ordered.add(source);
    }
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        (JavacTask) compiler.getTask(null, null, diagnostics, List.of("-proc:none"), null, ordered);
    List<JavaFile> parsed = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        // The compiler wraps the file objects it is given; the address stays.
        TextFile file = requireNonNull(sources.get(unit.getSourceFile().toUri()));
        parsed.add(new JavaFile(file, unit, DocTrees.instance(task)));
      }
    } catch (IOException exception) {
      throw new UncheckedIOException("parsing Java", exception);
    }
    if (!diagnostics.getDiagnostics().isEmpty()) {
      throw new IllegalStateException("parsing Java: " + diagnostics.getDiagnostics());
    }
    return parsed;
  }

  static JavaFile parse(String path, String text) {
    return parse(List.of(new TextFile(path, text))).getFirst();
  }

  TextFile file() {
    return file;
  }

  CompilationUnitTree unit() {
    return unit;
  }

  long firstLine(Tree tree) {
    return lineAt(trees.getSourcePositions().getStartPosition(unit, tree));
  }

  long lastLine(Tree tree) {
    return lineAt(trees.getSourcePositions().getEndPosition(unit, tree));
  }

  boolean hasDocumentation(TreePath path) {
    String comment = trees.getDocComment(path);
    return comment != null && !comment.isBlank();
  }

  Finding finding(Tree tree, String problem) {
    return new Finding(file.path(), firstLine(tree), problem);
  }

  // What the compiler makes by itself, such as a record's constructor, has no place.
  private long lineAt(long position) {
    return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
  }

  private static final class InMemorySource extends SimpleJavaFileObject {
    private final String text;

    InMemorySource(TextFile file) {
      super(URI.create("memory:///" + file.path()), Kind.SOURCE);
      this.text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
