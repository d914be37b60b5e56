package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The main class of a child JVM: for each line {@code create <table> <operation> <id>} or {@code
 * append <table> <operation> <base> <id>} it commits and answers with the outcome.
 */
final class CommittingChild {
  private CommittingChild() {}

  /**
   * Answers until its input ends.
   *
   * @param args the root folder
   */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (TestTables tables = new TestTables(Path.of(args[0]))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(tables, line.split(" ")));
        System.out.flush();
      }
    }
  }

  private static Object answer(TestTables tables, String[] words) {
    TableId table = new TableId(words[1]);
    return words[0].equals("create")
        ? tables.create(words[2], table, Long.parseLong(words[3]))
        : tables.append(words[2], table, Long.parseLong(words[3]), Long.parseLong(words[4]));
  }
}
