package dev.redisatomic.attempt;

import dev.redisatomic.attempt.SimulatedReads.Reading;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisSystemException;

/**
 * Attempts that commit together, as if one had run after the other. Their bodies run one at a time,
 * each on its own thread: it reads on the connection of the first, and sees what those before it
 * have written. The last one commits for all. A body that is slow is left behind: one of those that
 * wait commits without it.
 */
public final class CommitGroup {

  private static final int MAX_SHARES = 64;
  private static final int MAX_WRITES = 1_000;
  private static final int MAX_READ_AHEAD = 16;

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private enum State {
    /** A body is running, or nobody is in. */
    OPEN,
    /** The connection is in use by the attempt that is admitted. */
    IN_USE,
    /** Marks a group that is being committed, or has been. */
    CLOSED
  }

  private final WatchingConnection connection;
  private final WatchSet watchSet;
  private final GroupCommit commit;
  private final WriteLog log = new WriteLog();
  private final Overlay overlay = new Overlay();
  private final List<Share> shares = new ArrayList<>();
  private final int slot;
  private final long patienceNanos;
  private final long begun = System.nanoTime();

  /**
   * The time when the last share was added, or the group begun: no body that runs now began
   * earlier.
   */
  private volatile long lastAdded = begun;

  private State state = State.OPEN;

  /**
   * A group that goes on with the connection of its first attempt.
   *
   * @param parts those of its first attempt
   * @param watchSet the keys that the connection watches; others are added to it
   * @param patienceNanos how long a body may run before one of those that wait commits without it;
   *     in half of that, the group takes nobody more
   */
  CommitGroup(CommitParts parts, WatchSet watchSet, long patienceNanos) {
    this.connection = parts.connection();
    this.watchSet = watchSet;
    this.commit = new GroupCommit(parts, watchSet, log);
    this.slot = parts.slot().value();
    this.patienceNanos = patienceNanos;
  }

  /** The slot that all its keys are in, or {@link dev.redisatomic.driver.Driver#NO_SLOT}. */
  int slot() {
    return slot;
  }

  /**
   * Adds what an attempt contributes, whose body has ended.
   *
   * @return {@code false} if the group was committed without it
   */
  boolean add(Share share) {
    if (!enter()) {
      return false;
    }
    try {
      share.writes().forEach(write -> overlay.apply(write.command()));
      share.writes().forEach(log::append);
      shares.add(share);
      lastAdded = System.nanoTime();
      return true;
    } catch (Error e) {
      spoil(e);
      throw e;
    } finally {
      exit();
    }
  }

  /** Fails the group: what is half done must not be committed. */
  private void spoil(Error reason) {
    connection.fail(
        new Failure(
            new RedisSystemException("An error came in between; nothing was applied", reason),
            true));
  }

  /** Makes known what the first attempt has read. */
  void learn(List<SeenRead> reads) {
    reads.forEach(seen -> overlay.learn(seen.read().command(), seen.reply()));
  }

  private boolean takesMore() {
    return connection.failure() == null
        && shares.size() < MAX_SHARES
        && log.size() < MAX_WRITES
        && System.nanoTime() - begun < patienceNanos / 2;
  }

  /**
   * Answers a read of the attempt that is admitted.
   *
   * @param read the read
   * @param own what this attempt has written so far
   * @param guards the watch set of this attempt
   * @return {@code null} if the group cannot answer it, or the body has run for too long: the
   *     attempt has to leave
   */
  @Nullable GroupReply read(ClassifiedCommand read, WriteLog own, WatchSet guards) {
    if (UnrepeatableReads.contains(read.command())
        || System.nanoTime() - lastAdded > patienceNanos) {
      return null;
    }
    List<Key> guarding = guards.toSendWith(read.keys());
    if (!enter()) {
      return null;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!watchSet.hasRoomFor(guarding)) {
        return null;
      }
      Reading reading = reading(read, own, guarding);
      if (reading == null) {
        return null;
      }
      Command toSend = reading.toSend();
      Object reply = null;
      List<@Nullable Object> replies = ask(guarding, toSend == null ? List.of() : List.of(toSend));
      if (toSend != null) {
        reply = QuotedValues.hide(replies.get(0), read);
        overlay.learn(toSend, reply);
      }
      guards.sent(guarding);
      Object answer = reading.answer().apply(reply);
      return new GroupReply(answer, seen(read, answer, own, toSend, reply));
    } catch (Error e) {
      spoil(e);
      throw e;
    } finally {
      exit();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable Reading reading(ClassifiedCommand read, WriteLog own, List<Key> guarding) {
    Reading known = SimulatedReads.of(read, key -> overlay.stateOf(key, own));
    if (known != null) {
      return known;
    }
    List<Command> missing = overlay.missing(read, own);
    if (missing.isEmpty()) {
      return null;
    }
    List<@Nullable Object> shown = ask(guarding, missing);
    for (int i = 0; i < missing.size(); i++) {
      overlay.learn(missing.get(i), shown.get(i));
    }
    return SimulatedReads.of(read, key -> overlay.stateOf(key, own));
  }

  /** Asks the server under a WATCH of the keys, if there is anything to be sent. */
  private List<@Nullable Object> ask(List<Key> guarding, List<Command> reads) {
    List<Key> toWatch = watchSet.toSendWith(guarding);
    if (reads.isEmpty() && toWatch.isEmpty()) {
      return List.of();
    }
    List<@Nullable Object> replies = connection.sendWatching(toWatch, reads);
    watchSet.sent(toWatch);
    return replies;
  }

  /**
   * Lists what can be read again once the attempt has left: not what its own writes have made of a
   * key.
   */
  private List<SeenRead> seen(
      ClassifiedCommand read,
      @Nullable Object answer,
      WriteLog own,
      @Nullable Command sent,
      @Nullable Object reply) {
    if (read.keys().stream().allMatch(key -> own.writeTo(key) == null)) {
      return List.of(new SeenRead(read, answer));
    }
    List<SeenRead> seen = new ArrayList<>();
    if (sent != null) {
      seen.add(new SeenRead(ClassifiedCommand.of(sent, CommandRole.READ, read.keys()), reply));
    }
    for (Key key : read.keys()) {
      SeenRead behind = overlay.stateOf(key).asRead(key);
      if (behind != null) {
        seen.add(behind);
      }
    }
    return seen;
  }

  /** The reason why nothing more can be sent on the common connection. */
  @Nullable Failure failure() {
    return connection.failure();
  }

  /**
   * Begins to use what the members share.
   *
   * @return {@code false} if it was committed
   */
  private synchronized boolean enter() {
    if (state == State.CLOSED) {
      return false;
    }
    state = State.IN_USE;
    return true;
  }

  private synchronized void exit() {
    state = State.OPEN;
  }

  /**
   * Closes the group for everybody else.
   *
   * @return whether this thread has to commit it now
   */
  private synchronized boolean close() {
    if (state != State.OPEN) {
      return false;
    }
    state = State.CLOSED;
    return true;
  }

  /** Commits all shares, unless somebody else does: no other attempt goes on with the group. */
  public void commit() {
    commit(() -> {});
  }

  /**
   * Commits all shares, unless somebody else does.
   *
   * @param before is done when the connection is free again, before any thread is woken
   */
  void commit(Runnable before) {
    if (!close()) {
      return;
    }
    // that of one thread must not be a failure of all
    boolean interrupted = Thread.interrupted();
    try {
      commit.run(shares);
    } finally {
      try {
        before.run();
      } finally {
        shares.forEach(Share::wake);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Ends the group, unless others have gone on with it, without committing anything. */
  void giveUp(Error reason) {
    if (close()) {
      spoil(reason);
      commit.run(shares);
      shares.forEach(Share::wake);
    }
  }

  /** Ends the admission of an attempt whose share has been added, and waits for the verdict. */
  void finish(Share share, GroupAdmission admission) {
    finishWithout(admission);
    await(share);
  }

  /** Ends the admission of an attempt that contributes nothing. */
  void finishWithout(GroupAdmission admission) {
    if (!takesMore() || !admission.handOver(this)) {
      admission.rememberReads(overlay.readsAgain(MAX_READ_AHEAD));
      commit(admission::end);
    }
  }

  /** An interrupt does not end it: what is sent would be in doubt. The flag stays set. */
  void await(Share share) {
    boolean interrupted = false;
    while (true) {
      try {
        long left = patienceNanos - (System.nanoTime() - lastAdded);
        if (share.await(Math.max(left, LOOK_AGAIN_NANOS))) {
          break;
        }
        if (System.nanoTime() - lastAdded >= patienceNanos) {
          commit();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
