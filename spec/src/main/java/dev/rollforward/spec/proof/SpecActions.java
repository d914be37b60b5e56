package dev.rollforward.spec.proof;

import java.util.LinkedHashSet;
import java.util.Set;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/** The actions of a specification: what the disjunctions of its next-state relation end in. */
final class SpecActions {
  private static final Set<String> TRANSPARENT =
      Set.of("$DisjList", "\\lor", "$BoundedExists", "$UnboundedExists");

  private final Set<String> actions = new LinkedHashSet<>();

  private SpecActions() {}

  static Set<String> of(OpDefNode next) {
    SpecActions found = new SpecActions();
    found.visit(next.getBody());
    return found.actions;
  }

  private void visit(SemanticNode node) {
    OpApplNode application = (OpApplNode) node;
    if (!(application.getOperator() instanceof OpDefNode definition)) {
      throw Expressions.unreadable(node, "is no disjunct of a next-state relation");
    }
    if (definition.getKind() == ASTConstants.BuiltInKind) {
      for (SemanticNode arg : application.getArgs()) {
        visit(arg);
      }
    } else if (branches(definition.getBody())) {
      visit(definition.getBody());
    } else {
      actions.add(definition.getName().toString());
    }
  }

  /** Whether a definition only lists other actions. */
  private static boolean branches(SemanticNode body) {
    if (!(body instanceof OpApplNode application)
        || !TRANSPARENT.contains(application.getOperator().getName().toString())) {
      return false;
    }
    for (SemanticNode arg : application.getArgs()) {
      boolean another =
          arg instanceof OpApplNode inner
              && inner.getOperator() instanceof OpDefNode definition
              && definition.getKind() != ASTConstants.BuiltInKind
              && inner.getLevel() == LevelConstants.ActionLevel;
      if (!another && !branches(arg)) {
        return false;
      }
    }
    return true;
  }
}
