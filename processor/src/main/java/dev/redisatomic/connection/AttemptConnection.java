package dev.redisatomic.connection;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.ConnectionMethod.Kind;
import dev.redisatomic.driver.CommandHandler;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The connection that templates are given inside a body. Commands go through Spring Data's own
 * connection, whose driver side asks the attempt; what would interfere with the attempt's
 * transaction is refused here.
 */
public final class AttemptConnection implements InvocationHandler, CommandHandler {

  private final CommandHandler commands;
  private final WatchHandler watching;
  private final Runnable closed;
  private final Views views;
  private @Nullable RecordedWrite recorded;

  private AttemptConnection(
      Views views, CommandHandler commands, WatchHandler watching, Runnable closed) {
    this.views = views;
    this.commands = commands;
    this.watching = watching;
    this.closed = closed;
  }

  /**
   * Makes a connection for one attempt.
   *
   * @param views those of the driver
   * @param commands answers or records commands
   * @param watching takes the keys of {@code watch(…)} calls
   * @param closed is called when somebody closes the connection, which does not close it
   * @return the connection to bind
   */
  public static RedisConnection create(
      Views views, CommandHandler commands, WatchHandler watching, Runnable closed) {
    return (RedisConnection)
        Proxy.newProxyInstance(
            AttemptConnection.class.getClassLoader(),
            new Class<?>[] {RedisConnection.class},
            new AttemptConnection(views, commands, watching, closed));
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
    ConnectionMethod called = ConnectionMethod.of(method);
    return switch (called.kind()) {
      case COMMAND, CURSOR -> call(called, arguments);
      case REFUSED ->
          throw new InvalidDataAccessApiUsageException(
              method.getName()
                  + "(…) is not available inside an atomic method. "
                  + called.refusal());
      case SELF -> proxy;
      case OWN -> own(proxy, method.getName(), arguments);
    };
  }

  private @Nullable Object own(
      Object proxy, String method, @Nullable Object @Nullable [] arguments) {
    return switch (method) {
      case "watch" -> watch(arguments);
      case "close" -> close();
      case "isClosed", "isPipelined", "isQueueing", "isSubscribed" -> false;
      case "getSubscription" -> null;
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "Connection of an atomic method";
      default -> throw new IllegalStateException("Not answered here: " + method);
    };
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

  @Override
  public @Nullable Object answer(Command command) {
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

  private @Nullable Object call(ConnectionMethod called, @Nullable Object @Nullable [] arguments) {
    ConnectionCall call = ConnectionCall.of(called, arguments);
    recorded = null;
    try {
      return called.kind() == Kind.CURSOR
          ? views.callForLonger(call, this)
          : views.call(call, this);
    } catch (RecordedSignal signal) {
      return called.ifRecorded();
    } finally {
      if (recorded != null) {
        recorded.madeBy(call);
      }
    }
  }
}
