package dev.rollforward.cli.check;

import java.nio.file.Path;

/** The folder of the project, under which reports go. */
public final class Home {
  private static final String PROPERTY = "rollforward.home";

  private Home() {}

  /** What is kept from one check to the next. */
  public static Path cache() {
    return path().resolve(".rollforward");
  }

  /** What the launcher says, or else the current folder. */
  public static Path path() {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
  }
}
