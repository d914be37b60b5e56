package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every document: it leads somewhere, and the index leads to it. */
class DocumentsTest {
  static List<String> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whatItLinksToExists(String path) {
    assertThat(Document.at(path).brokenLinks()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void itHasOneTitle(String path) {
    String withoutCode = Document.at(path).text().replaceAll("(?ms)^```.*?^```", "");

    assertThat(withoutCode.lines().filter(line -> line.startsWith("# "))).hasSize(1);
  }

  /** A document that neither the README nor the index leads to is found by nobody. */
  @Test
  void eachDocumentIsLedTo() {
    String index =
        Document.at("docs/README.md").text()
            + Document.at("README.md").text().replace("](docs/", "](");

    assertThat(documents())
        .filteredOn(path -> path.startsWith("docs/") && !path.equals("docs/README.md"))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(index).contains("](" + path.substring(5) + ")"));
  }
}
