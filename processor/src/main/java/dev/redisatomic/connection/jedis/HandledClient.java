package dev.redisatomic.connection.jedis;

import dev.redisatomic.connection.CommandHandler;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.CommandExecutor;

/**
 * A Jedis client without a server: each command goes to a {@link CommandHandler}, each reply
 * through Jedis' own conversion. Pipelines, transactions and subscriptions are not to be had from
 * it.
 */
final class HandledClient extends UnifiedJedis {

  // Jedis' only way to a client on one's own executor; deprecated for applications
  @SuppressWarnings("deprecation")
  HandledClient(CommandHandler handler, @Nullable RedisProtocol protocol) {
    super(new Executor(handler));
    if (protocol != null) {
      commandObjects.setProtocol(protocol);
    }
  }

  private record Executor(CommandHandler handler) implements CommandExecutor {

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
      return command.getBuilder().build(handler.answer(new JedisCommand(command.getArguments())));
    }

    @Override
    public void close() {}
  }
}
