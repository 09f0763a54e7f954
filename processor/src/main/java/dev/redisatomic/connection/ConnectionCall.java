package dev.redisatomic.connection;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;

/** A call of one method of {@link RedisConnection} that can be made on several connections. */
final class ConnectionCall {

  private static final Object[] NOTHING = {};

  static final ConnectionCall NONE = new ConnectionCall(null, NOTHING);

  private final @Nullable ConnectionMethod method;
  private final @Nullable Object[] arguments;

  private ConnectionCall(@Nullable ConnectionMethod method, @Nullable Object[] arguments) {
    this.method = method;
    this.arguments = arguments;
  }

  static ConnectionCall of(ConnectionMethod method, @Nullable Object @Nullable [] arguments) {
    return new ConnectionCall(method, arguments == null ? NOTHING : arguments);
  }

  /** The form that a template gives to the result. */
  ResultForm resultForm() {
    return method == null ? ResultForm.FINAL : ResultForm.of(method.method(), arguments);
  }

  boolean returnsSomething() {
    return method != null && method.method().getReturnType() != void.class;
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
    return method == null ? null : method.on(connection, arguments);
  }
}
