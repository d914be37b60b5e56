package dev.rollforward.spec.tlc;

import dev.rollforward.spec.model.Model;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import tlc2.output.EC;

/**
 * What the beginning of an ordinary run of TLC tells: modules and configuration are read,
 * assumptions evaluated, and TLC has said whether there is liveness to check.
 *
 * @param begun whether TLC came to compute initial states
 * @param temporal whether there is liveness to check; known if it came so far
 * @param result how the run ended; of interest if it did not
 */
record Preflight(boolean begun, boolean temporal, TlcResult result) {
  static Preflight of(Model model, TlcOptions options, Path modules, Path workspace) {
    CompletableFuture<Boolean> temporal = new CompletableFuture<>();
    try (TlcRun run =
        TlcRun.start(
            model,
            options,
            modules,
            workspace,
            (message, output) -> {
              if (message.code() == EC.TLC_COMPUTING_INIT) {
                temporal.complete(output.temporal());
              }
            },
            directory -> TlcCommand.of(model, options, directory))) {
      temporal.thenRun(() -> run.child().destroyForcibly());
      TlcResult result = run.await();
      return new Preflight(temporal.isDone(), temporal.getNow(false), result);
    }
  }
}
