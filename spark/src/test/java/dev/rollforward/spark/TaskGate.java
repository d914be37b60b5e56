package dev.rollforward.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where tasks in executors wait until a test lets them go on. */
final class TaskGate implements AutoCloseable {
  private final ServerSocket server;
  private final List<Arrival> arrivals = new ArrayList<>();

  TaskGate() {
    try {
      server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits for the next task, which then waits for its release. */
  Arrival next() throws IOException {
    Socket task = server.accept();
    String who =
        new BufferedReader(new InputStreamReader(task.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    Arrival arrival = new Arrival(who, task);
    arrivals.add(arrival);
    return arrival;
  }

  /** A task that waits. */
  record Arrival(String who, Socket task) {
    void release() throws IOException {
      task.close();
    }
  }

  /** Waits at the gate of {@code port} until the test says so; called by a task. */
  static void pass(int port, String who) {
    try (Socket test = new Socket(InetAddress.getLoopbackAddress(), port)) {
      test.getOutputStream().write((who + "\n").getBytes(StandardCharsets.UTF_8));
      test.getOutputStream().flush();
      while (test.getInputStream().read() >= 0) {
        // The test says nothing but that it is over.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever waits goes on. */
  @Override
  public void close() throws IOException {
    for (Arrival arrival : arrivals) {
      arrival.release();
    }
    server.close();
  }
}
