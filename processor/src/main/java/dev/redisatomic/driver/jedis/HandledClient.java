package dev.redisatomic.driver.jedis;

import dev.redisatomic.driver.CommandHandler;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.CommandExecutor;

/**
 * A Jedis client without a server: each command goes to a {@link CommandHandler}, each reply
 * through Jedis' own conversion. Pipelines, transactions and subscriptions are not to be had from
 * it.
 */
final class HandledClient extends UnifiedJedis {

  /**
   * A client.
   *
   * @param handler answers the commands
   * @param commands makes them; may serve any number of clients
   */
  // Jedis' only way to a client on one's own executor; deprecated for applications
  @SuppressWarnings("deprecation")
  HandledClient(CommandHandler handler, CommandObjects commands) {
    super(new Executor(handler), null, commands);
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
}
