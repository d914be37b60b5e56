package dev.rollforward.conformance.process;

import dev.rollforward.NumberRows;
import dev.rollforward.published.PublishedGroup;
import dev.rollforward.published.PublishedOperation;
import dev.rollforward.published.PublishedOptions;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.SweepFailedException;
import dev.rollforward.published.engine.SweepListener;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The tasks of a worker process on a root of the published sweep, and its reports. */
final class PublishedTasks {
  private final Path root;
  private final PublishedOptions options;
  private final Consumer<WorkerMessage> say;

  PublishedTasks(Path root, SweepListener listener, Consumer<WorkerMessage> say) {
    this.root = root;
    this.options = PublishedOptions.asMerged().withListener(listener);
    this.say = say;
  }

  void append(long row, List<String> tables) {
    try (BufferAllocator allocator = new RootAllocator();
        PublishedGroup group = PublishedGroup.open(root, options)) {
      PublishedOperation operation = group.operation(WriterKind.Mutation);
      tables.forEach(table -> operation.append(table, NumberRows.of(allocator, row)));
      Reply reply = operation.commit();
      String why = reply instanceof Reply.Failed failed ? failed.reason() : "";
      say.accept(
          WorkerMessage.of(
              WorkerMessage.Kind.TOLD,
              reply.getClass().getSimpleName(),
              operation.id().value(),
              why));
    }
  }

  void open(Variant variant) {
    try {
      PublishedGroup.open(root, options.withVariant(variant)).close();
      say.accept(WorkerMessage.of(WorkerMessage.Kind.DONE));
    } catch (SweepFailedException failure) {
      String mismatch = failure.mismatch().map(Object::toString).orElse("");
      say.accept(WorkerMessage.of(WorkerMessage.Kind.FAILED, failure.action().name(), mismatch));
    }
  }
}
