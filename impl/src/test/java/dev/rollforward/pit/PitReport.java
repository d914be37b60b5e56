package dev.rollforward.pit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What PIT's report says of its mutants.
 *
 * @param sources the names of the source files that have mutants
 * @param mutants how many mutants there are
 * @param alive those that no test noticed
 */
record PitReport(Set<String> sources, int mutants, SortedSet<Mutant> alive) {
  /** A test failed or never ended, or no JVM loads the mutant. All else is not noticed. */
  private static final Set<String> NOTICED =
      Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "NON_VIABLE");

  /** Two alike in one method are told apart by their order in its code. */
  private static final Comparator<Element> IN_CODE =
      Comparator.comparing((Element mutation) -> text(mutation, "mutatedClass"))
          .thenComparing(mutation -> text(mutation, "mutatedMethod"))
          .thenComparing(mutation -> text(mutation, "methodDescription"))
          .thenComparingInt(mutation -> Integer.parseInt(text(mutation, "index")));

  /**
   * Reads {@code mutations.xml}.
   *
   * @throws IOException if it is not there, or no report
   */
  static PitReport read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      DocumentBuilder builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      // The default one prints what is thrown anyway.
      builder.setErrorHandler(new DefaultHandler());
      NodeList nodes = builder.parse(in).getElementsByTagName("mutation");
      List<Element> mutations = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        mutations.add((Element) nodes.item(i));
      }
      mutations.sort(IN_CODE);
      return of(mutations);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " is no report of PIT", e);
    }
  }

  private static PitReport of(List<Element> mutations) {
    Set<String> sources = new TreeSet<>();
    SortedSet<Mutant> alive = new TreeSet<>();
    Map<List<String>, Integer> alike = new HashMap<>();
    for (Element mutation : mutations) {
      sources.add(text(mutation, "sourceFile"));
      List<String> id = List.of(where(mutation), text(mutation, "description"));
      int nth = alike.merge(id, 1, Integer::sum);
      if (!NOTICED.contains(mutation.getAttribute("status"))) {
        alive.add(new Mutant(id.get(0), id.get(1), nth));
      }
    }
    return new PitReport(sources, mutations.size(), alive);
  }

  private static String where(Element mutation) {
    String name = text(mutation, "mutatedClass");
    return name.substring(name.lastIndexOf('.') + 1) + "." + text(mutation, "mutatedMethod");
  }

  private static String text(Element mutation, String tag) {
    return mutation.getElementsByTagName(tag).item(0).getTextContent();
  }
}
