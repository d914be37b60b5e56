package dev.rollforward.spec.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells whether a result still stands: everything that it depends on in the specification, in a few
 * characters. Two digests are equal only if the modules, the bounds and the expectation are.
 */
public final class SpecDigest {
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final String SUFFIX = ".tla";
  private static final int CHARACTERS = 16;

  private final Map<String, String> modules;
  private final String tool;

  private SpecDigest(Map<String, String> modules, String tool) {
    this.modules = modules;
    this.tool = tool;
  }

  /**
   * The digests of a specification.
   *
   * @param tool what checks it, in its very version: another finds something else, perhaps
   */
  public static SpecDigest of(SpecFiles files, String tool) {
    Map<String, String> modules = new TreeMap<>();
    files.texts().forEach((file, text) -> modules.put(moduleOf(file), text));
    return new SpecDigest(modules, tool);
  }

  private static String moduleOf(String file) {
    return file.substring(0, file.length() - SUFFIX.length());
  }

  /** The digest of a model and of what it has to explore. */
  public String of(Model model) {
    return digest(model, model.simulated() ? model.simulation() : model.expect());
  }

  /** The digest of a fault in its model. */
  public String of(Selection.Injection injection) {
    return digest(
        injection.model(), injection.fault().breaks() + " " + injection.fault().maxLength());
  }

  /** The digest of a scene in its model. */
  public String of(Selection.Staging staging) {
    return digest(staging.model(), staging.scene().maxLength());
  }

  private String digest(Model model, Object expectation) {
    List<String> parts = new ArrayList<>();
    for (String name : reachable(model.root())) {
      parts.add(name);
      parts.add(modules.get(name));
    }
    parts.add(CfgFile.of(model));
    parts.add(Boolean.toString(model.coverage()));
    parts.add(tool);
    parts.add(expectation.toString());
    return digest(parts);
  }

  /** The digest of some modules as a whole, by their file names. */
  static String of(Map<String, String> texts) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(texts)
        .forEach(
            (name, text) -> {
              parts.add(name);
              parts.add(text);
            });
    return digest(parts);
  }

  private static String digest(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEach(part -> update(digest, part));
      return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /** A module that merely mentions another counts as using it: that errs on the safe side. */
  private Set<String> reachable(String module) {
    Set<String> found = new TreeSet<>();
    Set<String> next = Set.of(module);
    while (!next.isEmpty()) {
      found.addAll(next);
      next =
          next.stream()
              .map(name -> modules.getOrDefault(name, ""))
              .flatMap(text -> WORD.matcher(text).results().map(MatchResult::group))
              .filter(modules::containsKey)
              .filter(name -> !found.contains(name))
              .collect(Collectors.toSet());
    }
    found.retainAll(modules.keySet());
    return found;
  }
}
