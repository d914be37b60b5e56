package dev.rollforward.cli.explore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollforward.cli.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Serves one page to browsers of this machine, and to no other. */
final class PageServer implements AutoCloseable {
  private final HttpServer server;
  private final byte[] page;
  private final CountDownLatch closed = new CountDownLatch(1);

  private PageServer(HttpServer server, String page) {
    this.server = server;
    this.page = page.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Starts serving.
   *
   * @param port 0 for any that is free
   * @throws CliException if the port is taken
   */
  static PageServer start(String page, int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      PageServer started = new PageServer(server, page);
      server.createContext("/", started::answer);
      server.start();
      return started;
    } catch (IOException e) {
      throw CliException.usage(
          "port " + port + " cannot be used: " + e.getMessage(),
          "give another --port, or leave it out");
    }
  }

  String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean there = exchange.getRequestURI().getPath().equals("/");
      exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(there ? 200 : 404, there ? page.length : -1);
      if (there) {
        exchange.getResponseBody().write(page);
      }
    }
  }

  void await() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    server.stop(0);
    closed.countDown();
  }
}
