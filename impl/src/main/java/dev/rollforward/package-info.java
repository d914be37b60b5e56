/**
 * Rollforward: transactions over several Lance tables that become visible in all of them at once,
 * or never, without a service, a lock or a clock.
 *
 * <p>This package is the whole public API; users import nothing else of this library. Besides its
 * own types it names those of the JDK, of Arrow (rows, schemas, memory) and {@link
 * org.lance.Dataset}. Start with {@link dev.rollforward.TableGroup}:
 *
 * <pre>{@code
 * try (TableGroup group = TableGroup.openOrCreate(Path.of("/data/warehouse"))) {
 *   CommitResult result = group.begin().append("people", rows).append("knows", edges).commit();
 *   try (Snapshot snapshot = group.snapshot();
 *       TableReader people = snapshot.read("people");
 *       ArrowReader all = people.scan()) {
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <h2>Words</h2>
 *
 * <dl>
 *   <dt>group
 *   <dd>A root folder with any number of ordinary Lance tables and a few small files beside them.
 *   <dt>manifest
 *   <dd>The one small file that says which version of each table is visible. Its successor is
 *       created only if absent, and that is what makes a transaction visible, in all tables at
 *       once.
 *   <dt>pin
 *   <dd>The visible version of a table, as the manifest has it. Readers open pins, never HEAD.
 *   <dt>HEAD
 *   <dd>The newest version of a Lance table. It may be ahead of the pin: then it holds changes that
 *       are not committed yet, or never will be.
 *   <dt>transaction, operation
 *   <dd>What a caller stages and commits is a {@link dev.rollforward.Transaction}; what the
 *       protocol makes of it is an operation, with an {@link dev.rollforward.OperationId}.
 *   <dt>sidecar
 *   <dd>The file that records what an operation is going to do, written before it moves any table
 *       and deleted after it is decided. From then on anybody can finish the operation.
 *   <dt>recovery
 *   <dd>Finishing what a process left behind: rolling it forward (publishing it) if all of it is
 *       there, rolling it back otherwise. Any process may do it at any time, also beside the owner.
 *   <dt>fence
 *   <dd>What keeps the commits of a rolled-back operation from landing later, when its owner wakes
 *       up: a restore of the pin on top, or the mere existence of a dataset.
 *   <dt>audit record
 *   <dd>The lasting record of how recovery finished an operation, one per operation.
 *   <dt>external change
 *   <dd>A version that another tool committed to a table of the group. No reader of the group sees
 *       it, and a transaction on the table is rejected unless it says whether to keep or to undo
 *       it.
 * </dl>
 *
 * <h2>Layers</h2>
 *
 * <p>The interfaces here are implemented in {@code dev.rollforward.runtime}, and by this library
 * only: they may get new methods in any release. Options come from builders or from methods that
 * change one of them, so that there can be more. A record is a value that never grows. The values
 * (ids, verdicts, results, exceptions, events) are the vocabulary of all layers and depend on none
 * of them; {@link dev.rollforward.TableGroup}, as the entry, is the only type that knows what
 * implements it. {@code ArchitectureTest} holds both.
 *
 * <p>Unless a type says otherwise, no parameter and no result is null, and everything here is
 * immutable or safe for use by several threads. A {@link dev.rollforward.StoreException} says
 * whether the call had an effect; every message names the thing, the cause and the remedy.
 */
package dev.rollforward;
