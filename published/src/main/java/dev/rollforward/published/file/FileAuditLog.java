package dev.rollforward.published.file;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.Created;
import dev.rollforward.published.core.AuditEntry;
import dev.rollforward.published.json.AuditEntryCodec;
import dev.rollforward.published.port.AuditLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Audit entries as files {@code __audit/<operation id>.<sequence>.json}. */
public final class FileAuditLog implements AuditLog {
  private static final String FOLDER = "__audit";

  private final JsonFolder<AuditEntry> entries;
  private final GroupId group;

  /**
   * @param root the root's folder
   * @param group its group
   */
  public FileAuditLog(Path root, GroupId group) {
    this.entries = new JsonFolder<>(root.resolve(FOLDER), new AuditEntryCodec());
    this.group = group;
  }

  @Override
  public AuditEntry append(
      OperationId operation, AuditEntry.Verdict verdict, String actor, Instant at) {
    for (long sequence = 1; ; sequence++) {
      AuditEntry entry = new AuditEntry(group, operation, sequence, verdict, actor, at);
      if (entries.create(entry) == Created.CREATED) {
        return entry;
      }
    }
  }

  @Override
  public List<AuditEntry> read() {
    return entries.fileNames().stream()
        .map(JsonFolder::objectName)
        .flatMap(Optional::stream)
        .map(name -> entries.read(name, group))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(AuditEntry::operation).thenComparing(AuditEntry::sequence))
        .toList();
  }
}
