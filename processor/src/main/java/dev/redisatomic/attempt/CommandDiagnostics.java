package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Observations of the commands of one attempt, made only where somebody has asked for them. */
public final class CommandDiagnostics {

  private boolean timed;
  private long nanos;
  private @Nullable Set<Key> named;

  CommandDiagnostics() {}

  /** Begins to add up how long commands take. */
  public void time() {
    timed = true;
  }

  /**
   * Tells how long the commands of the body have taken since.
   *
   * @return nanoseconds
   */
  public long nanos() {
    return nanos;
  }

  /**
   * Collects the keys that reads and writes name from now on.
   *
   * @param keys where to; {@code null}: not at all
   * @return where they went until now
   */
  public @Nullable Set<Key> collectKeys(@Nullable Set<Key> keys) {
    Set<Key> before = named;
    named = keys;
    return before;
  }

  /** Begins to time a command, and returns what {@link #ended} is to be given. */
  long began() {
    return timed ? System.nanoTime() : 0;
  }

  void ended(long began) {
    if (began != 0) {
      nanos += System.nanoTime() - began;
    }
  }

  void note(ClassifiedCommand command) {
    if (named != null) {
      named.addAll(command.allKeys());
    }
  }
}
