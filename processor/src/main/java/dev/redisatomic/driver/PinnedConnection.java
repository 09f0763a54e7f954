package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server, held by one attempt. Not thread-safe.
 *
 * <p>A reply is one of
 *
 * <ul>
 *   <li>{@code null} for a nil;
 *   <li>{@code byte[]} for a status or a bulk string, and for a verbatim string of RESP3;
 *   <li>{@link Long}, and for RESP3 {@link Double}, {@link Boolean} or {@link
 *       java.math.BigInteger};
 *   <li>{@link List} of replies for an array, and for a set or a push of RESP3;
 *   <li>{@link java.util.Map} of replies to replies, in their order, for a map of RESP3; its keys
 *       are arrays, so it is there to be iterated; an empty one may be an empty {@code List};
 *   <li>{@link NullArray} inside another reply, from drivers that need it told from {@code null};
 *   <li>{@link ErrorReply} for an error, also inside an array.
 * </ul>
 */
public interface PinnedConnection {

  /**
   * Sends the commands in one write and waits for all replies: one round trip.
   *
   * @param commands 1 or more
   * @return the replies in order, an error in its place
   * @throws BrokenConnectionException if the connection was lost; only {@link #destroy} may follow
   */
  List<@Nullable Object> send(List<? extends Command> commands);

  /**
   * Gives the connection back, clean. Does not throw. If the server has said that another one is in
   * charge, the driver also refreshes what it knows about that.
   */
  void release();

  /**
   * Closes the connection for good. Does not throw. If the server was lost, or has said that
   * another one is in charge, the driver also refreshes what it knows about that, after the pool
   * has room again.
   */
  void destroy();
}
