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
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the state machines change in a store, they change as the effect of a step, so that a hook is
 * on each side of it. An effect is what is handed to {@code act}, and every method that is called
 * from nowhere else.
 */
class StepGuardTest {
  private static final Set<String> CHANGES =
      Set.of("create", "delete", "commit", "restore", "publish");
  private static final Set<String> STEPS = Set.of("act", "actIf", "list");

  @Test
  void theStateMachinesChangeStoresOnlyInSteps() {
    List<JavaFileObject> machines =
        Sources.production(Path.of("..").toAbsolutePath().normalize()).stream()
            .filter(
                file ->
                    file.getName().endsWith("engine/Writer.java")
                        || file.getName().endsWith("engine/RecoveryPass.java")
                        || file.getName().endsWith("engine/Recovery.java"))
            .toList();

    assertThat(machines).hasSize(3);
    machines.forEach(machine -> assertThat(outside(machine)).as(machine.getName()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void arm() { stores.sidecars().create(sidecar); }",
        "void arm() { put(); } void put() { stores.sidecars().create(sidecar); }",
        "void arm() { act(A, this::put, c -> c); put(); } void put() { d.publish(m, o); }",
        "void arm() { act(A, () -> 1, c -> c); stores.tables().restore(o, t, 1); }"
      })
  void aChangeOutsideOfAStepIsReported(String body) {
    assertThat(outside(Sources.text("M.java", "class M { " + body + " }"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void arm() { act(A, () -> stores.sidecars().create(sidecar), c -> c); }",
        "void arm() { act(A, this::put, c -> c); } int put() { return d.publish(m, o); }",
        "void arm() { act(A, () -> put(1), c -> c); } int put(int i) { return again(i); }"
            + " int again(int i) { return d.publish(m, o); }",
        "void arm() { stores.sidecars().read(o); }"
      })
  void aChangeInAStepPasses(String body) {
    assertThat(outside(Sources.text("M.java", "class M { " + body + " }"))).isEmpty();
  }

  /** The changes that can be reached other than through a step. */
  private static Set<String> outside(JavaFileObject file) {
    CompilationUnitTree unit = Sources.parse(List.of(file)).units().get(0);
    Map<String, Set<String>> calls = new HashMap<>();
    Set<String> own = new HashSet<>();
    unit.accept(
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void nothing) {
            own.add(method.getName().toString());
            return super.visitMethod(method, nothing);
          }
        },
        null);
    unit.accept(new Calls(calls, own), null);
    Set<String> effects = new HashSet<>(own);
    effects.removeIf(method -> !isEffect(method, calls, new HashSet<>()));
    Set<String> outside = new TreeSet<>();
    calls.forEach(
        (caller, called) ->
            called.stream()
                .filter(call -> call.startsWith("store:") && !effects.contains(caller))
                .forEach(call -> outside.add(caller + " -> " + call)));
    return outside;
  }

  /** Called from steps, and from methods that are themselves called from nowhere else. */
  private static boolean isEffect(
      String method, Map<String, Set<String>> calls, Set<String> asked) {
    if (!asked.add(method)) {
      return true;
    }
    boolean inStep = calls.getOrDefault("<step>", Set.of()).contains("own:" + method);
    boolean everywhere =
        calls.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("<step>"))
            .filter(entry -> entry.getValue().contains("own:" + method))
            .allMatch(entry -> isEffect(entry.getKey(), calls, asked));
    boolean called = calls.values().stream().anyMatch(called1 -> called1.contains("own:" + method));
    return called && everywhere && (inStep || called);
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
      if ((!text.contains(".") && own.contains(name)) || text.startsWith("this::")) {
        calls.computeIfAbsent(caller, c -> new HashSet<>()).add("own:" + name);
      } else if (CHANGES.contains(name) && !caller.equals("<step>")) {
        calls.computeIfAbsent(caller, c -> new HashSet<>()).add("store:" + text);
      }
    }
  }
}
