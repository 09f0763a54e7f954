package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import java.time.Duration;

/**
 * A private copy of one key, on which an attempt's own writes are tried. While nothing is done with
 * it, it is <em>parked</em>: it expires within a minute, whatever becomes of the attempt, and the
 * time at which the key itself would expire is kept here.
 */
final class Shadow {

  /** The time for which a shadow can outlive its attempt. */
  static final Duration LIFETIME = Duration.ofMinutes(1);

  /** Redis' answer for a key that does not expire. */
  static final long NEVER = -1;

  /** Redis' answer for a key that is not there. */
  static final long MISSING = -2;

  private static final byte[] LIFETIME_MILLIS = Words.bytes(String.valueOf(LIFETIME.toMillis()));

  private final Key key;
  private final Key name;
  private boolean made;
  private long deadline = MISSING;

  Shadow(Key key, Key name) {
    this.key = key;
    this.name = name;
  }

  /** The application's key. */
  Key key() {
    return key;
  }

  /** The name of the copy. */
  Key name() {
    return name;
  }

  /** Whether the key has been copied, or was found missing. */
  boolean isMade() {
    return made;
  }

  /** Whether there is a copy on the server. */
  boolean isThere() {
    return made && deadline != MISSING;
  }

  /** Notes that it is parked. */
  void parked(long logicalDeadline) {
    made = true;
    deadline = logicalDeadline;
  }

  /** Makes the copy. */
  Command copy() {
    return Command.of("COPY", key.bytes(), name.bytes());
  }

  /** Gives the copy its own time to expire; answers 1 if it is still there. */
  Command unpark() {
    return deadline == NEVER
        ? Command.of("PERSIST", name.bytes())
        : Command.of("PEXPIREAT", name.bytes(), Words.bytes(String.valueOf(deadline)));
  }

  /** Lets the copy expire soon; answers 1 if it is there. */
  Command park() {
    return Command.of("PEXPIRE", name.bytes(), LIFETIME_MILLIS);
  }
}
