package dev.rollforward.spec.model;

import dev.rollforward.spec.check.LaneCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration files {@code negative/<Fault>.cfg}, with which anybody can see a fault caught
 * by TLC alone. Each is what {@link LaneCheck} gives TLC, after two lines of comment.
 */
final class NegativeConfigs {
  private static final String SUFFIX = ".cfg";

  private NegativeConfigs() {}

  /** The text of every file by its name. */
  static Map<String, String> of(Manifest manifest) {
    Map<String, String> files = new TreeMap<>();
    for (Selection.Injection injection : manifest.injections()) {
      files.put(injection.fault().name() + SUFFIX, text(injection));
    }
    return files;
  }

  private static String text(Selection.Injection injection) {
    Fault fault = injection.fault();
    return ("\\* Generated from models/%s.json; run in spec/:"
                + " java -DTLA-Library=contract -cp tla2tools.jar"
                + " tlc2.TLC -fp 0 -workers 1 -config negative/%s%s %s\n"
                + "\\* Has to violate %s within %s states: %s.\n")
            .formatted(
                injection.base().module(),
                fault.name(),
                SUFFIX,
                injection.model().root(),
                fault.breaks(),
                fault.maxLength(),
                fault.sentence())
        + CfgFile.of(injection.model());
  }

  /** The text of every file in a folder by its name; nothing if there is no such folder. */
  static Map<String, String> in(Path folder) {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        for (Path file : found) {
          files.put(file.getFileName().toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** Makes a folder hold these files and no others. */
  static void write(Map<String, String> files, Path folder) {
    try {
      Files.createDirectories(folder);
      for (String name : in(folder).keySet()) {
        if (!files.containsKey(name)) {
          Files.delete(folder.resolve(name));
        }
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
