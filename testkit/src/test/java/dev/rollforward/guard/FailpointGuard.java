package dev.rollforward.guard;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.rollforward.guard.Sources.Complaint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaFileObject;

/**
 * Every failpoint is placed as {@code Failpoints.hit(Catalogue.Constant);} on one line, so that who
 * searches for a constant finds each of its places; and every constant of a catalogue, which is an
 * enum that implements {@code FailpointName}, is placed in the package of the catalogue.
 */
final class FailpointGuard {
  private static final String LIBRARY = "dev.rollforward.failpoint";
  private static final String CLASS = "Failpoints";
  private static final String METHOD = "hit";

  private final Sources sources;
  private final Map<String, Catalogue> catalogues = new TreeMap<>();
  private final List<Complaint> complaints = new ArrayList<>();

  private FailpointGuard(Sources sources) {
    this.sources = sources;
  }

  private record Catalogue(
      CompilationUnitTree unit, Map<String, Tree> constants, Set<String> placed) {}

  /** What is wrong with the failpoints of {@code files}. */
  static List<Complaint> check(List<JavaFileObject> files) {
    FailpointGuard guard = new FailpointGuard(Sources.parse(files));
    guard.sources.units().forEach(unit -> guard.new CatalogueScanner(unit).scan(unit, null));
    guard.sources.units().forEach(unit -> guard.new CallScanner(unit).scan(unit, null));
    guard.catalogues.forEach(guard::requireEachPlaced);
    return guard.complaints;
  }

  private void complain(CompilationUnitTree unit, Tree tree, String problem, String remedy) {
    complaints.add(sources.complaint(unit, tree, problem, remedy));
  }

  private void requireEachPlaced(String name, Catalogue catalogue) {
    catalogue.constants.forEach(
        (constant, tree) -> {
          if (!catalogue.placed.contains(constant)) {
            complain(
                catalogue.unit,
                tree,
                "%s.%s is placed nowhere in its package".formatted(name, constant),
                "Place %s, or remove it".formatted(call(name + "." + constant)));
          }
        });
  }

  private static String call(String argument) {
    return "Failpoints.hit(" + argument + ")";
  }

  private final class CatalogueScanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;

    CatalogueScanner(CompilationUnitTree unit) {
      this.unit = unit;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      boolean isNamed =
          type.getImplementsClause().stream()
              .anyMatch(i -> Sources.simpleName(i).equals("FailpointName"));
      if (isNamed && type.getKind() != Tree.Kind.ENUM) {
        complain(unit, type, "a FailpointName that is no enum", "Make it an enum");
      } else if (isNamed) {
        add(type);
      }
      return super.visitClass(type, nothing);
    }

    private void add(ClassTree type) {
      String name = type.getSimpleName().toString();
      Map<String, Tree> constants = new TreeMap<>();
      for (Tree member : type.getMembers()) {
        if (member instanceof VariableTree field
            && Sources.simpleName(field.getType()).equals(name)) {
          constants.put(field.getName().toString(), field);
        }
      }
      if (catalogues.put(name, new Catalogue(unit, constants, new HashSet<>())) != null) {
        complain(unit, type, "a second catalogue called " + name, "Give it a name of its own");
      }
    }
  }

  private final class CallScanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Set<String> staticImports = new HashSet<>();

    CallScanner(CompilationUnitTree unit) {
      this.unit = unit;
    }

    @Override
    public Void visitImport(ImportTree tree, Void nothing) {
      MemberSelectTree name = (MemberSelectTree) tree.getQualifiedIdentifier();
      String owner = Sources.simpleName(name.getExpression());
      if (tree.isStatic() && (owner.equals(CLASS) || catalogues.containsKey(owner))) {
        staticImports.add(name.getIdentifier().toString());
        complain(
            unit,
            tree,
            "static import of %s.%s".formatted(owner, name.getIdentifier()),
            "Import the class, and write " + call("Failpoint.X"));
      }
      return super.visitImport(tree, nothing);
    }

    /** A look-alike would let its calls pass for ours, or ours for its. */
    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (type.getSimpleName().contentEquals(CLASS) && !isLibrary()) {
        complain(unit, type, "another class called Failpoints", "Call it something else");
      }
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
      String name = variable.getName().toString();
      if (name.equals(CLASS) || catalogues.containsKey(name)) {
        complain(unit, variable, "a variable called " + name, "Call it something else");
      }
      return super.visitVariable(variable, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
      if (Sources.simpleName(tree.getQualifierExpression()).equals(CLASS)) {
        complain(unit, tree, "a reference to Failpoints::" + tree.getName(), wanted());
      }
      return super.visitMemberReference(tree, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      ExpressionTree method = call.getMethodSelect();
      String name = Sources.simpleName(method);
      if (method instanceof MemberSelectTree select
          && Sources.simpleName(select.getExpression()).equals(CLASS)) {
        checkCall(call, select);
      } else if (method instanceof IdentifierTree
          && (staticImports.contains(name)
              || (staticImports.contains("*") && name.equals(METHOD)))) {
        complain(unit, call, "%s() through a static import".formatted(name), wanted());
      }
      return super.visitMethodInvocation(call, nothing);
    }

    private boolean isLibrary() {
      return Sources.packageOf(unit).equals(LIBRARY);
    }

    private void checkCall(MethodInvocationTree call, MemberSelectTree select) {
      if (!select.getIdentifier().contentEquals(METHOD)) {
        if (!isLibrary()) {
          complain(
              unit,
              call,
              "production code calls " + select,
              "Failpoints are for tests to activate");
        }
        return;
      }
      if (!Sources.isPlain(select.getExpression(), CLASS)) {
        complain(unit, call, "Failpoints with its package", wanted());
      }
      if (sources.line(unit, call) != sources.lastLine(unit, call)) {
        complain(unit, call, "a failpoint split over lines", wanted() + " on one line");
      }
      call.getArguments().forEach(this::checkName);
    }

    private void checkName(ExpressionTree argument) {
      if (argument instanceof MemberSelectTree select
          && select.getExpression() instanceof IdentifierTree owner
          && catalogues.containsKey(owner.getName().toString())) {
        checkConstant(select, catalogues.get(owner.getName().toString()));
      } else {
        complain(
            unit, argument, "the name is %s: %s".formatted(kind(argument), argument), wanted());
      }
    }

    private void checkConstant(MemberSelectTree select, Catalogue catalogue) {
      String constant = select.getIdentifier().toString();
      if (!catalogue.constants.containsKey(constant)) {
        complain(unit, select, select + " is no constant of the catalogue", wanted());
      } else if (Sources.packageOf(unit).equals(Sources.packageOf(catalogue.unit))) {
        catalogue.placed.add(constant);
      } else {
        complain(unit, select, select + " is placed outside of its package", "Move the place");
      }
    }

    private String kind(ExpressionTree argument) {
      return switch (argument.getKind()) {
        case STRING_LITERAL -> "a string literal";
        case PLUS -> "concatenated";
        case METHOD_INVOCATION -> "what a method returns";
        case IDENTIFIER -> staticImports.isEmpty() ? "a variable" : "a variable or a static import";
        case MEMBER_SELECT -> "no plain constant";
        default -> "computed";
      };
    }

    private String wanted() {
      return "Write " + call("Failpoint.X") + " with a constant of the catalogue";
    }
  }
}
