package dev.rollforward.spec.report;

import dev.rollforward.spec.trace.TraceText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes what was checked as JUnit XML, one test case per model, fault, scene or other check. What
 * is bad is a failure; what could not be checked or did not finish is an error, so that no reader
 * takes it for passed.
 */
public final class JUnitXml {
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * A check.
   *
   * @param group what kind of check it is, such as {@code spec.model}
   * @param name its name within the group
   * @param elapsed how long it took
   * @param verdict how it came out
   * @param sentence what was checked
   * @param outcome what came of it
   * @param detail what is known of a failure; may be empty
   */
  public record Case(
      String group,
      String name,
      Duration elapsed,
      Verdict verdict,
      String sentence,
      String outcome,
      String detail) {
    static Case of(Outcome outcome) {
      return new Case(
          "spec." + kind(outcome),
          outcome.name(),
          outcome.elapsed(),
          outcome.verdict(),
          outcome.sentence(),
          outcome.explain(),
          TraceText.of(outcome.trace()));
    }

    private static String kind(Outcome outcome) {
      if (outcome instanceof ModelOutcome) {
        return "model";
      }
      if (outcome instanceof FaultOutcome) {
        return "fault";
      }
      if (outcome instanceof KeptOutcome kept) {
        return kept.kind();
      }
      return outcome instanceof SceneOutcome ? "scene" : "coverage";
    }
  }

  /** The checks of a report. */
  public static List<Case> casesOf(LaneReport report) {
    return report.outcomes().stream().map(Case::of).toList();
  }

  /** Writes checks to a file, whose folder is made if need be. */
  public static void write(String suite, Duration elapsed, List<Case> cases, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        XMLStreamWriter xml =
            XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
        new JUnitXml(xml).document(suite, elapsed, cases);
        xml.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write " + file, e);
    }
  }

  private void document(String suite, Duration elapsed, List<Case> cases)
      throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeStartElement("testsuite");
    attribute("name", suite);
    attribute("tests", Integer.toString(cases.size()));
    attribute("failures", Long.toString(count(cases, "failure")));
    attribute("errors", Long.toString(count(cases, "error")));
    attribute("skipped", "0");
    attribute("time", seconds(elapsed));
    for (Case check : cases) {
      testCase(check);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void testCase(Case check) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", check.group());
    attribute("name", check.name());
    attribute("time", seconds(check.elapsed()));
    if (check.verdict() != Verdict.HELD) {
      problem(check);
    }
    xml.writeStartElement("system-out");
    text(check.sentence() + "\n" + check.outcome() + "\n");
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void problem(Case check) throws XMLStreamException {
    xml.writeStartElement(element(check.verdict()));
    attribute("type", check.verdict().label());
    attribute("message", check.outcome());
    text(check.detail());
    xml.writeEndElement();
  }

  private static long count(List<Case> cases, String element) {
    return cases.stream()
        .map(Case::verdict)
        .filter(verdict -> verdict != Verdict.HELD && element(verdict).equals(element))
        .count();
  }

  private static String element(Verdict verdict) {
    return verdict == Verdict.VIOLATED ? "failure" : "error";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, printable(value));
  }

  private void text(String value) throws XMLStreamException {
    xml.writeCharacters(printable(value));
  }

  private static String printable(String value) {
    return NOT_XML.matcher(value).replaceAll("\uFFFD");
  }
}
