package dev.rollforward.spec.tlc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import util.SimpleFilenameToStream;
import util.UniqueString;

/**
 * TLC on one model after another in one JVM. Standard input has a request for each: the arguments
 * of TLC, one a line, and an empty line. After the output of each comes a line with {@link #DONE}
 * and the exit code that TLC would have ended with.
 *
 * <p>TLC was written to be run once, and keeps a state of its own in static fields. What a run for
 * states and steps leaves behind there is put back by {@link #forget}; {@link ReusedTlc} sends no
 * other, and no model of another module.
 */
final class ReusedTlcChild {
  static final String DONE = "@!@!@DONE ";

  private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();

  private ReusedTlcChild() {}

  public static void main(String[] args) throws InterruptedException {
    ReusedTlcChild child = new ReusedTlcChild();
    Thread reader = new Thread(child::read, "requests");
    reader.setDaemon(true);
    reader.start();
    TlcChild.reportProgress();
    while (true) {
      child.serve(child.requests.take());
    }
  }

  /** The end of the input is that of the parent, even if it was killed. */
  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      List<String> request = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          requests.add(request);
          request = new ArrayList<>();
        } else {
          request.add(line);
        }
      }
    } catch (IOException e) {
      System.err.println("lost the parent: " + e);
    } finally {
      Runtime.getRuntime().halt(TlcChild.PARENT_GONE);
    }
  }

  /** In a thread of its own, since TLC also keeps things by thread. */
  private void serve(List<String> request) throws InterruptedException {
    Thread run = new Thread(() -> run(request), "main");
    run.start();
    run.join();
  }

  private static void run(List<String> request) {
    forget();
    TLC tlc = new TLC();
    int code = EC.ExitStatus.ERROR_CONFIG_PARSE;
    if (tlc.handleParameters(request.toArray(String[]::new))) {
      tlc.setResolver(new SimpleFilenameToStream());
      code = EC.ExitStatus.errorConstantToExitStatus(tlc.process());
    }
    System.out.println(DONE + code);
    System.out.flush();
  }

  /** TLC numbers variables and definitions, and notes each number at the name. */
  private static void forget() {
    TLCGlobals.mainChecker = null;
    TLCGlobals.simulator = null;
    TLC.setTraceNum(0);
    UniqueString.setVariableCount(0);
    UniqueString.internTbl.toMap().values().forEach(name -> name.setLoc(-1));
  }
}
