package dev.rollforward.spec.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was proved before, by a digest of the formulas and of Z3's version: one line each, appended
 * as results come. Only proofs are kept. Safe for use by several threads of one process.
 */
final class ProofCache {
  private static final String GAP = " ";

  private final Path file;
  private final Map<String, Solver.Answer> known = new ConcurrentHashMap<>();

  private ProofCache(Path file) {
    this.file = file;
  }

  /** Reads a file, which need not exist; a line that is cut off is not believed. */
  static ProofCache in(Path file) {
    ProofCache cache = new ProofCache(file);
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(cache::read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cache;
  }

  private void read(String line) {
    String[] fields = line.split(GAP, -1);
    if (fields.length == 4 && fields[3].equals(".")) {
      Set<String> used = fields[2].isEmpty() ? Set.of() : Set.of(fields[2].split(","));
      known.put(
          fields[0],
          new Solver.Answer(Solver.Result.PROVED, Double.parseDouble(fields[1]), used, ""));
    }
  }

  Optional<Solver.Answer> find(String digest) {
    return Optional.ofNullable(known.get(digest));
  }

  void keep(String digest, Solver.Answer answer) {
    known.put(digest, answer);
    String line =
        String.join(
            GAP, digest, Double.toString(answer.seconds()), String.join(",", answer.used()), ".");
    synchronized (this) {
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * The digest of an obligation, for everything but the lemmas, which {@code context} stands for.
   */
  static String digest(String context, Obligation obligation) {
    return digest(
        List.of(
            context,
            Boolean.toString(obligation.lemmas().isEmpty()),
            obligation.premises().toString(),
            obligation.conclusion().toString()));
  }

  static String digest(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
