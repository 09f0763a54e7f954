package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Shows a body its own writes: they are tried on shadows of the keys concerned, so that Redis
 * itself computes the answers, and what fails is known before anything is sent. How it works is in
 * {@code docs/own-writes.md}.
 */
final class OwnWrites {

  /**
   * The limit for making shadows again that are lost meanwhile: after that somebody removes them
   * all.
   */
  private static final int MAX_TRIES = 5;

  private final WatchingConnection connection;
  private final WatchSet watchSet;
  private final Membership membership;
  private final WriteLog writes;
  private final TriedWrites triedWrites;
  private final Shadows shadows;
  private final ShadowCost cost;
  private int roundTrips;
  private int guardedReads;
  private boolean unparked;

  OwnWrites(
      Sending sending, WriteLog writes, TriedWrites triedWrites, Shadows shadows, ShadowCost cost) {
    this.connection = sending.connection();
    this.watchSet = sending.watchSet();
    this.membership = sending.membership();
    this.writes = writes;
    this.triedWrites = triedWrites;
    this.shadows = shadows;
    this.cost = cost;
  }

  /** Counts the round trips that this has taken. */
  int roundTrips() {
    return roundTrips;
  }

  /**
   * Counts the looks at keys of the application that this has taken, which a change makes stale.
   */
  int guardedReads() {
    return guardedReads;
  }

  /**
   * Answers a read that names keys with recorded writes.
   *
   * @param watch whether its other keys join the watch set
   */
  @Nullable Object read(ClassifiedCommand read, boolean watch) {
    Set<Key> written = new LinkedHashSet<>();
    for (Key key : read.keys()) {
      RecordedWrite earlier = writes.writeTo(key);
      if (earlier != null) {
        requireOnShadows(read, key, earlier, read);
        requireNothingOnAllKeys(read, key);
        written.add(key);
      }
    }
    return answered(read, written, watch ? read.keys() : List.of(), null);
  }

  /**
   * Tries a write that has just been recorded.
   *
   * @return its reply
   */
  @Nullable Object write(RecordedWrite write) {
    ClassifiedCommand command = write.command();
    Set<Key> keys = new LinkedHashSet<>();
    for (Key key : command.allKeys()) {
      RecordedWrite earlier = writes.writeTo(key);
      if (earlier != null) {
        requireNothingOnAllKeys(command, key);
        keys.add(key);
      }
    }
    return answered(command, keys, command.allKeys(), write);
  }

  /** Tries all of these writes that have not been tried. */
  void verify(List<RecordedWrite> all) {
    Set<Key> keys = new LinkedHashSet<>();
    for (RecordedWrite write : all) {
      requireOnShadows(null, null, write, write.command());
      keys.addAll(write.command().keys());
    }
    RecordedWrite toAll = writes.writeToAllKeys();
    if (toAll != null && !keys.isEmpty()) {
      requireOnShadows(null, null, toAll, toAll.command());
    }
    answered(null, keys, List.of(), null);
  }

  private @Nullable Object answered(
      @Nullable ClassifiedCommand asked,
      Set<Key> keys,
      Collection<Key> watched,
      @Nullable RecordedWrite own) {
    membership.leaveForGood();
    for (int i = 0; i < MAX_TRIES; i++) {
      Trial trial = trial(asked, new LinkedHashSet<>(keys), own);
      if (trial.writes().isEmpty() && asked == null) {
        return null;
      }
      if (run(trial, watched)) {
        triedWrites.settle(trial, own);
        return connection.replyOrThrow(trial.answer());
      }
    }
    throw new InvalidDataAccessApiUsageException(
        "Somebody else keeps removing the private copies of "
            + keys
            + ", whose names begin with "
            + LibraryKeys.PREFIX
            + ", so own writes cannot be seen. Nothing was applied.");
  }

  private Trial trial(
      @Nullable ClassifiedCommand asked, Set<Key> keys, @Nullable RecordedWrite own) {
    List<RecordedWrite> untried =
        shadows.untried(keys).stream().filter(write -> write != own).toList();
    for (RecordedWrite write : untried) {
      requireOnShadows(asked, write.command().keys().get(0), write, write.command());
    }
    return new Trial(keys.stream().map(shadows::of).toList(), untried, asked, cost.expiry());
  }

  /** Makes the round trip; {@code false} if it has to be made again. */
  private boolean run(Trial trial, Collection<Key> watched) {
    Set<Key> guarding = new LinkedHashSet<>(watched);
    guarding.addAll(trial.keys());
    for (RecordedWrite write : trial.writes()) {
      guarding.addAll(write.command().allKeys());
    }
    List<Key> toWatch = watchSet.toSendWith(guarding);
    List<Command> removal = shadows.takeRemoval();
    List<Command> commands = new ArrayList<>(removal);
    commands.addAll(trial.commands());
    long started = System.nanoTime();
    unparked = true;
    List<@Nullable Object> replies = connection.sendWatching(toWatch, commands);
    long nanos = System.nanoTime() - started;
    for (Object reply : replies) {
      if (reply instanceof ErrorReply error) {
        connection.requireLasting(error);
      }
    }
    trial.read(replies.subList(removal.size(), replies.size()));
    ErrorReply refusal = trial.refusal();
    unparked = refusal != null;
    watchSet.sent(toWatch);
    roundTrips++;
    guardedReads += trial.looks();
    cost.roundTrip(trial.copied(), nanos);
    if (refusal != null) {
      shadows.discardAll();
      if (cost.learnFrom(refusal, trial.expiry())) {
        return false;
      }
      throw OwnWriteRefusals.noShadows(trial.keys(), refusal);
    }
    if (trial.isLost()) {
      shadows.discardAll();
      return false;
    }
    return true;
  }

  /** Forgets what was tried of writes that are taken back. */
  void takeBack(List<RecordedWrite> dropped) {
    shadows.takeBack(dropped);
  }

  /** Removes all shadows, with the next thing that is sent: one command or none. */
  List<Command> takeRemoval() {
    shadows.discardAll();
    return shadows.takeRemoval();
  }

  /** Removes all shadows now, for a command that would see them. */
  void removeShadows() {
    List<Command> removal = takeRemoval();
    if (!removal.isEmpty()) {
      connection.sendWatching(List.of(), removal);
    }
  }

  /** Whether shadows may have been left behind that do not expire. */
  boolean mayHaveLeftShadows() {
    return unparked;
  }

  private static void requireOnShadows(
      @Nullable ClassifiedCommand asked,
      @Nullable Key key,
      RecordedWrite earlier,
      ClassifiedCommand tried) {
    String reason = tried.whyNotOnShadows();
    if (reason != null) {
      throw OwnWriteRefusals.notOnShadows(asked, key, earlier, tried, reason);
    }
  }

  private void requireNothingOnAllKeys(ClassifiedCommand asked, Key key) {
    RecordedWrite earlier = writes.writeToAllKeys();
    if (earlier != null) {
      requireOnShadows(asked, key, earlier, earlier.command());
    }
  }
}
