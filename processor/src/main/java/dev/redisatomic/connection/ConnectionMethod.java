package dev.redisatomic.connection;

import dev.redisatomic.command.Refusals;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.Cursor;

/**
 * A method of {@link RedisConnection}, and what becomes of its calls: found out once. Method
 * handles instead of reflection, which would wrap every {@link RecordedSignal}.
 *
 * @param method the method
 * @param kind what its calls are
 * @param refusal why they are refused; {@code null} if they are not
 * @param handle makes a call that is passed on
 */
record ConnectionMethod(
    Method method, Kind kind, @Nullable String refusal, @Nullable MethodHandle handle) {

  /** The way in which calls of a method are answered. */
  enum Kind {
    /** Passes calls on to Spring Data's own connection. */
    COMMAND,
    /** Passes calls on, too; their result goes on to issue commands. */
    CURSOR,
    /** Refuses calls. */
    REFUSED,
    /** Answers calls on the connection that was called. */
    OWN,
    /** Answers with that connection itself, because it has all commands. */
    SELF
  }

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

  private static final Set<String> OWN =
      Set.of(
          "watch",
          "close",
          "isClosed",
          "isPipelined",
          "isQueueing",
          "isSubscribed",
          "getSubscription",
          "equals",
          "hashCode",
          "toString");

  private static final MethodType SHAPE =
      MethodType.methodType(Object.class, RedisConnection.class, Object[].class);

  private static final Map<Method, ConnectionMethod> KNOWN = new ConcurrentHashMap<>();

  static ConnectionMethod of(Method method) {
    ConnectionMethod known = KNOWN.get(method);
    return known == null ? KNOWN.computeIfAbsent(method, ConnectionMethod::foundOut) : known;
  }

  private static ConnectionMethod foundOut(Method method) {
    String name = method.getName();
    String command = COMMANDS.get(name);
    String refusal = command == null ? REFUSED.get(name) : Refusals.of(command);
    if (refusal != null) {
      return new ConnectionMethod(method, Kind.REFUSED, refusal, null);
    }
    if (method.getParameterCount() == 0 && (name.endsWith("Commands") || name.equals("commands"))) {
      return new ConnectionMethod(method, Kind.SELF, null, null);
    }
    if (OWN.contains(name)) {
      return new ConnectionMethod(method, Kind.OWN, null, null);
    }
    Kind kind = Cursor.class.isAssignableFrom(method.getReturnType()) ? Kind.CURSOR : Kind.COMMAND;
    return new ConnectionMethod(method, kind, null, handle(method));
  }

  private static MethodHandle handle(Method method) {
    try {
      return MethodHandles.publicLookup()
          .unreflect(method)
          .asFixedArity()
          .asSpreader(Object[].class, method.getParameterCount())
          .asType(SHAPE);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Not a public method: " + method, e);
    }
  }

  /** The value that a call returns whose command was recorded. */
  @Nullable Object ifRecorded() {
    // opsForZSet().popMin(key, count) and popMax(key, count) copy this set without a look
    return method.getReturnType() == Set.class && method.getName().startsWith("zPop")
        ? Set.of()
        : null;
  }

  /** Makes a call of a method that is passed on. */
  @Nullable Object on(RedisConnection connection, @Nullable Object[] arguments) {
    if (handle == null) {
      throw new IllegalStateException("Not passed on: " + method);
    }
    try {
      return (Object) handle.invokeExact(connection, arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("A method of RedisConnection threw a checked exception", e);
    }
  }
}
