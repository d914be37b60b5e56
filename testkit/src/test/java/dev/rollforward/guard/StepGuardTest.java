package dev.rollforward.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the state machines change in a store, they change as the effect of a step, so that a hook is
 * on each side of it. An effect is what is handed to {@code act}, and every method that is reached
 * in no other way.
 */
class StepGuardTest {
  private static final Set<String> CHANGES =
      Set.of("create", "delete", "commit", "restore", "publish");
  private static final Set<String> STEPS = Set.of("act", "actIf", "list");
  private static final Set<String> MACHINES =
      Set.of("engine/Writer.java", "engine/RecoveryPass.java", "engine/Recovery.java");

  /** What no state machine calls, and what is no action of the protocol. */
  private static final Set<String> NO_STEPS =
      Set.of("engine/CleanUp.java", "engine/KeptPut.java", "engine/Tagging.java");

  @Test
  void theStateMachinesChangeStoresOnlyInSteps() {
    List<JavaFileObject> machines = engine(StepGuardTest::isMachine);

    assertThat(machines).hasSize(3);
    machines.forEach(machine -> assertThat(outside(machine)).as(machine.getName()).isEmpty());
  }

  /** So that a call of a helper that changes a store is taken for a change where it is made. */
  @Test
  void whatHelpsThemChangesAStoreOnlyUnderTheNameOfAChange() {
    List<JavaFileObject> helpers = engine(file -> !isMachine(file) && !isNoStep(file));

    assertThat(helpers)
        .extracting(JavaFileObject::getName)
        .anyMatch(n -> n.endsWith("Commits.java"));
    helpers.forEach(helper -> assertThat(hidden(helper)).as(helper.getName()).isEmpty());
  }

  @Test
  void aChangeUnderAnotherNameIsReported() {
    assertThat(
            hidden(
                Sources.text("H.java", "class H { void send() { stores.tables().commit(o); } }")))
        .containsExactly("send -> store:stores.tables().commit");
  }

  private static List<JavaFileObject> engine(Predicate<JavaFileObject> which) {
    return Sources.production(Path.of("..").toAbsolutePath().normalize()).stream()
        .filter(file -> file.getName().contains("/rollforward/engine/"))
        .filter(which)
        .toList();
  }

  private static boolean isMachine(JavaFileObject file) {
    return MACHINES.stream().anyMatch(file.getName()::endsWith);
  }

  private static boolean isNoStep(JavaFileObject file) {
    return NO_STEPS.stream().anyMatch(file.getName()::endsWith);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void arm() { stores.sidecars().create(sidecar); }",
        "void arm() { put(); } private void put() { stores.sidecars().create(sidecar); }",
        "void arm() { act(A, this::put, c -> c); put(); } private void put() { d.publish(m, o); }",
        "void arm() { act(A, () -> 1, c -> c); stores.tables().restore(o, t, 1); }",
        "public void run() { step(); } private void step() { arm(); r.ifPresent(Runnable::run); }"
            + " private void arm() { stores.sidecars().create(sidecar); }",
        "void arm() { made.make(all, this::put); } private int put() { return d.publish(m, o); }"
      })
  void aChangeOutsideOfAStepIsReported(String body) {
    assertThat(outside(Sources.text("M.java", "class M { " + body + " }"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void arm() { act(A, () -> stores.sidecars().create(sidecar), c -> c); }",
        "void arm() { steps.act(A, commits::commit, c -> c); }",
        "void arm() { act(A, this::put, c -> c); } private int put() { return d.publish(m, o); }",
        "void arm() { act(A, () -> put(1), c -> c); } private int put(int i) { return again(i); }"
            + " private int again(int i) { return d.publish(m, o); }",
        "void arm() { stores.sidecars().read(o); }"
      })
  void aChangeInAStepPasses(String body) {
    assertThat(outside(Sources.text("M.java", "class M { " + body + " }"))).isEmpty();
  }

  /** The changes that can be reached from outside of the class other than through a step. */
  private static Set<String> outside(JavaFileObject file) {
    Methods methods = methodsOf(file);
    Set<String> reached = new TreeSet<>();
    methods.open().forEach(method -> reach(method, methods.calls(), reached));
    return methods.changes(reached::contains);
  }

  private static void reach(String method, Map<String, Set<String>> calls, Set<String> reached) {
    if (reached.add(method)) {
      calls.getOrDefault(method, Set.of()).stream()
          .filter(call -> call.startsWith("own:"))
          .forEach(call -> reach(call.substring("own:".length()), calls, reached));
    }
  }

  /** The changes in methods that are not named like one. */
  private static Set<String> hidden(JavaFileObject file) {
    return methodsOf(file).changes(method -> !CHANGES.contains(method));
  }

  /**
   * The methods of a class.
   *
   * @param open those that others may call
   * @param calls what each calls outside of steps
   */
  private record Methods(Set<String> open, Map<String, Set<String>> calls) {
    Set<String> changes(Predicate<String> in) {
      Set<String> changes = new TreeSet<>();
      calls.forEach(
          (caller, called) ->
              called.stream()
                  .filter(call -> call.startsWith("store:") && in.test(caller))
                  .forEach(call -> changes.add(caller + " -> " + call)));
      return changes;
    }
  }

  private static Methods methodsOf(JavaFileObject file) {
    CompilationUnitTree unit = Sources.parse(List.of(file)).units().get(0);
    Map<String, Set<String>> calls = new HashMap<>();
    Set<String> own = new HashSet<>();
    Set<String> open = new HashSet<>();
    unit.accept(
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void nothing) {
            own.add(method.getName().toString());
            if (!method.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
              open.add(method.getName().toString());
            }
            return super.visitMethod(method, nothing);
          }
        },
        null);
    unit.accept(new Calls(calls, own), null);
    return new Methods(open, calls);
  }

  private static final class Calls extends TreeScanner<Void, Void> {
    private final Map<String, Set<String>> calls;
    private final Set<String> own;
    private String caller = "";

    Calls(Map<String, Set<String>> calls, Set<String> own) {
      this.calls = calls;
      this.own = own;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      caller = method.getName().toString();
      return super.visitMethod(method, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      String name = Sources.simpleName(call.getMethodSelect());
      String text = call.getMethodSelect().toString();
      note(name, text);
      if (!STEPS.contains(name)) {
        return super.visitMethodInvocation(call, nothing);
      }
      String before = caller;
      for (var argument : call.getArguments()) {
        boolean isCode =
            argument instanceof LambdaExpressionTree || argument instanceof MemberReferenceTree;
        caller = isCode ? "<step>" : before;
        scan(argument, nothing);
      }
      caller = before;
      return null;
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
      note(reference.getName().toString(), reference.toString());
      return super.visitMemberReference(reference, nothing);
    }

    private void note(String name, String text) {
      boolean isOwn = text.equals(name) || text.equals("this::" + name);
      if (isOwn && own.contains(name)) {
        calls.computeIfAbsent(caller, c -> new HashSet<>()).add("own:" + name);
      } else if (CHANGES.contains(name) && !caller.equals("<step>")) {
        calls.computeIfAbsent(caller, c -> new HashSet<>()).add("store:" + text);
      }
    }
  }
}
