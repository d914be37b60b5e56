package dev.rollforward.spec.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes a model as a configuration file for TLC. */
public final class CfgFile {
  private CfgFile() {}

  /** The text of the file. */
  public static String of(Model model) {
    StringBuilder cfg = new StringBuilder();
    line(cfg, "SPECIFICATION " + model.specification());
    constants(cfg, model.constants());
    optional(cfg, "CONSTRAINT", model.constraint());
    optional(cfg, "VIEW", model.view());
    optional(cfg, "SYMMETRY", model.symmetry());
    list(cfg, "INVARIANTS", model.invariants());
    list(cfg, "PROPERTIES", model.properties());
    line(cfg, "CHECK_DEADLOCK " + (model.deadlock() ? "TRUE" : "FALSE"));
    return cfg.toString();
  }

  private static void constants(StringBuilder cfg, Map<String, String> constants) {
    if (constants.isEmpty()) {
      return;
    }
    line(cfg, "CONSTANTS");
    modelValues(constants).forEach(name -> line(cfg, "  " + name + " = " + name));
    constants.forEach(
        (name, value) -> {
          String relation = ConstantValue.isSubstitution(value) ? " " : " = ";
          line(cfg, "  " + name + relation + value);
        });
  }

  /** A module may declare a model value as a constant of its own; then it needs its own line. */
  private static Set<String> modelValues(Map<String, String> constants) {
    Set<String> names = new TreeSet<>();
    constants.values().forEach(value -> names.addAll(ConstantValue.modelValues(value)));
    names.removeAll(constants.keySet());
    return names;
  }

  private static void optional(StringBuilder cfg, String keyword, String name) {
    if (name != null) {
      line(cfg, keyword + " " + name);
    }
  }

  private static void list(StringBuilder cfg, String keyword, List<String> names) {
    if (!names.isEmpty()) {
      line(cfg, keyword);
      names.forEach(name -> line(cfg, "  " + name));
    }
  }

  private static void line(StringBuilder cfg, String text) {
    cfg.append(text).append('\n');
  }
}
