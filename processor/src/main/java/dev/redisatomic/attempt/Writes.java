package dev.redisatomic.attempt;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.result.NeededResult;
import dev.redisatomic.attempt.result.NeededResults;
import dev.redisatomic.attempt.result.Replay;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.AnsweredWrite;
import dev.redisatomic.connection.RecordedWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The writes of a body: each is recorded, and has its result at once where it is asked for. */
final class Writes {

  /** Commands that fail for the type of a key which a read of the other one does not show. */
  private static final Set<String> MOVES = Set.of("SMOVE", "LMOVE", "RPOPLPUSH");

  private final Function<Command, ClassifiedCommand> classify;
  private final WriteLog log;
  private final QueuedResults queued;
  private final Reads reads;
  private final OwnWrites own;
  private final TriedWrites triedWrites;
  private List<RecordedWrite> unanswered = List.of();
  private List<RecordedWrite> toVerify = List.of();

  Writes(
      Function<Command, ClassifiedCommand> classify,
      WriteLog log,
      QueuedResults queued,
      Reads reads,
      OwnWrites own,
      TriedWrites triedWrites) {
    this.classify = classify;
    this.log = log;
    this.queued = queued;
    this.reads = reads;
    this.own = own;
    this.triedWrites = triedWrites;
  }

  /**
   * Records a write, unless it would change nothing.
   *
   * @return a {@link RecordedWrite}, or an {@link AnsweredWrite} if its result is known
   */
  Object write(ClassifiedCommand write, Guard guard) {
    NeededResult needed = guard.answersWrites() ? NeededResults.of(write.command()) : null;
    boolean shown = guard.results() != Results.ALL || !MOVES.contains(write.command().name());
    if (needed != null && shown && !isWritten(needed)) {
      return answered(write, needed, guard);
    }
    if (guard.readOwnWrites() && (needed != null || guard.results() == Results.ALL)) {
      String reason = write.whyNotOnShadows();
      if (reason == null && !write.allKeys().isEmpty()) {
        try {
          return tried(write, guard);
        } catch (ReadAfterWriteException e) {
          // nothing was sent, or nothing could be tried
          if (needed == null || !needed.dispensable() || guard.results() == Results.ALL) {
            throw e;
          }
        }
      }
      if (reason != null && guard.results() == Results.ALL) {
        throw OwnWriteRefusals.noResult(write, reason);
      }
    }
    if (needed != null && !needed.dispensable()) {
      needed.reads().forEach(read -> requireUnwritten(read.keys(), write, false));
    }
    return recorded(write, guard);
  }

  private RecordedWrite recorded(ClassifiedCommand write, Guard guard) {
    RecordedWrite recorded = added(write, guard);
    queued.recorded(recorded);
    unanswered = unanswered.isEmpty() ? new ArrayList<>() : unanswered;
    unanswered.add(recorded);
    return recorded;
  }

  private RecordedWrite added(ClassifiedCommand write, Guard guard) {
    RecordedWrite recorded = log.add(write);
    if (guard.verifyWrites()) {
      toVerify = toVerify.isEmpty() ? new ArrayList<>() : toVerify;
      toVerify.add(recorded);
    }
    return recorded;
  }

  /** Has the result found by reads of keys that the body has not written. */
  private AnsweredWrite answered(ClassifiedCommand write, NeededResult needed, Guard guard) {
    NeededResult.Answer answer = needed.answer().apply(reads.guarded(needed.reads()));
    RecordedWrite recorded =
        answer.sent() == null
            ? new RecordedWrite(write)
            : added(sentAs(write, answer.sent()), guard);
    queued.answered(recorded, answer.sent() != null);
    return new AnsweredWrite(recorded, answer.reply());
  }

  private ClassifiedCommand sentAs(ClassifiedCommand write, Command sent) {
    return sent == write.command() ? write : classify.apply(sent);
  }

  /** Has the result found on shadows. A write that fails there throws, and is not recorded. */
  private AnsweredWrite tried(ClassifiedCommand write, Guard guard) {
    RecordedWrite recorded = added(write, guard);
    boolean done = false;
    Object reply;
    try {
      reply = own.write(recorded);
      done = true;
    } finally {
      if (!done) {
        log.remove(recorded);
      }
    }
    Replay replay = Replay.of(write.command(), reply);
    if (replay.command() == null) {
      log.remove(recorded);
    } else {
      triedWrites.send(recorded, replay);
    }
    queued.answered(recorded, replay.command() != null);
    return new AnsweredWrite(recorded, reply);
  }

  private boolean isWritten(NeededResult needed) {
    for (NeededResult.Read read : needed.reads()) {
      if (isWritten(read.keys())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a recorded write may have changed one of these keys. */
  boolean isWritten(List<Key> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (log.writeTo(keys.get(i)) != null) {
        return true;
      }
    }
    return false;
  }

  /** Refuses a command that would be answered as if there were no recorded writes. */
  void requireUnwritten(List<Key> keys, ClassifiedCommand asking, boolean isRead) {
    for (Key key : keys) {
      RecordedWrite earlier = log.writeTo(key);
      if (earlier != null) {
        throw OwnWriteRefusals.switchedOff(asking, key, earlier, isRead);
      }
    }
  }

  /** Drops the writes that were recorded since. */
  void rollBackTo(int savepoint) {
    List<RecordedWrite> dropped = log.rollBackTo(savepoint);
    queued.drop(dropped);
    own.takeBack(dropped);
  }

  /** Tries what is to be all or nothing, and was not tried yet. */
  void verify() {
    if (toVerify.isEmpty()) {
      return;
    }
    Set<RecordedWrite> recorded = new HashSet<>(log.writes());
    List<RecordedWrite> remaining = toVerify.stream().filter(recorded::contains).toList();
    if (!remaining.isEmpty()) {
      own.verify(remaining);
    }
  }

  /** Adds to what a body threw, if it may come from a missing result, that this may be so. */
  void explain(Throwable thrown) {
    if (!(thrown instanceof NullPointerException) || unanswered.isEmpty()) {
      return;
    }
    List<RecordedWrite> missing =
        unanswered.stream().filter(write -> write.hasResult() && !queued.isClaimed(write)).toList();
    if (!missing.isEmpty()) {
      MissingResult.explain(thrown, missing);
    }
  }

  /** A script that was recorded and has a result for which nobody has asked. */
  @Nullable RecordedWrite unclaimedScript() {
    if (unanswered.isEmpty()) {
      return null;
    }
    for (RecordedWrite write : log.writes()) {
      if (write.isScriptWithResult() && !queued.isClaimed(write)) {
        return write;
      }
    }
    return null;
  }
}
