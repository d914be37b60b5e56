package dev.rollforward.spec.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tla2sany.drivers.InitException;
import tla2sany.drivers.SANY;
import tla2sany.drivers.SemanticException;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.parser.ParseException;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.AssumeNode;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * Reads the module of the proof, and one with faults. A fault is a set of definitions of the module
 * of faults: {@code NoFence_MaySkip} is what the fault NoFence puts in place of {@code MaySkip},
 * and {@code NoFence_Also} would be actions that it adds.
 */
final class ModuleReader implements ProofModule.Definitions {
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?m)^\\\\\\* (LEMMA|INV|PROP|START|FAULT|HOLDS) (\\w+): ((?:.*\\R\\\\\\* )*.*?\\.)\\s*$");

  /** What a fault calls the actions that it adds. */
  private static final String MORE_ACTIONS = "Also";

  private static final Object SANY_LOCK = new Object();

  private final Strings strings = new Strings();
  private final Map<String, OpDefNode> operators = new TreeMap<>();
  private final ModuleNode root;
  private final Expressions expressions;
  private final Map<String, Map<String, String>> sentences = new HashMap<>();
  private final Map<String, Value> state = new HashMap<>();
  private final Optional<OpDefNode> more;

  private ModuleReader(Path folder, String module, Optional<String> fault) {
    root = parse(folder, module);
    for (OpDefNode operator : root.getOpDefs()) {
      operators.put(operator.getName().toString(), operator);
    }
    Map<String, OpDefNode> overrides = new HashMap<>();
    fault.ifPresent(
        name ->
            operators.forEach(
                (operator, node) -> {
                  if (operator.startsWith(name + "_")) {
                    overrides.put(operator.substring(name.length() + 1), node);
                  }
                }));
    fault.ifPresent(
        name -> {
          if (overrides.isEmpty()) {
            throw new ProofFormException(module + " defines nothing for the fault " + name);
          }
        });
    more = Optional.ofNullable(overrides.remove(MORE_ACTIONS));
    overrides.keySet().forEach(this::get);
    expressions = new Expressions(strings, overrides);
    readSentences(folder, module);
  }

  /** The protocol. */
  static ProofModule protocol(Path folder) {
    return new ModuleReader(folder, "RollforwardProof", Optional.empty()).read();
  }

  /** The contract that the protocol refines. */
  static ProofModule contract(Path folder) {
    return new ModuleReader(folder, Expressions.CONTRACT, Optional.empty()).read();
  }

  /** The protocol with a rule removed. */
  static ProofModule withFault(Path folder, String fault) {
    return new ModuleReader(folder, "ProofFaults", Optional.of(fault)).read();
  }

  /** The faults, and what each says in words. */
  static Map<String, String> faults(Path folder) {
    return new ModuleReader(folder, "ProofFaults", Optional.empty()).sentences("FAULT");
  }

  /** The changes that break nothing, and what each says in words. */
  static Map<String, String> harmless(Path folder) {
    return new ModuleReader(folder, "ProofFaults", Optional.empty()).sentences("HOLDS");
  }

  /** The actions of a specification, such as {@code Rollforward}, whose modules lie in a folder. */
  static Set<String> actions(Path folder, String module) {
    for (OpDefNode operator : parse(folder, module).getOpDefs()) {
      if (operator.getName().toString().equals("Next")) {
        return SpecActions.of(operator);
      }
    }
    throw new ProofFormException(module + " does not define Next");
  }

  private static ModuleNode parse(Path folder, String module) {
    // SANY keeps its tables in static fields.
    synchronized (SANY_LOCK) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
      SpecObj spec =
          new SpecObj(
              folder.resolve(module + ".tla").toString(),
              new SimpleFilenameToStream(folder.toString()));
      // It also tells on standard output which files it reads.
      PrintStream before = ToolIO.out;
      ToolIO.out = out;
      try {
        SANY.frontEndInitialize(spec, out);
        SANY.frontEndParse(spec, out);
        SANY.frontEndSemanticAnalysis(spec, out, true);
      } catch (InitException | ParseException | SemanticException e) {
        throw new ProofFormException(module + ".tla: " + said.toString(StandardCharsets.UTF_8));
      } finally {
        ToolIO.out = before;
      }
      if (spec.getSemanticErrors().isFailure() || spec.getRootModule() == null) {
        throw new ProofFormException(module + ".tla: " + said.toString(StandardCharsets.UTF_8));
      }
      return spec.getRootModule();
    }
  }

  private void readSentences(Path folder, String module) {
    List<String> modules =
        module.equals(Expressions.CONTRACT)
            ? List.of(module)
            : List.of("RollforwardProof", "ProofFaults");
    for (String name : modules) {
      Path path = folder.resolve(name + ".tla");
      if (!Files.exists(path)) {
        continue;
      }
      try {
        Matcher matcher = SENTENCE.matcher(Files.readString(path));
        while (matcher.find()) {
          sentences
              .computeIfAbsent(matcher.group(1), kind -> new LinkedHashMap<>())
              .put(matcher.group(2), matcher.group(3).replaceAll("\\R\\\\\\* ", " "));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Map<String, String> sentences(String kind) {
    return sentences.getOrDefault(kind, Map.of());
  }

  @Override
  public Strings strings() {
    return strings;
  }

  @Override
  public Set<String> goals() {
    return sentences("INV").keySet();
  }

  @Override
  public OpDefNode get(String name) {
    OpDefNode operator = operators.get(name);
    if (operator == null) {
      throw new ProofFormException(root.getName() + " does not define " + name);
    }
    return operator;
  }

  @Override
  public List<Term> conjuncts(String name, Environment env) {
    return conjunctsOf(expressions.definition(get(name)).getBody(), env);
  }

  @Override
  public Map<String, Value> substitution(String definition, Environment env) {
    if (get(definition).getBody() instanceof SubstInNode instance) {
      return expressions.substitution(instance, env);
    }
    throw new ProofFormException(definition + " is no definition of an instance");
  }

  @Override
  public Optional<Term> witness(String name, List<Symbol> parameters, Environment env) {
    OpDefNode definition = operators.get(name);
    if (definition == null) {
      return Optional.empty();
    }
    Environment inner = env;
    for (FormalParamNode parameter : definition.getParams()) {
      Symbol symbol =
          parameters.stream()
              .filter(own -> own.name().equals(parameter.getName().toString()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ProofFormException(
                          name + " has the parameter " + parameter.getName() + ", its action not"));
      inner = inner.with(parameter, Value.of(symbol));
    }
    return Optional.of(expressions.term(definition.getBody(), inner));
  }

  private List<Term> conjunctsOf(SemanticNode node, Environment env) {
    if (isConjunction(node)) {
      List<Term> all = new ArrayList<>();
      for (SemanticNode arg : ((OpApplNode) node).getArgs()) {
        all.addAll(conjunctsOf(arg, env));
      }
      return all;
    }
    return List.of(expressions.term(node, env));
  }

  private static boolean isConjunction(SemanticNode node) {
    if (!(node instanceof OpApplNode application)) {
      return false;
    }
    String name = application.getOperator().getName().toString();
    return name.equals("$ConjList") || name.equals("\\land");
  }

  private ProofModule read() {
    Map<String, ExprNode> assumptions = new LinkedHashMap<>();
    for (AssumeNode assume : root.getAssumptions()) {
      assumptions.put(assume.getDef().getName().toString(), assume.getAssume());
    }
    ExprNode types = assumptions.remove("ScenarioTypes");
    List<String> typed = memberships(types).stream().map(ModuleReader::typedName).toList();
    List<Sort> sorts = new ArrayList<>();
    for (OpDeclNode constant : root.getConstantDecls()) {
      String name = constant.getName().toString();
      if (!typed.contains(name)) {
        sorts.add(new Sort(name));
        state.put(name, new Value.All(new Sort(name)));
      }
    }
    Map<String, Symbol> constants = declare(memberships(types));
    Map<String, Symbol> variables = declare(memberships(get("TypeOK").getBody()));
    for (OpDeclNode variable : root.getVariableDecls()) {
      if (!variables.containsKey(variable.getName().toString())) {
        throw new ProofFormException("TypeOK does not name " + variable.getName());
      }
    }
    Environment env = Environment.of(state, Map.of());
    List<Term> axioms = new ArrayList<>();
    assumptions.values().forEach(assumption -> axioms.addAll(conjunctsOf(assumption, env)));
    Actions actions = new Actions(expressions, variables.keySet());
    Map<String, String> lemmas = lemmas();
    Map<String, String> invariants = named("INV");
    invariants.keySet().removeAll(lemmas.keySet());
    return new ProofModule(
        this,
        new ProofModule.ModuleParts(
            sorts,
            constants,
            variables,
            state,
            axioms,
            initial(env, variables),
            steps(actions, env),
            lemmas,
            invariants,
            named("PROP"),
            named("START")));
  }

  private static List<OpApplNode> memberships(ExprNode node) {
    List<OpApplNode> all = new ArrayList<>();
    for (SemanticNode arg : ((OpApplNode) node).getArgs()) {
      all.add((OpApplNode) arg);
    }
    return all;
  }

  private static String typedName(OpApplNode membership) {
    return ((OpApplNode) membership.getArgs()[0]).getOperator().getName().toString();
  }

  private Map<String, Symbol> declare(List<OpApplNode> memberships) {
    Map<String, Symbol> symbols = new LinkedHashMap<>();
    for (OpApplNode membership : memberships) {
      String name = typedName(membership);
      Value type = expressions.value(membership.getArgs()[1], Environment.of(state, Map.of()));
      List<Sort> arguments = new ArrayList<>();
      while (type instanceof Value.Maps maps) {
        arguments.add(maps.from());
        type = maps.to();
      }
      Sort result = type instanceof Value.All all ? all.sort() : Sort.STRING;
      Symbol symbol = new Symbol(name, arguments, result);
      symbols.put(name, symbol);
      state.put(name, Value.of(symbol));
    }
    return symbols;
  }

  private Map<String, Value> initial(Environment env, Map<String, Symbol> variables) {
    Map<String, Value> initial = new HashMap<>();
    for (SemanticNode node : ((OpApplNode) get("Init").getBody()).getArgs()) {
      OpApplNode equation = (OpApplNode) node;
      initial.put(typedName(equation), expressions.value(equation.getArgs()[1], env));
    }
    if (!initial.keySet().equals(variables.keySet())) {
      throw new ProofFormException("Init does not say what every variable is");
    }
    return initial;
  }

  private List<Step> steps(Actions actions, Environment env) {
    List<Step> steps = new ArrayList<>(steps(actions, env, get("Next")));
    more.ifPresent(definition -> steps.addAll(steps(actions, env, definition)));
    return steps;
  }

  private List<Step> steps(Actions actions, Environment env, OpDefNode definition) {
    OpApplNode next = (OpApplNode) definition.getBody();
    Map<SemanticNode, Symbol> parameters = new HashMap<>();
    Environment inner = env;
    for (int i = 0; i < next.getBdedQuantBounds().length; i++) {
      Value set = expressions.value(next.getBdedQuantBounds()[i], env);
      for (FormalParamNode parameter : next.getBdedQuantSymbolLists()[i]) {
        Symbol symbol = parameter(parameter.getName().toString(), set);
        parameters.put(parameter, symbol);
        inner = inner.with(parameter, Value.of(symbol));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (OpApplNode action : disjuncts(next.getArgs()[0])) {
      List<Symbol> own = new ArrayList<>();
      for (SemanticNode arg : action.getArgs()) {
        own.add(parameters.get(((OpApplNode) arg).getOperator()));
      }
      steps.addAll(actions.steps(action.getOperator().getName().toString(), action, own, inner));
    }
    return steps;
  }

  private static Symbol parameter(String name, Value set) {
    if (set instanceof Value.All all) {
      return new Symbol(name, List.of(), all.sort());
    }
    Value.Maps maps = (Value.Maps) set;
    return new Symbol(name, List.of(maps.from()), ((Value.All) maps.to()).sort());
  }

  private static List<OpApplNode> disjuncts(SemanticNode node) {
    OpApplNode application = (OpApplNode) node;
    if (application.getOperator() instanceof OpDefNode definition
        && definition.getKind() != ASTConstants.BuiltInKind) {
      return List.of(application);
    }
    List<OpApplNode> all = new ArrayList<>();
    for (SemanticNode arg : application.getArgs()) {
      all.addAll(disjuncts(arg));
    }
    return all;
  }

  private Map<String, String> lemmas() {
    Map<String, String> lemmas = new LinkedHashMap<>();
    for (OpApplNode lemma : invParts(get("Inv").getBody())) {
      String name = lemma.getOperator().getName().toString();
      String sentence = sentences("LEMMA").getOrDefault(name, sentences("INV").get(name));
      if (sentence == null) {
        throw new ProofFormException("the lemma " + name + " is not said in words");
      }
      lemmas.put(name, sentence);
    }
    return lemmas;
  }

  private static List<OpApplNode> invParts(SemanticNode node) {
    if (!isConjunction(node)) {
      return List.of((OpApplNode) node);
    }
    List<OpApplNode> all = new ArrayList<>();
    for (SemanticNode arg : ((OpApplNode) node).getArgs()) {
      all.addAll(invParts(arg));
    }
    return all;
  }

  private Map<String, String> named(String kind) {
    return sentences(kind).entrySet().stream()
        .peek(entry -> get(entry.getKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }
}
