package dev.rollforward.objectstore;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * A request to the S3 server.
 *
 * @param method of HTTP
 * @param target path and query as they were sent
 * @param key the object, or for a listing the prefix, in the bucket
 * @param isListing whether it lists
 * @param ifAbsent whether it is a put that demands that there is nothing
 */
record Request(String method, String target, String key, boolean isListing, boolean ifAbsent) {
  static Request of(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    Optional<String> prefix = parameter(uri, "prefix");
    boolean listing = exchange.getRequestMethod().equals("GET") && uri.getRawQuery() != null;
    String path = uri.getPath().replaceFirst("^/" + S3Server.BUCKET + "/?", "");
    return new Request(
        exchange.getRequestMethod(),
        uri.toString(),
        listing ? prefix.orElse("") : path,
        listing,
        "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match")));
  }

  private static Optional<String> parameter(URI uri, String name) {
    return Optional.ofNullable(uri.getQuery()).stream()
        .flatMap(query -> Arrays.stream(query.split("&")))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  /** What it costs by: one of the kinds that stores bill, and whether a put is conditional. */
  String kind() {
    if (isListing) {
      return "LIST";
    }
    return ifAbsent ? "PUT if absent" : method;
  }

  /** Whether the protocol sent it, rather than Lance: its objects begin with two underscores. */
  boolean isOurs() {
    return key.matches("(.*/)?(__[a-z]+(/.*|[.]json)?|[.]probe-.*)")
        || key.matches("tests/[0-9]+/");
  }
}
