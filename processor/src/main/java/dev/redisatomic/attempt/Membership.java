package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisSystemException;

/**
 * Membership of an attempt in a group of those that commit together: none, unless it has a {@link
 * GroupAdmission}. The first one of a group runs as if it were alone, and founds the group when its
 * body has ended and another one waits. The others read as part of the group, until they need what
 * a group cannot do: then they leave, and run alone from there on.
 */
final class Membership {

  /** A body that reads more than this commits alone. */
  private static final int MAX_READS = 1_000;

  private final CommitParts parts;
  private final WatchSet watchSet;
  private final WriteLog log;
  private final AttemptSlot slot;
  // made for the first one
  private List<SeenRead> seen = List.of();

  private @Nullable GroupAdmission admission;
  private @Nullable CommitGroup group;
  private @Nullable Consumer<List<SeenRead>> repetition;
  private boolean alone;
  private boolean handedOver;

  /**
   * The membership of an attempt that is in no group yet.
   *
   * @param parts those of a group that this attempt founds
   * @param watchSet its watch set
   * @param log its writes
   */
  Membership(CommitParts parts, WatchSet watchSet, WriteLog log) {
    this.parts = parts;
    this.watchSet = watchSet;
    this.log = log;
    this.slot = parts.slot();
  }

  /**
   * Begins to take part.
   *
   * @param admitted the admission
   * @param repeated sees to it that what was read in a group holds outside of it
   */
  void begin(GroupAdmission admitted, Consumer<List<SeenRead>> repeated) {
    leave();
    admission = admitted;
    group = admitted.handed();
    repetition = repeated;
  }

  boolean isMember() {
    return group != null;
  }

  /** Keeps what the first attempt of a group shows to the others. */
  void seen(ClassifiedCommand read, @Nullable Object reply) {
    if (admission != null && seen.size() <= MAX_READS) {
      keep(List.of(new SeenRead(read, reply)));
    }
  }

  private void keep(List<SeenRead> more) {
    seen = seen.isEmpty() ? new ArrayList<>() : seen;
    seen.addAll(more);
  }

  /**
   * Reads that the first attempt of a group sends along, in the same round trip, for those who
   * wait.
   *
   * @param read the first read of the attempt
   */
  List<ClassifiedCommand> readAhead(ClassifiedCommand read) {
    if (admission == null || group != null || alone || !admission.isAwaited()) {
      return List.of();
    }
    return admission.readBefore().stream()
        .filter(before -> !read.keys().containsAll(before.keys()))
        .filter(before -> before.keys().stream().allMatch(slot::holds))
        .toList();
  }

  /** Answers a read as part of the group; {@code null} if there is none, or it cannot. */
  @Nullable GroupReply read(ClassifiedCommand read) {
    CommitGroup current = group;
    if (current == null || current.slot() != slot.value()) {
      return null;
    }
    GroupReply reply;
    try {
      reply = current.read(read, log, watchSet);
    } catch (RuntimeException | Error e) {
      Failure failure = current.failure();
      if (failure != null) {
        parts.connection().fail(failure);
      }
      throw e;
    }
    if (reply != null) {
      keep(reply.seen());
    }
    return reply;
  }

  /**
   * Leaves the group, if there is one: those before this attempt commit now, and what it has read
   * is read again, which throws if it has changed.
   */
  void leave() {
    CommitGroup left = group;
    if (left == null) {
      return;
    }
    group = null;
    try {
      left.commit();
    } catch (Error e) {
      // what was read in the group will not be read again, and nothing guards it
      parts
          .connection()
          .fail(new Failure(new RedisSystemException("An error came in between", e), false));
      throw e;
    }
    watchSet.sendAgain();
    if (repetition != null) {
      repetition.accept(seen);
    }
  }

  /** Leaves, and takes part in no other group. */
  void leaveForGood() {
    alone = true;
    leave();
  }

  /**
   * Ends the attempt together with others.
   *
   * @param validates whether what it has read has to be validated
   * @return what became of it; {@code null} if it has to end alone
   */
  @Nullable Share end(boolean validates) {
    GroupAdmission current = admission;
    if (current == null) {
      return null;
    }
    CommitGroup joined = group;
    boolean contributes = log.size() > 0 || validates;
    if (joined == null) {
      return contributes ? founded(current, validates) : null;
    }
    if (!contributes) {
      group = null;
      joined.finishWithout(current);
      return null;
    }
    Share share = new Share(log.writes(), validates);
    if (joined.slot() != slot.value() || !joined.add(share)) {
      leave();
      return null;
    }
    group = null;
    joined.finish(share, current);
    return share;
  }

  /** Founds a group that goes on with the connection of this attempt. */
  private @Nullable Share founded(GroupAdmission current, boolean validates) {
    if (alone || !slot.isSettled() || seen.size() > MAX_READS || !current.isAwaited()) {
      return null;
    }
    CommitGroup founding = new CommitGroup(parts, watchSet.copy(), current.patienceNanos());
    Share share = new Share(log.writes(), validates);
    founding.learn(seen.stream().filter(each -> !(each.reply() instanceof ErrorReply)).toList());
    handedOver = true;
    try {
      if (!founding.add(share) || !current.handOver(founding)) {
        // nobody has seen it
        handedOver = false;
        return null;
      }
    } catch (Error e) {
      founding.giveUp(e);
      throw e;
    }
    founding.await(share);
    return share;
  }

  /** Whether the connection of this attempt, and its marker, are the group's to give back. */
  boolean hasHandedOver() {
    return handedOver;
  }

  /** Gives up what is still held. */
  void close() {
    CommitGroup joined = group;
    if (joined != null && admission != null) {
      group = null;
      joined.finishWithout(admission);
    }
  }
}
