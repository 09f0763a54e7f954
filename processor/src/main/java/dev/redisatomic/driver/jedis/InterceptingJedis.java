package dev.redisatomic.driver.jedis;

import dev.redisatomic.driver.CommandHandler;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.builders.StandaloneClientBuilder;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * Makes Jedis clients without a server: each command of a client goes to its {@link
 * CommandHandler}, each reply through Jedis' own conversion. Pipelines, transactions and
 * subscriptions are not to be had from them.
 */
final class InterceptingJedis {

  private static final CommandExecutor NOBODY =
      new Executor(
          command -> {
            throw new IllegalStateException("This client is not in use");
          });

  /**
   * Makes all clients, one at a time: Jedis 7 then makes the parts that do not depend on the
   * handler only once. Its constructors for that are gone in Jedis 8.
   */
  private final StandaloneClientBuilder<RedisClient> builder;

  /**
   * Prepares the making of clients.
   *
   * @param protocol that of the connections which the replies come from; null where it has not been
   *     negotiated, which is RESP2
   */
  InterceptingJedis(@Nullable RedisProtocol protocol) {
    this.builder =
        RedisClient.builder()
            .connectionProvider(new NoConnections())
            .clientConfig(
                DefaultJedisClientConfig.builder()
                    .protocol(protocol == null ? RedisProtocol.RESP2 : protocol)
                    .build());
  }

  /** Makes a client whose commands this handler answers. */
  UnifiedJedis client(CommandHandler handler) {
    Executor executor = new Executor(handler);
    synchronized (builder) {
      UnifiedJedis client = builder.commandExecutor(executor).build();
      builder.commandExecutor(NOBODY); // which keeps no attempt alive
      return client;
    }
  }

  private record Executor(CommandHandler handler) implements CommandExecutor {

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
      Object reply = handler.answer(new JedisCommand(command.getArguments()));
      return command.getBuilder().build(JedisReplies.toJedis(reply));
    }

    @Override
    public void close() {}
  }

  private static final class NoConnections implements ConnectionProvider {

    @Override
    public Connection getConnection() {
      throw new IllegalStateException("This client has no connection of its own");
    }

    @Override
    public Connection getConnection(CommandArguments arguments) {
      return getConnection();
    }

    @Override
    public void close() {}
  }
}
