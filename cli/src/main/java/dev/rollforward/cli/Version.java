package dev.rollforward.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions of this tool and of what it runs on, as the build wrote them down. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties versions = versions();
    return new String[] {
      "rollforward " + versions.getProperty("version"),
      "Lance %s, Java %s, %s %s"
          .formatted(
              versions.getProperty("lance"),
              System.getProperty("java.version"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }

  /** The version of this project. */
  public static String ofProject() {
    return versions().getProperty("version");
  }

  private static Properties versions() {
    Properties versions = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("this build lacks version.properties", e);
    }
    return versions;
  }
}
