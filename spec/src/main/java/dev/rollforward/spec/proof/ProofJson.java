package dev.rollforward.spec.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.TreeSet;

/** A report of a proof for other tools. */
public final class ProofJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ProofJson() {}

  /** The report as JSON: the verdict, Z3's version, and every obligation. */
  public static String of(ProofReport report) {
    try {
      return MAPPER.writeValueAsString(tree(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  /** The same as a tree. */
  public static ObjectNode tree(ProofReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", 1);
    root.put("verdict", word(report.verdict()));
    root.put("solver", Solver.version());
    root.put("seconds", report.seconds());
    ObjectNode lemmas = root.putObject("lemmas");
    report.lemmas().forEach(lemmas::put);
    ArrayNode obligations = root.putArray("obligations");
    for (ProofResult result : report.results()) {
      ObjectNode node = obligations.addObject();
      node.put("lemma", result.lemma());
      node.put("conjunct", result.conjunct());
      node.put("action", result.action());
      node.put("branch", result.branch());
      node.put("verdict", word(result.verdict()));
      node.put("seconds", result.seconds());
      node.put("kept", result.kept());
      ArrayNode needed = node.putArray("needed");
      new TreeSet<>(result.needed()).forEach(needed::add);
      if (!result.reason().isEmpty()) {
        node.put("reason", result.reason());
      }
    }
    return root;
  }

  private static String word(ProofResult.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
