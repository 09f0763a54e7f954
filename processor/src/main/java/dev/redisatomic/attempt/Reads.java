package dev.redisatomic.attempt;

import dev.redisatomic.attempt.NeededResult.Read;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reads of an attempt, each with the WATCH of the keys that are to guard it. */
final class Reads {

  private final WatchingConnection connection;
  private final WatchSet watchSet;
  private final KnownReplies known = new KnownReplies();

  private int count;
  private int guarded;

  Reads(WatchingConnection connection, WatchSet watchSet) {
    this.connection = connection;
    this.watchSet = watchSet;
  }

  int count() {
    return count;
  }

  /** Those that a change of a watched key would make stale. */
  int guarded() {
    return guarded;
  }

  /** Runs a read of the body. */
  @Nullable Object run(ClassifiedCommand read, boolean watch) {
    List<Key> toWatch = watchSet.toSendWith(watch ? read.keys() : List.of());
    Object reply = connection.sendWatching(toWatch, List.of(read.command())).get(0);
    watchSet.sent(toWatch);
    count++;
    if (watchSet.guards(read.keys())) {
      guarded++;
    }
    Object answer = connection.replyOrThrow(QuotedValues.hide(reply, read));
    if (watchSet.guardsAll(read.keys())) {
      known.add(read.command(), answer);
    }
    return answer;
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
      replies.add(reply == null ? null : reply.value());
      if (reply == null) {
        places.add(replies.size() - 1);
        toSend.add(read.command());
        keys.addAll(read.keys());
      }
    }
    if (!toSend.isEmpty()) {
      List<Key> toWatch = watchSet.toSendWith(keys);
      List<@Nullable Object> answers = connection.sendWatching(toWatch, toSend);
      watchSet.sent(toWatch);
      count += toSend.size();
      guarded += toSend.size();
      for (int i = 0; i < places.size(); i++) {
        Object answer = answers.get(i);
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
}
