package dev.rollforward.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The network between a client and an S3 server, which does what a test says: a script decides, and
 * no clock. Every request that comes in is recorded in the order of its arrival.
 */
final class FaultProxy implements AutoCloseable {
  static {
    // The signature covers the host that the client sees, so the header has to go on as it is.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private final URI server;
  private final HttpServer front;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Map<String, HttpResponse<byte[]>> listings = new ConcurrentHashMap<>();
  private volatile String laggingFolder;

  FaultProxy(URI server) {
    this.server = server;
    try {
      front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    front.createContext("/", this::handle);
    front.setExecutor(threads);
    front.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** Which requests came in, in the order of their arrival. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  void forgetRequests() {
    requests.clear();
  }

  /** The next {@code times} requests that {@code which} accepts meet {@code fault}. */
  FaultProxy script(Predicate<Request> which, int times, Fault fault) {
    rules.add(new Rule(which, new AtomicInteger(times), fault));
    return this;
  }

  /** No fault any more. */
  void heal() {
    rules.clear();
    laggingFolder = null;
    listings.clear();
  }

  /** From now on a listing of what is in {@code folder} is answered as it is the first time. */
  void lagListings(String folder) {
    laggingFolder = folder;
  }

  @Override
  public void close() {
    front.stop(0);
    threads.shutdownNow();
  }

  /** What a request meets on its way. */
  sealed interface Fault {
    /** The connection is cut; the server has not seen the request. */
    record CutBefore() implements Fault {}

    /** The server has done what was asked; the connection is cut before it can say so. */
    record CutAfter() implements Fault {}

    /** Something in between answers; the server has not seen the request. */
    record Answered(int status) implements Fault {}

    /** The server has done what was asked; something in between answers otherwise. */
    record DoneButAnswered(int status) implements Fault {}

    /** The request reaches the server twice; its second answer is passed on. */
    record Twice() implements Fault {}

    /**
     * The request waits.
     *
     * @param arrived counted down when it has come in
     * @param released goes on when this is
     */
    record Held(CountDownLatch arrived, CountDownLatch released) implements Fault {}
  }

  /** The code by which S3 goes with a status. */
  private static final Map<Integer, String> CODES =
      Map.of(
          409, "ConditionalRequestConflict",
          412, "PreconditionFailed",
          429, "TooManyRequests",
          500, "InternalError",
          503, "SlowDown");

  private record Rule(Predicate<Request> which, AtomicInteger left, Fault fault) {
    boolean applies(Request request) {
      return which.test(request) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Request request = Request.of(exchange);
      requests.add(request);
      Fault fault =
          rules.stream()
              .filter(rule -> rule.applies(request))
              .map(Rule::fault)
              .findFirst()
              .orElse(null);
      if (fault == null) {
        answer(exchange, request, forward(exchange, request, body));
      } else if (fault instanceof Fault.CutAfter) {
        forward(exchange, request, body);
      } else if (fault instanceof Fault.Answered answered) {
        say(exchange, request, answered.status());
      } else if (fault instanceof Fault.DoneButAnswered answered) {
        forward(exchange, request, body);
        say(exchange, request, answered.status());
      } else if (fault instanceof Fault.Twice) {
        forward(exchange, request, body);
        answer(exchange, request, forward(exchange, request, body));
      } else if (fault instanceof Fault.Held held) {
        held.arrived().countDown();
        held.released().await();
        answer(exchange, request, forward(exchange, request, body));
      }
    } catch (InterruptedException e) {
      // The proxy is closed; so is the connection.
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, Request request, byte[] body)
      throws IOException, InterruptedException {
    String folder = laggingFolder;
    if (folder != null && request.isListing() && request.key().startsWith(folder)) {
      HttpResponse<byte[]> first = listings.get(request.target());
      if (first != null) {
        return first;
      }
      HttpResponse<byte[]> now = send(exchange, body);
      listings.put(request.target(), now);
      return now;
    }
    return send(exchange, body);
  }

  private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> onward.header(name, value));
              }
            });
    return client.send(onward.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, Request request, HttpResponse<byte[]> response)
      throws IOException {
    boolean hasBody = !request.method().equals("HEAD");
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name)
                  || (!hasBody && name.equals("content-length"))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    send(exchange, response.statusCode(), hasBody ? response.body() : new byte[0]);
  }

  private static void say(HttpExchange exchange, Request request, int status) throws IOException {
    if (!CODES.containsKey(status)) {
      send(exchange, status, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    String body =
        "<?xml version=\"1.0\"?><Error><Code>"
            + CODES.get(status)
            + "</Code><Message>as the test says</Message></Error>";
    send(exchange, status, request.method().equals("HEAD") ? new byte[0] : body.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
