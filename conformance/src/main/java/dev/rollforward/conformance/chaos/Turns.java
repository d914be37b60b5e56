package dev.rollforward.conformance.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Threads of which one runs at a time, until it passes its turn. Who comes next, and who stalls, is
 * a choice. What they share needs no other lock.
 */
final class Turns {
  private static final String STREAM = "turns";
  private static final int SWITCH_PERCENT = 35;
  private static final int STALL_PERCENT = 6;
  private static final int LONGEST_STALL = 250;

  /** Ends a thread because the run has ended; nothing in the library may catch it. */
  static final class Ended extends Error {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("the run has ended", null, false, false);
    }
  }

  private static final class Player {
    final String name;
    final Semaphore turn = new Semaphore(0);
    int stalledUntil;

    Player(String name) {
      this.name = name;
    }
  }

  private final Choices choices;
  private final Consumer<String> log;
  private final int most;
  private final List<Player> players = new ArrayList<>();
  private final CountDownLatch empty = new CountDownLatch(1);
  private Player current;
  private int taken;
  private boolean over;

  /**
   * @param log is told who stalls
   * @param most how many turns there may be before the run counts as endless
   */
  Turns(Choices choices, Consumer<String> log, int most) {
    this.choices = choices;
    this.log = log;
    this.most = most;
  }

  /** How many turns were passed. */
  int taken() {
    return taken;
  }

  boolean isEndless() {
    return taken >= most;
  }

  /** Adds a thread that runs {@code body} once it has the turn. */
  void add(String name, Runnable body) {
    Player player = new Player(name);
    players.add(player);
    Thread thread =
        new Thread(
            () -> {
              player.turn.acquireUninterruptibly();
              try {
                body.run();
              } finally {
                leave(player);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets all of them run, and returns when the last one has ended. */
  void run() throws InterruptedException {
    hand(players.get(0));
    empty.await();
  }

  /** Ends every thread at its next turn, the caller's at once. */
  Ended end() {
    over = true;
    return new Ended();
  }

  /** Lets another one run, or not. */
  void pass() {
    passTo(false);
  }

  /** Lets another one run, if there is one. */
  void passToAnother() {
    passTo(true);
  }

  private void passTo(boolean another) {
    Player self = current;
    taken++;
    if (over || isEndless()) {
      throw end();
    }
    boolean alone = players.size() == 1;
    if (!alone && (another || choices.happens(STREAM, SWITCH_PERCENT))) {
      if (choices.happens("stalls", STALL_PERCENT)) {
        int turns = 1 + choices.choose("stalls", LONGEST_STALL);
        self.stalledUntil = taken + turns;
        log.accept(self.name + " stalls for " + turns + " turns");
      }
      Player next = next(self);
      if (next != self) {
        hand(next);
        self.turn.acquireUninterruptibly();
      }
    }
    if (over) {
      throw new Ended();
    }
  }

  /** One that is not stalled, or else the one that is so for the shortest time. */
  private Player next(Player but) {
    List<Player> awake = players.stream().filter(p -> p != but && p.stalledUntil <= taken).toList();
    if (!awake.isEmpty()) {
      return awake.get(choices.choose(STREAM, awake.size()));
    }
    return players.stream()
        .min((a, b) -> Integer.compare(a.stalledUntil, b.stalledUntil))
        .orElseThrow();
  }

  private void leave(Player player) {
    players.remove(player);
    if (players.isEmpty()) {
      empty.countDown();
    } else {
      hand(over ? players.get(0) : next(player));
    }
  }

  private void hand(Player next) {
    current = next;
    next.turn.release();
  }
}
