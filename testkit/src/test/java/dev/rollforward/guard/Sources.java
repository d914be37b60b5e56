package dev.rollforward.guard;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java sources as the compiler's own syntax trees, for guards that must not read lines. */
final class Sources {
  private final List<CompilationUnitTree> units = new ArrayList<>();
  private final Trees trees;

  private Sources(JavacTask task) throws IOException {
    task.parse().forEach(units::add);
    this.trees = Trees.instance(task);
  }

  /** A place in a source, and what is wrong there. */
  record Complaint(String file, long line, String problem, String remedy) {
    @Override
    public String toString() {
      return "%s:%s: %s. %s".formatted(file, line, problem, remedy);
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String name, String text) {
      super(URI.create("memory:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Source text that is in no file, under the name of one. */
  static JavaFileObject text(String name, String text) {
    return new Text(name, text);
  }

  /** Every production source below {@code folder}, which is a module or holds modules. */
  static List<JavaFileObject> production(Path folder) {
    try (Stream<Path> files = Files.find(folder, 30, (path, attributes) -> isProduction(path))) {
      List<JavaFileObject> sources = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        sources.add(new Text(folder.relativize(file).toString(), Files.readString(file)));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException("reading sources below " + folder, e);
    }
  }

  private static boolean isProduction(Path path) {
    return path.toString().contains("/src/main/java/") && path.toString().endsWith(".java");
  }

  /**
   * Parses them.
   *
   * @throws IllegalArgumentException if one is not Java, since a guard would pass over it
   */
  static Sources parse(List<JavaFileObject> files) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try {
      Sources sources = new Sources(task(files, diagnostics));
      List<String> errors = errors(diagnostics);
      if (!errors.isEmpty()) {
        throw new IllegalArgumentException("cannot be parsed: " + errors);
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the compiler itself has against them, with this test's class path. */
  static List<String> compilerErrors(List<JavaFileObject> files) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try {
      task(files, diagnostics).analyze();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return errors(diagnostics);
  }

  private static JavacTask task(
      List<JavaFileObject> files, DiagnosticCollector<JavaFileObject> diagnostics) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    // Unfolded, a concatenation is still one when a guard sees it.
    List<String> options =
        List.of(
            "-proc:none",
            "-XDallowStringFolding=false",
            "-cp",
            System.getProperty("java.class.path"));
    return (JavacTask) compiler.getTask(null, null, diagnostics, options, null, files);
  }

  private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getSource().getName() + ": " + message(diagnostic))
        .toList();
  }

  private static String message(Diagnostic<?> diagnostic) {
    return diagnostic.getMessage(Locale.ENGLISH);
  }

  List<CompilationUnitTree> units() {
    return units;
  }

  /** The line on which {@code tree} starts. */
  long line(CompilationUnitTree unit, Tree tree) {
    return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
  }

  /** The line on which {@code tree} ends. */
  long lastLine(CompilationUnitTree unit, Tree tree) {
    return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree));
  }

  Complaint complaint(CompilationUnitTree unit, Tree tree, String problem, String remedy) {
    String file = unit.getSourceFile().toUri().getPath().substring(1);
    return new Complaint(file, line(unit, tree), problem, remedy);
  }

  static String packageOf(CompilationUnitTree unit) {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  /** {@code c} of {@code c} and of {@code a.b.c}; empty for anything else. */
  static String simpleName(Tree name) {
    if (name instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return name instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
  }

  static boolean isPlain(ExpressionTree tree, String name) {
    return tree instanceof IdentifierTree identifier && identifier.getName().contentEquals(name);
  }
}
