package dev.rollforward.conformance.faults;

import dev.rollforward.spec.graph.StateGraph;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A state graph in a file, so that TLC explores a model once for many children. */
final class GraphFile {
  private GraphFile() {}

  static void write(StateGraph graph, Path file) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(graph.states().size());
      for (String state : graph.states()) {
        out.writeUTF(state);
      }
      out.writeInt(graph.steps().size());
      for (StateGraph.Step step : graph.steps()) {
        out.writeInt(step.from());
        out.writeUTF(step.action());
        out.writeInt(step.to());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static StateGraph read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      List<String> states = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        states.add(in.readUTF());
      }
      List<StateGraph.Step> steps = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        int from = in.readInt();
        String action = in.readUTF().intern();
        steps.add(new StateGraph.Step(from, action, in.readInt()));
      }
      return new StateGraph(states, steps);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
