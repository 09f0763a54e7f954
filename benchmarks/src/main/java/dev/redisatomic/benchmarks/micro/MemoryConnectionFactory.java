package dev.redisatomic.benchmarks.micro;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.RedisOutputStream;

/** Spring Data's own factory on Jedis' own pool; only the connections in it are made up. */
final class MemoryConnectionFactory extends JedisConnectionFactory {

  @Override
  protected RedisClient createRedisClient(RedisStandaloneConfiguration configuration) {
    return RedisClient.builder()
        .connectionProvider(new PooledConnectionProvider(new Connections()))
        .build();
  }

  private static final class Connections extends BasePooledObjectFactory<Connection> {

    @Override
    public Connection create() {
      return new MemoryConnection();
    }

    @Override
    public PooledObject<Connection> wrap(Connection connection) {
      return new DefaultPooledObject<>(connection);
    }
  }

  /**
   * A connection without a server: encodes each command as for the network, and answers with what
   * is there already. Every string holds {@value #VALUE}, every other command answers 1.
   */
  private static final class MemoryConnection extends Connection {

    private static final String VALUE = "1000";

    private static final byte[] OK = bytes("OK");
    private static final byte[] QUEUED = bytes("QUEUED");
    private static final byte[] BALANCE = bytes(VALUE);
    private static final byte[] GET = bytes("GET");
    private static final byte[] WATCH = bytes("WATCH");
    private static final byte[] UNWATCH = bytes("UNWATCH");
    private static final byte[] MULTI = bytes("MULTI");
    private static final byte[] EXEC = bytes("EXEC");

    private final RedisOutputStream wire = new RedisOutputStream(OutputStream.nullOutputStream());
    private List<Object> replies = new ArrayList<>();
    private @Nullable List<Object> transaction;

    @Override
    public void sendCommand(CommandArguments command) {
      Protocol.sendCommand(wire, command);
      byte[] name = command.getCommand().getRaw();
      if (Arrays.equals(name, EXEC)) {
        replies.add(transaction == null ? List.of() : transaction);
        transaction = null;
      } else if (transaction != null) {
        transaction.add(replyTo(name));
        replies.add(QUEUED);
      } else {
        replies.add(replyTo(name));
        if (Arrays.equals(name, MULTI)) {
          transaction = new ArrayList<>();
        }
      }
    }

    private static Object replyTo(byte[] name) {
      if (Arrays.equals(name, GET)) {
        return BALANCE;
      }
      return Arrays.equals(name, WATCH)
              || Arrays.equals(name, UNWATCH)
              || Arrays.equals(name, MULTI)
          ? OK
          : 1L;
    }

    @Override
    public List<Object> getMany(int count) {
      List<Object> answer = replies;
      if (answer.size() != count) {
        throw new IllegalStateException(count + " replies expected, " + answer.size() + " there");
      }
      replies = new ArrayList<>();
      return answer;
    }

    private static byte[] bytes(String word) {
      return word.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
