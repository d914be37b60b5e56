package dev.rollforward.store.json;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.AlterTable;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.BuildIndex;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.core.change.OptimizeIndex;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Rename;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.Replace;
import dev.rollforward.core.change.SetMetadata;
import dev.rollforward.core.change.Update;
import dev.rollforward.core.change.Upsert;
import java.util.Optional;

/** Sidecars as JSON. Stateless and safe for use by several threads. */
public final class SidecarCodec extends ObjectCodec<Sidecar, SidecarForm> {
  /** A codec; all are alike. */
  public SidecarCodec() {
    super(ObjectKind.SIDECAR, SidecarForm.class);
  }

  @Override
  public GroupId group(Sidecar sidecar) {
    return sidecar.group();
  }

  @Override
  public String name(Sidecar sidecar) {
    return sidecar.operation().value();
  }

  @Override
  protected SidecarForm form(Sidecar sidecar) {
    return new SidecarForm(
        sidecar.group().value(),
        sidecar.operation().value(),
        sidecar.basedOn(),
        sidecar.patience().toString(),
        sidecar.origin().actor().orElse(null),
        sidecar.origin().message().orElse(null),
        sidecar.origin().properties(),
        sidecar.tables().stream().map(SidecarCodec::form).toList(),
        PinForm.of(sidecar.reads()),
        sidecar.sources());
  }

  private static SidecarForm.Plan form(TablePlan plan) {
    return new SidecarForm.Plan(
        plan.name(),
        plan.table().value(),
        plan.change().kind(),
        plan.change() instanceof Rename rename ? rename.to() : null,
        plan.expected().map(PinForm::of).orElse(null),
        plan.base(),
        plan.commits().stream().map(SidecarCodec::form).toList());
  }

  private static SidecarForm.Commit form(PlannedCommit commit) {
    return new SidecarForm.Commit(commit.transaction().toString(), commit.read());
  }

  @Override
  protected Sidecar object(SidecarForm form) {
    return new Sidecar(
        new GroupId(form.group()),
        new OperationId(form.operation()),
        form.tables().stream().map(SidecarCodec::plan).toList(),
        PinForm.pins(form.reads()),
        form.sources(),
        form.basedOn(),
        Forms.duration(form.patience()),
        ManifestCodec.origin(form.actor(), form.message(), form.properties()));
  }

  private static TablePlan plan(SidecarForm.Plan form) {
    return new TablePlan(
        form.name(),
        new TableId(form.dataset()),
        change(form),
        Optional.ofNullable(form.expected()).map(PinForm::pin),
        form.base(),
        form.commits().stream().map(SidecarCodec::commit).toList());
  }

  private static PlannedCommit commit(SidecarForm.Commit form) {
    return new PlannedCommit(Forms.uuid(form.transaction()), form.read());
  }

  /** Kinds are added by newer releases, so one that is not known is not damage. */
  private static Change change(SidecarForm.Plan form) {
    Change change = change(form.change(), form.to());
    if (form.to() != null && !(change instanceof Rename)) {
      throw new IllegalArgumentException(form.change() + " gives no table another name");
    }
    return change;
  }

  private static Change change(String kind, String to) {
    return switch (kind) {
      case "CREATE" -> new Create();
      case "APPEND" -> new Append();
      case "OVERWRITE" -> new Overwrite();
      case "DELETE" -> new Delete();
      case "UPSERT" -> new Upsert();
      case "UPDATE" -> new Update();
      case "REPLACE" -> new Replace();
      case "ADD_COLUMNS" -> new AddColumns();
      case "MERGE_COLUMNS" -> new MergeColumns();
      case "DROP_COLUMNS" -> new DropColumns();
      case "RENAME_COLUMN" -> new RenameColumn();
      case "SET_METADATA" -> new SetMetadata();
      case "ALTER_TABLE" -> new AlterTable();
      case "COMPACT" -> new Compact();
      case "BUILD_INDEX" -> new BuildIndex();
      case "OPTIMIZE_INDEX" -> new OptimizeIndex();
      case "RENAME" -> new Rename(Forms.require(to, "to"));
      case "DROP" -> new Drop();
      default -> throw new NewerContent("changes of kind '" + kind + "'");
    };
  }
}
