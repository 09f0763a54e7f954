package dev.redisatomic.attempt;

import dev.redisatomic.attempt.result.NeededResult.Read;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** The reads of an attempt, each with the WATCH of the keys that are to guard it. */
final class Reads {

  private final Sending sending;
  private final WatchingConnection connection;
  private final WatchSet watchSet;
  private final Membership membership;
  private final KnownReplies known = new KnownReplies();

  private int count;
  private int guarded;

  Reads(Sending sending) {
    this.sending = sending;
    this.connection = sending.connection();
    this.watchSet = sending.watchSet();
    this.membership = sending.membership();
  }

  int count() {
    return count;
  }

  /** The number of those that a change of a watched key would make stale. */
  int guarded() {
    return guarded;
  }

  /** Has a read answered by the group; {@code null} if there is none, or it cannot. */
  @Nullable GroupReply shared(ClassifiedCommand read) {
    GroupReply shared = membership.read(read);
    if (shared != null) {
      count++;
      guarded++;
    }
    return shared;
  }

  /** Runs a read of the body. */
  @Nullable Object run(ClassifiedCommand read, boolean watch) {
    List<ClassifiedCommand> ahead = watch && count == 0 ? membership.readAhead(read) : List.of();
    Object reply =
        ahead.isEmpty()
            ? sending.send(watch ? read.keys() : List.of(), List.of(read.command())).get(0)
            : sendAhead(read, ahead);
    count++;
    if (watchSet.guards(read.keys())) {
      guarded++;
    }
    Object hidden = QuotedValues.hide(reply, read);
    boolean lasting = watchSet.guardsAll(read.keys());
    if (lasting) {
      membership.seen(read, hidden);
    }
    Object answer = connection.replyOrThrow(hidden);
    if (lasting) {
      known.add(read.command(), answer);
    }
    return answer;
  }

  private List<@Nullable Object> sendAhead(
      List<Key> guarding, Set<Key> ahead, List<Command> commands) {
    List<Key> toWatch = watchSet.toSendWith(guarding);
    Set<Key> all = new LinkedHashSet<>(toWatch);
    all.addAll(ahead);
    List<@Nullable Object> replies = connection.sendWatching(new ArrayList<>(all), commands);
    watchSet.sent(toWatch);
    watchSet.sentAhead(ahead);
    return replies;
  }

  /** Has others follow a read in the same round trip. */
  private @Nullable Object sendAhead(ClassifiedCommand read, List<ClassifiedCommand> ahead) {
    Set<Key> keys = new LinkedHashSet<>();
    ahead.forEach(other -> keys.addAll(other.keys()));
    if (!watchSet.hasAmpleRoomFor(keys)) {
      return sending.send(read.keys(), List.of(read.command())).get(0);
    }
    List<Command> commands = new ArrayList<>(List.of(read.command()));
    ahead.forEach(other -> commands.add(other.command()));
    List<@Nullable Object> replies = sendAhead(read.keys(), keys, commands);
    for (int i = 0; i < ahead.size(); i++) {
      membership.seen(ahead.get(i), replies.get(i + 1));
    }
    return replies.get(0);
  }

  /**
   * The replies to reads that a result needs, errors among them: always guarded, and sent only if
   * not known yet.
   */
  List<@Nullable Object> guarded(List<Read> reads) {
    if (reads.isEmpty()) {
      return List.of();
    }
    List<@Nullable Object> replies = new ArrayList<>(reads.size());
    List<Command> toSend = new ArrayList<>(reads.size());
    List<Integer> places = new ArrayList<>(reads.size());
    Set<Key> keys = new LinkedHashSet<>();
    for (Read read : reads) {
      KnownReplies.Reply reply = known.find(read);
      if (reply == null) {
        reply = fromGroup(read);
      }
      replies.add(reply == null ? null : reply.value());
      if (reply == null) {
        places.add(replies.size() - 1);
        toSend.add(read.command());
        keys.addAll(read.keys());
      }
    }
    if (!toSend.isEmpty()) {
      List<@Nullable Object> answers = sending.send(keys, toSend);
      count += toSend.size();
      guarded += toSend.size();
      for (int i = 0; i < places.size(); i++) {
        Object answer = answers.get(i);
        membership.seen(asRead(reads.get(places.get(i))), answer);
        if (answer instanceof ErrorReply error) {
          connection.requireLasting(error);
        } else {
          known.add(toSend.get(i), answer);
        }
        replies.set(places.get(i), answer);
      }
    }
    return replies;
  }

  private KnownReplies.@Nullable Reply fromGroup(Read read) {
    GroupReply shared = shared(asRead(read));
    if (shared == null) {
      membership.leave();
      return null;
    }
    if (shared.value() instanceof ErrorReply error) {
      connection.requireLasting(error);
    }
    return new KnownReplies.Reply(shared.value());
  }

  private static ClassifiedCommand asRead(Read read) {
    return ClassifiedCommand.of(read.command(), CommandRole.READ, read.keys());
  }

  /**
   * Watches and reads again what was read as part of a group, which has been left.
   *
   * @throws OptimisticLockingFailureException if anything is different now: the attempt ends with a
   *     conflict
   */
  void repeat(List<SeenRead> seen) {
    if (seen.isEmpty()) {
      return;
    }
    Set<Key> keys = new LinkedHashSet<>();
    List<Command> commands = new ArrayList<>(seen.size());
    for (SeenRead each : seen) {
      keys.addAll(each.read().keys());
      commands.add(each.read().command());
    }
    List<@Nullable Object> replies = sending.send(keys, commands);
    for (int i = 0; i < seen.size(); i++) {
      if (!SeenRead.same(seen.get(i).reply(), replies.get(i))) {
        throw connection.fail(
            new Failure(
                new OptimisticLockingFailureException(
                    "A key that "
                        + seen.get(i).read()
                        + " had read has changed since. This attempt ends with a conflict, and the"
                        + " body runs again if the policy allows it. Nothing was applied."),
                new Outcome.Conflict()));
      }
    }
  }
}
