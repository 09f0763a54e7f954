package dev.redisatomic.execution;

import dev.redisatomic.attempt.Outcome;

/**
 * Makes a transaction manager roll the database back when Redis has not committed. Never reaches
 * the caller. No {@code TransactionException}: after one of those Spring does not roll back.
 */
final class RollbackSignal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RollbackSignal(AtomicDefinition definition, Outcome outcome) {
    super(
        "Rolls the database transaction of "
            + definition.name()
            + " back, because its attempt on Redis ended with '"
            + outcome.kind().label()
            + "'. The library deals with it; advice and callbacks in between should let it pass.",
        null,
        false,
        false);
  }
}
