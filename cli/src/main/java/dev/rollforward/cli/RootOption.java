package dev.rollforward.cli;

import dev.rollforward.At;
import dev.rollforward.OpenOptions;
import dev.rollforward.TableGroup;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The group that a command is about. */
final class RootOption {
  /** A drive letter is no scheme. */
  private static final Pattern IS_URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

  @Parameters(
      index = "0",
      paramLabel = "ROOT",
      description = "The folder of the group, or its URI, such as s3://bucket/folder.")
  private String root;

  TableGroup open(OpenOptions options) {
    return isUri(root)
        ? TableGroup.open(URI.create(root), options)
        : TableGroup.open(Path.of(root), options);
  }

  /** Where it is, as its messages have it. */
  String place() {
    return isUri(root) ? root : Path.of(root).toAbsolutePath().normalize().toString();
  }

  static boolean isUri(String root) {
    return IS_URI.matcher(root).matches();
  }

  /** A manifest number, a time such as 2026-11-30T10:00:00Z, or the name of a tag. */
  static final class AtConverter implements ITypeConverter<At> {
    @Override
    public At convert(String text) {
      try {
        if (!text.isEmpty() && Character.isLetter(text.codePointAt(0))) {
          return At.tag(text);
        }
        return text.matches("[0-9]{1,18}")
            ? At.version(Long.parseLong(text))
            : At.time(Instant.parse(text));
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is neither the number of a manifest, nor a time such as"
                + " 2026-11-30T10:00:00Z, nor the name of a tag");
      }
    }
  }
}
