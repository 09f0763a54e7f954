package dev.redisatomic.attempt;

import org.jspecify.annotations.Nullable;

/**
 * Settings that decide what a commit is protected against, and what it commits with.
 *
 * @param exactlyOnce whether a lost reply to EXEC is made up for
 * @param replication how far a commit has to spread; {@code null}: not at all
 * @param joinTransaction whether it commits with a surrounding database transaction
 */
public record Durability(
    boolean exactlyOnce, @Nullable Replication replication, boolean joinTransaction) {

  /**
   * The same, with lost replies made up for.
   *
   * @return a copy
   */
  public Durability withExactlyOnce() {
    return new Durability(true, replication, joinTransaction);
  }
}
