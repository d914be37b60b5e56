package dev.rollforward.guard;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.rollforward.guard.Sources.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.JavaFileObject;

/**
 * Nothing stops a {@code Halt} on its way out: no catch block takes it, unless its last statement
 * throws the very same on, and no finally block replaces it.
 */
final class HaltGuard {
  private static final Set<String> TAKE_HALT = Set.of("Throwable", "Error", "Halt");
  private static final String MEND =
      "Catch what you can handle, or throw the caught one on as the last statement";

  private HaltGuard() {}

  /** What in {@code files} would stop it. */
  static List<Complaint> check(List<JavaFileObject> files) {
    Sources sources = Sources.parse(files);
    List<Complaint> complaints = new ArrayList<>();
    sources.units().forEach(unit -> new Scanner(sources, unit, complaints).scan(unit, null));
    return complaints;
  }

  private static final class Scanner extends TreeScanner<Void, Void> {
    private final Sources sources;
    private final CompilationUnitTree unit;
    private final List<Complaint> complaints;

    Scanner(Sources sources, CompilationUnitTree unit, List<Complaint> complaints) {
      this.sources = sources;
      this.unit = unit;
      this.complaints = complaints;
    }

    @Override
    public Void visitCatch(CatchTree tree, Void nothing) {
      if (takesHalt(tree.getParameter()) && !throwsOn(tree)) {
        complain(tree, "catches " + tree.getParameter().getType() + " and with it Halt");
      }
      return super.visitCatch(tree, nothing);
    }

    @Override
    public Void visitTry(TryTree tree, Void nothing) {
      if (tree.getFinallyBlock() != null && Exits.of(tree.getFinallyBlock(), "") > 0) {
        complain(tree.getFinallyBlock(), "a finally block that leaves by itself drops a Halt");
      }
      return super.visitTry(tree, nothing);
    }

    private void complain(Tree tree, String problem) {
      complaints.add(sources.complaint(unit, tree, problem, MEND));
    }

    private static boolean takesHalt(VariableTree parameter) {
      List<? extends Tree> types =
          parameter.getType() instanceof UnionTypeTree union
              ? union.getTypeAlternatives()
              : List.of(parameter.getType());
      return types.stream().map(Sources::simpleName).anyMatch(TAKE_HALT::contains);
    }

    private static boolean throwsOn(CatchTree tree) {
      String caught = tree.getParameter().getName().toString();
      List<? extends StatementTree> body = tree.getBlock().getStatements();
      return !body.isEmpty()
          && body.get(body.size() - 1) instanceof ThrowTree last
          && Sources.isPlain(last.getExpression(), caught)
          && Exits.of(tree.getBlock(), caught) == 1;
    }
  }

  /** Counts what may leave a block, or change what was caught. */
  private static final class Exits extends TreeScanner<Void, Void> {
    private final String caught;
    private int count;

    private Exits(String caught) {
      this.caught = caught;
    }

    static int of(BlockTree block, String caught) {
      Exits exits = new Exits(caught);
      exits.scan(block, null);
      return exits.count;
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, Void nothing) {
      count += Sources.isPlain(tree.getVariable(), caught) ? 1 : 0;
      return super.visitAssignment(tree, nothing);
    }

    @Override
    public Void visitReturn(ReturnTree tree, Void nothing) {
      count++;
      return super.visitReturn(tree, nothing);
    }

    @Override
    public Void visitThrow(ThrowTree tree, Void nothing) {
      count++;
      return super.visitThrow(tree, nothing);
    }

    @Override
    public Void visitBreak(BreakTree tree, Void nothing) {
      count++;
      return super.visitBreak(tree, nothing);
    }

    @Override
    public Void visitContinue(ContinueTree tree, Void nothing) {
      count++;
      return super.visitContinue(tree, nothing);
    }
  }
}
