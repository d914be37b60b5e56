package dev.rollforward.conformance;

import dev.rollforward.core.Expectation;
import dev.rollforward.core.Origin;
import dev.rollforward.core.Pin;
import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.AlterTable;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.Replace;
import dev.rollforward.core.change.SetMetadata;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What two operations do to which tables: the scenarios of {@code spec/Scenarios.tla} with two
 * operations, under the same names, and at the end those of kinds that the spec has none for. All
 * kinds, reads, sources, a snapshot and a chain are in one or another.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Scenario {
  /** Both operations append to the same two tables. */
  SameTables(List.of("a", "b"), append("a", "b"), append("a", "b")),
  /** They share one of their two tables. */
  SharedTable(List.of("a", "b", "c"), append("a", "b"), append("b", "c")),
  /** Both append to one table and create the same other one. */
  CreateSame(List.of("a"), createBeside("a", "n"), createBeside("a", "n")),
  /** Rows are replaced, deleted, updated and appended. */
  Kinds(
      List.of("a", "b"),
      of(at -> List.of(at.inPlace("a", new Overwrite()), at.inPlace("b", new Append()))),
      of(at -> List.of(at.inPlace("a", new Delete()), at.inPlace("b", new Update())))),
  /** Two commits on one table, one on top of the other, beside a delete. */
  ChainOfKinds(
      List.of("a"),
      of(at -> List.of(at.thenAppended("a", new Overwrite()))),
      of(at -> List.of(at.inPlace("a", new Delete())))),
  /** Both change the columns of one table. */
  Columns(
      List.of("a"),
      of(at -> List.of(at.inPlace("a", new AddColumns()))),
      of(at -> List.of(at.inPlace("a", new RenameColumn())))),
  /** A compaction beside an append on a snapshot, which goes first. */
  Derived(
      List.of("a"),
      of(at -> List.of(at.onSnapshot("a", new Append()))),
      of(at -> List.of(at.inPlace("a", new Compact())))),
  /** An index of a table that another operation has read. */
  DerivedRead(
      List.of("a", "b"),
      of(at -> List.of(at.inPlace("a", new Delete()))).reading("b"),
      of(at -> List.of(at.inPlace("b", new BuildIndex())))),
  /** Each writes what the other has read. */
  WriteSkew(List.of("a", "b"), append("a").reading("b"), append("b").reading("a")),
  /** Both take in the same batch of one stream, into different tables. */
  SameSequence(
      List.of("a", "b"), append("a").takingIn("stream", 1), append("b").takingIn("stream", 1)),
  /** One takes in a batch that comes before the other's. */
  OlderSequence(
      List.of("a", "b"), append("a").takingIn("stream", 2), append("b").takingIn("stream", 1)),
  /** One replaces a table by another of its name, to which the other appends. */
  Replace(List.of("a"), of(at -> List.of(at.made("a", new Replace()))), append("a")),
  /** One drops a table to which the other appends, beside another table. */
  DropAndAppend(
      List.of("a", "b"),
      of(at -> List.of(at.inPlace("a", new Append()), at.dropped("b"))),
      append("a", "b")),
  /** One renames a table to which the other appends. Spec: {@code Names}. */
  Renames(
      List.of("a", "b"),
      of(at -> List.of(at.renamed("a", "z"), at.inPlace("b", new Append()))),
      append("a", "b")),
  /** Kinds that differ from those above in what they are to Lance only. */
  MoreColumns(
      List.of("a", "b"),
      of(at -> List.of(at.inPlace("a", new DropColumns()), at.inPlace("b", new MergeColumns()))),
      of(at -> List.of(at.inPlace("a", new SetMetadata()), at.inPlace("b", new AlterTable())))),
  /** The same, of rows and of an index. */
  MoreKinds(
      List.of("a", "b"),
      of(at -> List.of(at.inPlace("a", new Upsert()), at.inPlace("b", new Upsert()))),
      of(at -> List.of(at.inPlace("a", new OptimizeIndex()), at.inPlace("b", new BuildIndex()))));

  /** Those that are explored to every depth: what kinds are to the stores makes no difference. */
  public static final List<Scenario> DEEPLY = List.of(SameTables, SharedTable, CreateSame);

  /** What one operation does, and what its caller says of it. */
  private record Part(
      Function<Staging, List<TableIntent>> intents, List<String> reads, Map<String, Long> sources) {
    Part reading(String name) {
      return new Part(intents, List.of(name), sources);
    }

    Part takingIn(String source, long sequence) {
      return new Part(intents, reads, Map.of(source, sequence));
    }
  }

  private final List<String> existing;
  private final List<Part> parts;

  Scenario(List<String> existing, Part first, Part second) {
    this.existing = existing;
    this.parts = List.of(first, second);
  }

  private static Part of(Function<Staging, List<TableIntent>> intents) {
    return new Part(intents, List.of(), Map.of());
  }

  private static Part append(String... names) {
    return of(at -> List.of(names).stream().map(name -> at.inPlace(name, new Append())).toList());
  }

  private static Part createBeside(String name, String created) {
    return of(at -> List.of(at.inPlace(name, new Append()), at.made(created, new Create())));
  }

  /**
   * What writer 0 or 1 does.
   *
   * @throws Staging.NoSuchTable if it finds one of its tables gone
   */
  List<TableIntent> intents(int writer, Staging at) {
    return parts.get(writer).intents().apply(at);
  }

  /** What the caller of writer 0 or 1 says of its operation. */
  Terms terms(int writer, Staging at) {
    Part part = parts.get(writer);
    SortedMap<String, Optional<Pin>> reads = new TreeMap<>();
    part.reads().forEach(name -> reads.put(name, at.seen(name)));
    return new Terms(
        Origin.UNKNOWN,
        Duration.ZERO,
        new Expectation(reads, at.manifest().version()),
        new TreeMap<>(part.sources()),
        0,
        false);
  }

  /** The tables that exist beforehand. */
  List<String> existing() {
    return existing;
  }
}
