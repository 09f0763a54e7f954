package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import java.util.List;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;

/** A connection of a Jedis pool, taken for one attempt. */
final class JedisPinnedConnection implements PinnedConnection {
  private static final Log log = LogFactory.getLog(JedisPinnedConnection.class);

  /** Codes of errors whose sender knows which other server is in charge. */
  private static final Set<String> FROM_INFORMED = Set.of("MOVED", "READONLY");

  /** Codes of errors of a server that is cut off, or has just started, and does not know. */
  private static final Set<String> FROM_UNINFORMED = Set.of("MASTERDOWN", "CLUSTERDOWN", "LOADING");

  /** Whom to ask which servers are in charge, once the connection is given back or closed. */
  private enum Hint {
    NONE,
    ASK_THIS_SERVER,
    ASK_OTHERS
  }

  private final Connection connection;
  private final Runnable giveBack;
  private final Topology topology;
  private Hint hint = Hint.NONE;

  JedisPinnedConnection(Connection connection, Runnable giveBack, Topology topology) {
    this.connection = connection;
    this.giveBack = giveBack;
    this.topology = topology;
  }

  @Nullable RedisProtocol protocol() {
    return connection.getRedisProtocol();
  }

  @Override
  public List<@Nullable Object> send(List<? extends Command> commands) {
    boolean written = false;
    boolean answered = false;
    try {
      for (Command command : commands) {
        connection.sendCommand(JedisCommand.of(command).arguments());
      }
      written = true;
      List<@Nullable Object> replies = connection.getMany(commands.size());
      answered = true;
      for (int i = 0; i < replies.size(); i++) {
        Object reply = JedisReplies.toPort(replies.get(i), topology);
        replies.set(i, reply);
        takeHint(reply);
      }
      return replies;
    } catch (RuntimeException e) {
      hint = Hint.ASK_OTHERS;
      throw new BrokenConnectionException(written, topology.translate(e));
    } finally {
      if (!answered) {
        // whatever went wrong, unread replies would be taken for those of the next command
        connection.setBroken();
      }
    }
  }

  private void takeHint(@Nullable Object reply) {
    if (reply instanceof ErrorReply error) {
      if (FROM_INFORMED.contains(error.reason())) {
        hint = Hint.ASK_THIS_SERVER;
      } else if (FROM_UNINFORMED.contains(error.reason())) {
        hint = Hint.ASK_OTHERS;
      }
    }
  }

  @Override
  public void release() {
    askThisServer();
    giveBack();
    askOthers();
  }

  @Override
  public void destroy() {
    askThisServer();
    connection.setBroken();
    giveBack();
    askOthers();
  }

  private void askThisServer() {
    if (hint == Hint.ASK_THIS_SERVER) {
      hint = topology.refresh(connection) ? Hint.NONE : Hint.ASK_OTHERS;
    }
  }

  /** Comes after the connection has been given back: a pool may have only one. */
  private void askOthers() {
    if (hint == Hint.ASK_OTHERS) {
      hint = Hint.NONE;
      topology.refresh(null);
    }
  }

  private void giveBack() {
    try {
      giveBack.run();
    } catch (RuntimeException e) {
      log.debug("Could not give a Redis connection back", e);
    }
  }
}
