package dev.rollforward.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.port.Created;
import dev.rollforward.store.blob.Blobs;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Blobs} must do, beyond the statements of the spec. */
public abstract class BlobsContract extends DeletingStoreContract<String> {
  private static final byte[] ONE = "one".getBytes(UTF_8);
  private static final byte[] LONGER = "a longer one".getBytes(UTF_8);
  private static final int LIMIT = 1_000;
  private static final int OBJECTS = 50;

  /** A place without objects. */
  protected abstract Blobs blobs();

  @Override
  protected final DeletingSubject<String> subject() {
    return new BlobSubject(blobs());
  }

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  /** On this rests the rule by which a decision is forgotten: its sidecar is known to be gone. */
  @Test
  void anObjectThatWasCreatedExistsForEverybodyAtOnce() {
    Blobs blobs = blobs();
    AtomicInteger created = new AtomicInteger();
    Callable<Void> looker =
        () -> {
          int last;
          do {
            last = created.get();
            for (int object = 1; object <= last; object++) {
              assertThat(blobs.exists("folder/" + object)).as("object %s", object).isTrue();
            }
          } while (last < OBJECTS);
          return null;
        };
    Callable<Void> creator =
        () -> {
          for (int object = 1; object <= OBJECTS; object++) {
            assertThat(blobs.exists("folder/" + object)).isFalse();
            blobs.create("folder/" + object, ONE);
            created.set(object);
          }
          return null;
        };
    Together.run(List.of(creator, looker, looker));
    blobs.delete("folder/1");
    assertThat(blobs.exists("folder/1")).isFalse();
    assertThat(blobs.exists("folder/2")).isTrue();
  }

  @Test
  void theRootExistsAsSoonAsAnythingDoes() {
    Blobs blobs = blobs();
    blobs.create("a/b", ONE);
    assertThat(blobs.exists("")).isTrue();
  }

  @Test
  void noMoreIsReadThanWasAskedFor() {
    Blobs blobs = blobs();
    blobs.create("large", new byte[LIMIT + 50]);
    blobs.create("exact", new byte[LIMIT]);
    blobs.create("empty", new byte[0]);
    assertThat(blobs.read("large", LIMIT).orElseThrow()).hasSize(LIMIT + 1);
    assertThat(blobs.read("exact", LIMIT).orElseThrow()).hasSize(LIMIT);
    assertThat(blobs.read("empty", LIMIT).orElseThrow()).isEmpty();
    assertThat(blobs.read("absent", LIMIT)).isEmpty();
  }

  @Test
  void objectsAndFoldersAreListedByTheirNames() {
    Blobs blobs = blobs();
    assertThat(blobs.list("")).isEmpty();
    assertThat(blobs.list("absent")).isEmpty();
    for (String key : new String[] {"b/2", "b/10", "a", "bb/1", "b-1"}) {
      blobs.create(key, ONE);
    }
    assertThat(blobs.list("")).containsExactly("a", "b", "b-1", "bb");
    assertThat(blobs.list("b")).containsExactly("10", "2");
  }

  @Test
  void anOverwriteReplacesAllOfIt() {
    Blobs blobs = blobs();
    blobs.create("folder/other", ONE);
    for (byte[] content : new byte[][] {LONGER, ONE, LONGER}) {
      blobs.overwrite("folder/hint", content);
      assertThat(blobs.read("folder/hint", LIMIT)).hasValue(content);
    }
  }

  @Test
  void whatExistsCanBeMadeDurable() {
    Blobs blobs = blobs();
    blobs.create("folder/1", ONE);
    blobs.makeDurable("folder/1");
    blobs.makeDurable("folder/1");
    assertThat(blobs.read("folder/1", LIMIT)).hasValue(ONE);
  }

  @Test
  void aProbeLeavesNothingBehind() {
    Blobs blobs = blobs();
    blobs.probe(List.of("folder"));
    assertThat(blobs.list("")).isEmpty();
    blobs.create("folder/1", ONE);
    blobs.probe(List.of("folder"));
    assertThat(blobs.list("")).containsExactly("folder");
    assertThat(blobs.list("folder")).containsExactly("1");
  }

  /** A future that is cancelled or a pool that is shut down must not make an outcome unknown. */
  @Test
  void anInterruptBreaksNoCallAndIsKept() {
    Blobs blobs = blobs();
    Thread.currentThread().interrupt();
    assertThat(blobs.create("folder/1", ONE)).isEqualTo(Created.CREATED);
    assertThat(blobs.create("folder/1", LONGER)).isEqualTo(Created.EXISTS);
    assertThat(blobs.read("folder/1", LIMIT)).hasValue(ONE);
    assertThat(blobs.exists("folder/1")).isTrue();
    blobs.makeDurable("folder/1");
    blobs.overwrite("folder/hint", LONGER);
    assertThat(blobs.list("folder")).containsExactly("1", "hint");
    blobs.delete("folder/1");
    blobs.probe(List.of("folder"));
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
  }

  /** The same, at any moment. */
  @Test
  void interruptsAtAnyMomentBreakNoCall() {
    Blobs blobs = blobs();
    Thread victim = Thread.currentThread();
    Thread attacker =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                victim.interrupt();
              }
            });
    attacker.start();
    try {
      IntStream.rangeClosed(1, OBJECTS)
          .forEach(
              object -> {
                assertThat(blobs.create("folder/" + object, ONE)).isEqualTo(Created.CREATED);
                assertThat(blobs.read("folder/" + object, LIMIT)).hasValue(ONE);
                blobs.makeDurable("folder/" + object);
              });
    } finally {
      attacker.interrupt();
      joinDespiteInterrupts(attacker);
    }
    assertThat(blobs.list("folder")).hasSize(OBJECTS);
  }

  private static void joinDespiteInterrupts(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException itsLast) {
        Thread.interrupted();
      }
    }
  }
}
