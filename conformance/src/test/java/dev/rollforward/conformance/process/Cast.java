package dev.rollforward.conformance.process;

import java.util.ArrayList;
import java.util.List;

/** Actors: the next one starts while the last one plays, since a JVM needs a while to start. */
final class Cast implements AutoCloseable {
  private final List<Actor> all = new ArrayList<>();
  private Actor next = start();

  private Actor start() {
    Actor actor = new Actor();
    all.add(actor);
    return actor;
  }

  /** One that nobody has had before. */
  Actor next() {
    Actor actor = next;
    next = start();
    return actor;
  }

  @Override
  public void close() {
    all.forEach(Actor::close);
  }
}
