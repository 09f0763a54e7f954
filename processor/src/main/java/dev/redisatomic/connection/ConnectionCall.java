package dev.redisatomic.connection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;

/**
 * A call of one method of {@link RedisConnection} that can be made on several connections. Method
 * handles instead of reflection, which would wrap every {@link RecordedSignal}.
 */
final class ConnectionCall {

  static final ConnectionCall NONE = new ConnectionCall(null, null, new Object[0]);

  private static final MethodType SHAPE =
      MethodType.methodType(Object.class, RedisConnection.class, Object[].class);
  private static final Map<Method, MethodHandle> HANDLES = new ConcurrentHashMap<>();

  private final @Nullable MethodHandle handle;
  private final @Nullable Method method;
  private final @Nullable Object[] arguments;

  private ConnectionCall(
      @Nullable MethodHandle handle, @Nullable Method method, @Nullable Object[] arguments) {
    this.handle = handle;
    this.method = method;
    this.arguments = arguments;
  }

  static ConnectionCall of(Method method, @Nullable Object @Nullable [] arguments) {
    return new ConnectionCall(
        HANDLES.computeIfAbsent(method, ConnectionCall::handleOf),
        method,
        arguments == null ? new Object[0] : arguments);
  }

  /** What a template makes of the result. */
  ResultForm resultForm() {
    return method == null ? ResultForm.FINAL : ResultForm.of(method, arguments);
  }

  boolean returnsSomething() {
    return method != null && method.getReturnType() != void.class;
  }

  private static MethodHandle handleOf(Method method) {
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

  /** Whether it is a script's without a result type, which Spring Data calls for its status. */
  boolean asksForStatus() {
    for (Object argument : arguments) {
      if (argument == ReturnType.STATUS) {
        return true;
      }
    }
    return false;
  }

  @Nullable Object on(RedisConnection connection) {
    if (handle == null) {
      return null;
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
