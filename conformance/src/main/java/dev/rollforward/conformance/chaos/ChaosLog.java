package dev.rollforward.conformance.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What happened in a run, a line each, in order. */
final class ChaosLog {
  private final List<String> lines = new ArrayList<>();

  void add(String who, String what) {
    lines.add(who + ": " + what);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Of everything logged: two runs with the same digest did the same. */
  String digest() {
    return digest(lines);
  }

  static String digest(List<String> lines) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      lines.forEach(line -> sha256.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
