package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's way to the server.
 *
 * @param connection where commands are sent
 * @param watchSet the keys that guard what they show
 * @param membership the group that may answer, or has to be left before anything is sent
 */
record Sending(WatchingConnection connection, WatchSet watchSet, Membership membership) {

  /**
   * Sends commands with the WATCH of all keys that have to be watched by then.
   *
   * @param guarding keys that guard these commands, in addition to those that were declared
   */
  List<@Nullable Object> send(Collection<Key> guarding, List<Command> commands) {
    List<Key> toWatch = watchSet.toSendWith(guarding);
    List<@Nullable Object> replies = connection.sendWatching(toWatch, commands);
    watchSet.sent(toWatch);
    return replies;
  }
}
