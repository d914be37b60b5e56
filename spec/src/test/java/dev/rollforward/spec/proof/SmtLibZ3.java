package dev.rollforward.spec.proof;

import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import com.microsoft.z3.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A program that takes the arguments of cvc5 and reads SMT-LIB: Z3, by its own parser. */
final class SmtLibZ3 {
  private SmtLibZ3() {}

  public static void main(String[] args) throws IOException {
    int millis = 0;
    for (String argument : args) {
      if (argument.startsWith("--tlimit=")) {
        millis = Integer.parseInt(argument.substring("--tlimit=".length()));
      }
    }
    String script = Files.readString(Path.of(args[args.length - 1]));
    try (Context context = new Context()) {
      com.microsoft.z3.Solver solver = context.mkSolver();
      Params params = context.mkParams();
      params.add("timeout", millis);
      solver.setParameters(params);
      solver.add(context.parseSMTLIB2String(script, null, null, null, null));
      Status status = solver.check();
      System.out.println(
          status == Status.UNSATISFIABLE
              ? "unsat"
              : status == Status.SATISFIABLE ? "sat" : status.name().toLowerCase(Locale.ROOT));
    }
  }
}
