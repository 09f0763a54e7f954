package dev.redisatomic.connection;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.Refusals;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The connection that templates are given inside a body. Commands go through Spring Data's own
 * connection, whose driver side asks the attempt; what would interfere with the attempt's
 * transaction is refused here.
 */
public final class AttemptConnection implements InvocationHandler {

  private static final String PIPELINE =
      "Writes in an atomic method already leave in one round trip at the end; call the template"
          + " directly instead of executePipelined(…) or openPipeline().";

  /** Methods that send a command of another name. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "multi", "MULTI",
          "exec", "EXEC",
          "discard", "DISCARD",
          "unwatch", "UNWATCH",
          "subscribe", "SUBSCRIBE",
          "pSubscribe", "PSUBSCRIBE",
          "select", "SELECT");

  /** Methods that send none. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "openPipeline",
          PIPELINE,
          "closePipeline",
          PIPELINE,
          "getSentinelConnection",
          "Ask the connection factory for it, outside the atomic method.",
          "getNativeConnection",
          "The driver's own client knows nothing of the attempt; use the methods of"
              + " RedisConnection, or its execute(\"COMMAND\", …).");

  private final CommandHandler commands;
  private final WatchHandler watching;
  private final Runnable closed;
  private final RedisConnection view;
  private @Nullable RecordedWrite recorded;

  private AttemptConnection(
      Driver driver, CommandHandler commands, WatchHandler watching, Runnable closed) {
    this.commands = commands;
    this.watching = watching;
    this.closed = closed;
    this.view = driver.view(this::answer);
  }

  /**
   * Makes a connection for one attempt.
   *
   * @param driver the driver
   * @param commands answers or records commands
   * @param watching takes the keys of {@code watch(…)} calls
   * @param closed is called when somebody closes the connection, which does not close it
   * @return the connection to bind
   */
  public static RedisConnection create(
      Driver driver, CommandHandler commands, WatchHandler watching, Runnable closed) {
    return (RedisConnection)
        Proxy.newProxyInstance(
            AttemptConnection.class.getClassLoader(),
            new Class<?>[] {RedisConnection.class},
            new AttemptConnection(driver, commands, watching, closed));
  }

  /** Takes the keys that a body watches by hand. */
  @FunctionalInterface
  public interface WatchHandler {

    /**
     * Watches keys.
     *
     * @param keys the keys
     */
    void watch(List<Key> keys);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    String name = method.getName();
    String refusal = refusal(name);
    if (refusal != null) {
      throw new InvalidDataAccessApiUsageException(
          name + "(…) is not available inside an atomic method. " + refusal);
    }
    if (arguments == null && (name.endsWith("Commands") || name.equals("commands"))) {
      return proxy;
    }
    return switch (name) {
      case "watch" -> watch(arguments);
      case "close" -> close();
      case "isClosed", "isPipelined", "isQueueing", "isSubscribed" -> false;
      case "getSubscription" -> null;
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "Connection of an atomic method";
      default -> call(method, arguments);
    };
  }

  private static @Nullable String refusal(String method) {
    String command = COMMANDS.get(method);
    return command == null ? REFUSED.get(method) : Refusals.of(command);
  }

  /** Spring closes what it has unbound: but the attempt goes on. */
  private @Nullable Object close() {
    closed.run();
    return null;
  }

  private @Nullable Object watch(@Nullable Object @Nullable [] arguments) {
    if (arguments != null && arguments[0] instanceof byte[][] keys) {
      watching.watch(Stream.of(keys).map(Key::of).toList());
    }
    return null;
  }

  private @Nullable Object answer(Command command) {
    Object reply = commands.answer(command);
    if (reply instanceof RecordedWrite write) {
      recorded = write;
      throw RecordedSignal.INSTANCE;
    }
    if (reply instanceof AnsweredWrite answered) {
      recorded = answered.write();
      return answered.reply();
    }
    return reply;
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) {
    ConnectionCall call = ConnectionCall.of(method, arguments);
    recorded = null;
    try {
      return call.on(view);
    } catch (RecordedSignal signal) {
      // opsForZSet().popMin(key, count) and popMax(key, count) copy this set without a look
      return method.getReturnType() == Set.class && method.getName().startsWith("zPop")
          ? Set.of()
          : null;
    } finally {
      if (recorded != null) {
        recorded.madeBy(call);
      }
    }
  }
}
