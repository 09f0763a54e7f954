package dev.redisatomic.execution;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.attempt.Replication;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Turns outcomes into the exceptions that callers get. */
final class OutcomeExceptions {

  private OutcomeExceptions() {}

  /** The exception for an outcome that is neither good nor a conflict. */
  static @Nullable RuntimeException of(
      AtomicDefinition definition, Outcome outcome, String databaseNote) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.cause();
    }
    if (outcome instanceof Outcome.Partial partial) {
      return new PartialCommitException(
          definition.name() + ": " + partial.message() + "." + databaseNote, partial.results());
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return new CommitOutcomeUnknownException(
          definition.name()
              + ": EXEC had been sent, and its reply did not arrive or made no sense, so all of its"
              + " writes were applied, or none. It was not retried, because that could apply them"
              + " twice."
              + databaseNote
              + (definition.durability().exactlyOnce()
                  ? " The server could not be asked in time which of the two; a longer timeout gives"
                      + " more."
                  : " With exactlyOnce = true, or redis.atomic.exactly-once, it can be found out."),
          unknown.cause());
    }
    return null;
  }

  /** The exception for a commit that too few replicas have. */
  static @Nullable RuntimeException unreplicated(AtomicDefinition definition, Outcome outcome) {
    Replication asked = definition.durability().replication();
    if (asked == null
        || !(outcome instanceof Outcome.Committed committed)
        || committed.missingReplicas() == 0) {
      return null;
    }
    long confirmed = asked.replicas() - committed.missingReplicas();
    return new UnreplicatedCommitException(
        definition.name()
            + " was committed, but only "
            + confirmed
            + " of the "
            + asked.replicas()
            + " replicas that redis.atomic.wait-replicas asks for confirmed it within "
            + DurationFormatterUtils.print(asked.timeout(), DurationFormat.Style.COMPOSITE)
            + " (redis.atomic.wait-timeout); a failover may lose it.",
        confirmed);
  }
}
