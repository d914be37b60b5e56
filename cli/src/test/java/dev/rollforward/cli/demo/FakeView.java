package dev.rollforward.cli.demo;

import dev.rollforward.GroupView;
import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A view that says what a test makes of it. */
record FakeView(
    List<GroupView.Table> tables,
    SortedMap<OperationId, GroupView.Decision> decisions,
    List<GroupView.Pending> sidecars,
    List<GroupView.AuditRecord> audits)
    implements GroupView {
  @Override
  public String group() {
    return "group";
  }

  @Override
  public long manifestVersion() {
    return 3;
  }

  @Override
  public Instant time() {
    return Instant.EPOCH;
  }

  @Override
  public Optional<OperationId> committedBy() {
    return Optional.empty();
  }

  @Override
  public Optional<String> actor() {
    return Optional.empty();
  }

  @Override
  public Optional<String> message() {
    return Optional.empty();
  }

  @Override
  public SortedMap<String, String> properties() {
    return new TreeMap<>();
  }

  @Override
  public SortedMap<String, Pin> pins() {
    SortedMap<String, Pin> pins = new TreeMap<>();
    tables.forEach(table -> pins.put(table.name(), table.pin()));
    return pins;
  }

  @Override
  public SortedMap<String, Source> sources() {
    return new TreeMap<>();
  }

  @Override
  public List<StoreException> problems() {
    return List.of();
  }

  record Table(String name, Pin pin, long head, long resolved, List<Version> abovePin)
      implements GroupView.Table {}

  record Decision(Verdict verdict, SortedMap<String, Optional<Pin>> expected)
      implements GroupView.Decision {}

  record Pending(OperationId operation, List<Plan> tables, List<String> landed)
      implements GroupView.Pending {}

  record AuditRecord(OperationId operation, Verdict verdict, String reason, long manifestVersion)
      implements GroupView.AuditRecord {}
}
