package dev.rollforward.cli.explain;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.Style;
import dev.rollforward.spec.picture.Picture;
import dev.rollforward.spec.picture.PictureSvg;
import dev.rollforward.spec.picture.PictureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command {@code explain}: behaviours as pictures. */
public final class Explain {
  private static final int WIDEST = 100;

  private final Console console;

  /** Prints to {@code console}. */
  public Explain(Console console) {
    this.console = console;
  }

  /**
   * Draws.
   *
   * @param what a fault or scene by name, or files
   * @param svg where to draw it as SVG; empty to print it
   * @return the exit code
   * @throws CliException if there is nothing to draw, or the file cannot be written
   */
  public int run(List<String> what, Optional<Path> svg) {
    svg.ifPresent(Explain::checkFolder);
    List<Picture> pictures = new PictureSource(console).pictures(what);
    if (svg.isPresent()) {
      write(pictures, svg.get());
    } else {
      pictures.forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(Picture picture) {
    new PictureText(
            Math.min(console.width(), WIDEST), (part, text) -> console.styled(style(part), text))
        .lines(picture)
        .forEach(console::println);
    console.println();
  }

  private static Style style(PictureText.Part part) {
    return switch (part) {
      case TITLE, ACTION -> Style.BOLD;
      case LIFELINE, NUMBER -> Style.DIM;
      case CHANGE -> Style.PLAIN;
      case BROKEN -> Style.RED;
    };
  }

  private static void checkFolder(Path svg) {
    Path folder = svg.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw CliException.usage(
          svg + ": there is no such folder to draw into", "make the folder first");
    }
  }

  private void write(List<Picture> pictures, Path svg) {
    if (pictures.size() != 1) {
      throw CliException.usage(
          "there are " + pictures.size() + " behaviours in it, and an SVG file holds one",
          "leave out --svg, or name a file with one");
    }
    try {
      Files.writeString(svg, PictureSvg.of(pictures.get(0)));
    } catch (IOException e) {
      throw CliException.unknown(
          svg + ": the picture could not be written there: " + e,
          "name a file that may be written",
          e);
    }
    console.println("SVG: " + svg.toAbsolutePath());
  }
}
