package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.driver.RefreshHint;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;

/** A connection of a Jedis pool, taken for one attempt. */
final class JedisPinnedConnection implements PinnedConnection {
  private static final Log log = LogFactory.getLog(JedisPinnedConnection.class);

  private final Connection connection;
  private final Runnable giveBack;
  private final Topology topology;
  private final RefreshHint hint = new RefreshHint();

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
        replies.set(i, JedisReplies.toPort(replies.get(i), topology));
      }
      hint.heard(replies);
      return replies;
    } catch (RuntimeException e) {
      hint.lost();
      throw new BrokenConnectionException(written, topology.translate(e));
    } finally {
      if (!answered) {
        // whatever went wrong, unread replies would be taken for those of the next command
        connection.setBroken();
      }
    }
  }

  @Override
  public void release() {
    hint.askThisServer(() -> topology.refresh(connection));
    giveBack();
    hint.askOthers(() -> topology.refresh(null));
  }

  @Override
  public void destroy() {
    hint.askThisServer(() -> topology.refresh(connection));
    connection.setBroken();
    giveBack();
    hint.askOthers(() -> topology.refresh(null));
  }

  private void giveBack() {
    try {
      giveBack.run();
    } catch (RuntimeException e) {
      log.debug("Could not give a Redis connection back", e);
    }
  }
}
