package dev.rollforward.lance;

import dev.rollforward.LanceUnavailableException;
import dev.rollforward.LanceUnavailableException.Reason;
import java.nio.Buffer;

/**
 * Whether Lance can run in this JVM: Arrow needs a flag of the JVM, and both unpack native
 * libraries into the temporary folder. Without this check the first call that happens to need them
 * fails with a linkage error that names neither. Safe for use by several threads.
 */
public final class LanceRuntime {
  /** The flag that every JVM needs. */
  public static final String REQUIRED_FLAG = "--add-opens=java.base/java.nio=ALL-UNNAMED";

  private static final String MEMORY = "org.apache.arrow.memory.util.MemoryUtil";

  /** What failed first: the libraries' static initializers say less when they are asked again. */
  private static LanceUnavailableException unavailable;

  private LanceRuntime() {}

  /**
   * Loads what Lance needs, which takes about a second the first time and nothing later.
   *
   * @throws LanceUnavailableException if it cannot be loaded; every later call then throws the same
   */
  @SuppressWarnings("StaticAssignmentOfThrowable") // No later attempt would say the cause.
  public static synchronized void require() {
    if (unavailable != null) {
      throw unavailable;
    }
    try {
      requireFlag();
      loadLibraries();
    } catch (LanceUnavailableException e) {
      unavailable = e;
      throw e;
    }
  }

  private static void requireFlag() {
    Module arrow = moduleOfArrow();
    if (!Buffer.class.getModule().isOpen(Buffer.class.getPackageName(), arrow)) {
      throw new LanceUnavailableException(
          Reason.CLOSED_MODULE,
          "java.nio is closed to Arrow",
          "Start the JVM with " + forModule(REQUIRED_FLAG, arrow),
          null);
    }
  }

  /** Looked up without running its static initializer, which without the flag fails for good. */
  private static Module moduleOfArrow() {
    try {
      return Class.forName(MEMORY, false, LanceRuntime.class.getClassLoader()).getModule();
    } catch (ClassNotFoundException e) {
      throw new LanceUnavailableException(
          Reason.NOT_LOADED,
          "Arrow is not on the class path",
          "Add org.lance:lance-core and what it depends on",
          e);
    }
  }

  private static void loadLibraries() {
    try {
      org.apache.arrow.c.jni.JniLoader.get().ensureLoaded();
      org.lance.JniLoader.ensureLoaded();
    } catch (LinkageError | RuntimeException failure) {
      throw explain(failure);
    }
  }

  private static LanceUnavailableException explain(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String problem = root.toString();
    if (problem.startsWith("java.lang.IllegalCallerException")) {
      return new LanceUnavailableException(
          Reason.NATIVE_ACCESS,
          problem,
          "Start the JVM with "
              + forModule("--enable-native-access=ALL-UNNAMED", LanceRuntime.class.getModule()),
          failure);
    }
    return isMissing(problem) ? noLibrary(failure) : notLoaded(problem, failure);
  }

  /** The loaders have no exception of their own for a library that is not in their jars. */
  private static boolean isMissing(String problem) {
    return problem.contains("Internal error: cannot find ")
        || problem.contains("java.io.FileNotFoundException: arrow_cdata_jni/")
        || problem.contains("Unsupported platform");
  }

  private static LanceUnavailableException noLibrary(Throwable failure) {
    return new LanceUnavailableException(
        Reason.PLATFORM,
        "it has no native library for "
            + System.getProperty("os.name")
            + " on "
            + System.getProperty("os.arch"),
        "It runs on Linux with glibc (x86-64, aarch64) and on macOS (aarch64)",
        failure);
  }

  private static LanceUnavailableException notLoaded(String problem, Throwable failure) {
    return new LanceUnavailableException(
        Reason.NOT_LOADED,
        "its native library could not be loaded (" + problem + ")",
        "It is unpacked into java.io.tmpdir, which is "
            + System.getProperty("java.io.tmpdir")
            + ": that must be an existing, writable folder with 250 MB to spare that is not mounted"
            + " noexec. Choose another one with -Djava.io.tmpdir=FOLDER",
        failure);
  }

  private static String forModule(String flag, Module module) {
    return module.isNamed() ? flag.replace("ALL-UNNAMED", module.getName()) : flag;
  }
}
