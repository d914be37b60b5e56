package dev.rollforward.spec;

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
 * Writes a report as JUnit XML, one test case per model and fault. What is bad is a failure; what
 * could not be checked or did not finish is an error, so that no reader takes it for passed.
 */
public final class JUnitXml {
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes the report to a file, whose folder is made if need be. */
  public static void write(LaneReport report, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        XMLStreamWriter xml =
            XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
        new JUnitXml(xml).document(report);
        xml.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write " + file, e);
    }
  }

  private void document(LaneReport report) throws XMLStreamException {
    List<Outcome> outcomes = report.outcomes();
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeStartElement("testsuite");
    attribute("name", "rollforward spec " + report.label());
    attribute("tests", Integer.toString(outcomes.size()));
    attribute("failures", Long.toString(count(outcomes, "failure")));
    attribute("errors", Long.toString(count(outcomes, "error")));
    attribute("skipped", "0");
    attribute("time", seconds(report.elapsed()));
    for (Outcome outcome : outcomes) {
      testCase(outcome);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void testCase(Outcome outcome) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", outcome instanceof ModelOutcome ? "spec.model" : "spec.fault");
    attribute("name", outcome.name());
    attribute("time", seconds(outcome.result().stats().elapsed()));
    if (outcome.verdict() != Verdict.HELD) {
      problem(outcome);
    }
    xml.writeStartElement("system-out");
    text(outcome.sentence() + "\n" + outcome.explain() + "\n");
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void problem(Outcome outcome) throws XMLStreamException {
    xml.writeStartElement(element(outcome.verdict()));
    attribute("type", outcome.verdict().label());
    attribute("message", outcome.explain());
    text(TraceText.of(outcome.trace()));
    xml.writeEndElement();
  }

  private static long count(List<Outcome> outcomes, String element) {
    return outcomes.stream()
        .map(Outcome::verdict)
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
