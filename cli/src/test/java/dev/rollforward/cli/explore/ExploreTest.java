package dev.rollforward.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.cli.LibraryTrace;
import dev.rollforward.cli.Recorder;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.picture.TracePicture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on which a model is walked. */
class ExploreTest {
  private static final String START =
      "/\\ wpc = <<\"start\">>\n/\\ manifest = [pins |-> <<1>>, dec |-> <<\"none\">>]\n/\\ chain = <<"
          + "<<[op |-> 0, kind |-> \"Append\", restores |-> 99, rows |-> <<>>]>>>>";
  private static final String PREPARES = START.replace("start", "prepare");
  private static final String IS_DEAD = START.replace("start", "dead <script>");

  private static JsonNode json(List<StateGraph.Step> steps) throws Exception {
    SpecFiles files = SpecFiles.bundled();
    return new JsonMapper()
        .readTree(
            GraphPage.embedded(
                GraphPage.of(
                    new StateGraph(List.of(START, PREPARES, IS_DEAD), steps),
                    new TracePicture(files.manifest().module("Rollforward"), files.words()))));
  }

  private static List<String> texts(JsonNode page, JsonNode numbers, int every) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += every) {
      texts.add(page.get("texts").get(numbers.get(i).asInt()).asText());
    }
    return texts;
  }

  @Test
  void aStateIsToldByLifelineAndAStepByWhatItDoes() throws Exception {
    JsonNode page =
        json(
            List.of(
                new StateGraph.Step(0, "ReadManifest", 1),
                new StateGraph.Step(0, "CrashWriter", 2),
                new StateGraph.Step(0, "Stutter", 0)));

    assertThat(page.get("lifelines").findValuesAsText("name"))
        .containsExactly("writer 1", "table 1", "manifest", "what readers see");
    assertThat(texts(page, page.get("states").get(0), 1))
        .containsExactly("start", "v1: initial", "table 1: v1", "table 1: the initial rows");
    assertThat(texts(page, page.get("steps").get(0), 2))
        .containsExactly(
            "writer 1\ncrashes\nCrashWriter\nwriter 1 › start → dead <script>",
            "writer 1\nreads the manifest: the pins that it expects\nReadManifest\nwriter 1 › start → prepare");
    assertThat(page.get("steps").get(1)).isEmpty();
  }

  @Test
  void theOrderOfStepsIsNotThatOfTlc() throws Exception {
    StateGraph.Step one = new StateGraph.Step(0, "ReadManifest", 1);
    StateGraph.Step other = new StateGraph.Step(0, "CrashWriter", 2);

    assertThat(texts(json(List.of(one, other)), json(List.of(one, other)).get("steps").get(0), 2))
        .isEqualTo(
            texts(json(List.of(other, one)), json(List.of(other, one)).get("steps").get(0), 2));
  }

  @Test
  void noTextOfAStateEndsTheScript() throws Exception {
    SpecFiles files = SpecFiles.bundled();
    String embedded =
        GraphPage.embedded(
            GraphPage.of(
                new StateGraph(List.of(IS_DEAD), List.of()),
                new TracePicture(files.manifest().module("Rollforward"), files.words())));

    assertThat(embedded).contains("dead \\u003cscript>").doesNotContain("<");
  }

  @Test
  void whatIsTooLargeOrUnknownIsRefused() {
    Explore explore = new Explore(new Recorder().console());

    assertThatThrownBy(() -> explore.page(List.of("smoke"), List.of()))
        .hasMessage("model smoke has more than 20000 states");
    assertThatThrownBy(() -> explore.page(List.of("replay-alon"), List.of()))
        .hasMessage("no small model or fault is called \"replay-alon\"");
    assertThatThrownBy(() -> explore.page(List.of("replay-alone"), List.of("WriterStops")))
        .hasMessageContaining("which is no invariant of replay-alone");
    assertThatThrownBy(() -> explore.page(List.of("NoFence"), List.of("NoFence")))
        .hasMessageContaining("--fault switches a fault on in a model");
  }

  /** What real processes did is one behaviour, walked like that of a fault. */
  @Test
  void aTraceIsWalkedStepByStep(@TempDir Path folder) throws Exception {
    String page =
        new Explore(new Recorder().console())
            .page(List.of(LibraryTrace.of(folder).toString()), List.of());
    String embedded = page.replaceFirst("(?s).*id=\"graph\">(.*?)</script>.*", "$1");
    JsonNode json = new JsonMapper().readTree(embedded);

    assertThat(json.get("states")).hasSize(9);
    assertThat(json.get("steps").get(8)).isEmpty();
    assertThat(json.get("lifelines").findValuesAsText("name")).contains("process 1", "manifest");
    assertThat(texts(json, json.get("steps").get(0), 2).get(0)).contains("ReadManifest");
  }

  @Test
  void thePageIsServedToThisMachineOnly() throws Exception {
    try (PageServer server = PageServer.start("<p>page", 0)) {
      HttpClient client = HttpClient.newHttpClient();
      URI address = URI.create(server.address());
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> other =
          client.send(
              HttpRequest.newBuilder(address.resolve("/etc/passwd")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(address.getHost()).isEqualTo("localhost");
      assertThat(page.body()).isEqualTo("<p>page");
      assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
      assertThat(other.statusCode()).isEqualTo(404);
    }
  }
}
