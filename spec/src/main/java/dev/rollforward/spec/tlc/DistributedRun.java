package dev.rollforward.spec.tlc;

import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.model.CfgFile;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tlc2.output.EC;
import tlc2.tool.distributed.TLCWorker;

/**
 * Checks one model on several machines: a server here, and workers that people start elsewhere. The
 * workers need TLC and this server's address; the server sends them the modules.
 *
 * <p>Safety only: TLC's server leaves liveness out without a word, so a model that has any is
 * refused. Workers connect to the given port, and server and workers call each other back on ports
 * that the system chooses.
 */
public final class DistributedRun {
  private static final String PORT = "tlc2.tool.distributed.TLCServer.port";
  private static final String REPORT = "tlc2.tool.distributed.TLCServer.report";
  private static final int REPORT_MILLIS = 1000;

  private final SpecFiles files;
  private final Path workspace;
  private final TlcOptions options;
  private final Address address;

  /**
   * Where workers find the server.
   *
   * @param host the name or number of this machine, as the other machines know it
   * @param port any free one
   */
  public record Address(String host, int port) {
    /** The port that TLC takes unless it is told another. */
    public static final int DEFAULT_PORT = 10997;

    public Address {
      if (host.isBlank()) {
        throw new UsageException("the server needs the name by which workers know this machine");
      }
      if (port < 1 || port > 65535) {
        throw new UsageException("a port is between 1 and 65535, not " + port);
      }
    }
  }

  /**
   * A run.
   *
   * @param files the modules
   * @param workspace an existing folder for the files of the run, which are removed after it
   * @param options heap and time limit of the server; it has no workers of its own
   */
  public DistributedRun(SpecFiles files, Path workspace, TlcOptions options, Address address) {
    this.files = files;
    this.workspace = workspace.toAbsolutePath();
    this.options = options.withCoverage(false);
    this.address = address;
  }

  /**
   * Checks a model to the end, which is not before a worker has come. Workers end with the server.
   * An interrupt ends the server and gives {@link TlcResult.Unfinished}; the thread stays
   * interrupted.
   *
   * <p>A violation has every property of the model for a suspect, since TLC does not say which it
   * is.
   *
   * @throws UsageException if the model has liveness properties or is to be simulated
   */
  public TlcResult run(Model model, DistributedListener listener) {
    if (model.simulated()) {
      throw new UsageException(model.name() + ": a simulation runs on one machine");
    }
    try (ModuleFolder modules = ModuleFolder.of(files, workspace)) {
      return run(model, modules.path(), listener);
    }
  }

  private TlcResult run(Model model, Path modules, DistributedListener listener) {
    // The server tells neither a bad configuration nor a false assumption from a violation.
    Preflight preflight = Preflight.of(model, options, modules, workspace);
    if (preflight.temporal()) {
      throw new UsageException(
          "%s: among %s is liveness, which TLC leaves out on several machines; check it on one"
              .formatted(model.name(), model.properties()));
    }
    return preflight.begun() ? serve(model, modules, listener) : preflight.result();
  }

  private TlcResult serve(Model model, Path modules, DistributedListener listener) {
    String config = config(model, modules);
    try (TlcRun server =
        TlcRun.start(
            model,
            options,
            modules,
            workspace,
            (message, output) -> tell(listener, message, output),
            directory -> command(model, config, directory))) {
      return server.await(DistributedVerdict::of);
    }
  }

  /** The server sends its workers only files that lie beside the modules. */
  private static String config(Model model, Path modules) {
    String name = model.name() + ".cfg";
    try {
      Files.writeString(modules.resolve(name), CfgFile.of(model));
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(DistributedListener listener, TlcMessage message, TlcOutput output) {
    switch (message.code()) {
      case EC.TLC_DISTRIBUTED_SERVER_RUNNING -> listener.ready(workerCommand());
      case EC.TLC_DISTRIBUTED_WORKER_REGISTERED -> listener.joined();
      case EC.TLC_PROGRESS_STATS -> listener.progress(output.progress());
      default -> {}
    }
  }

  private List<String> command(Model model, String config, RunDirectory directory) {
    List<String> command = new ArrayList<>(TlcCommand.jvm(options, directory, false));
    command.add(hostname(address.host()));
    command.add(port());
    command.add("-D" + REPORT + "=" + REPORT_MILLIS);
    command.add(DistributedChild.class.getName());
    command.addAll(List.of("-tool", "-fp", "0", "-checkpoint", "0"));
    if (!model.deadlock()) {
      // The server ignores what the configuration says of it.
      command.add("-deadlock");
    }
    command.addAll(List.of("-metadir", directory.states().toString()));
    command.addAll(List.of("-config", config, model.root()));
    return command;
  }

  /**
   * What to run on another machine, word by word: with its own path to TLC, and, if it has several
   * addresses, {@code -Djava.rmi.server.hostname=} the one by which this machine reaches it.
   */
  public List<String> workerCommand() {
    List<String> command = new ArrayList<>(List.of("java", "-XX:+UseParallelGC"));
    command.add(port());
    if (isLoopback()) {
      command.add(hostname(address.host()));
    }
    command.addAll(List.of("-cp", options.jar().toString()));
    command.addAll(List.of(TLCWorker.class.getName(), address.host()));
    return command;
  }

  private boolean isLoopback() {
    return address.host().equals("localhost") || address.host().startsWith("127.");
  }

  private String port() {
    return "-D" + PORT + "=" + address.port();
  }

  private static String hostname(String host) {
    return "-Djava.rmi.server.hostname=" + host;
  }
}
