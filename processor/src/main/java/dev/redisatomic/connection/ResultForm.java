package dev.redisatomic.connection;

import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReturnType;

/** The form that a template still gives to the result of a call on its connection. */
public enum ResultForm {

  /** The result as it is. */
  FINAL,

  /** Values of its own type, from bytes, by a serializer that only the template knows. */
  BYTES,

  /** An {@link Integer}, from a {@link Long}. */
  INTEGER,

  /** A form that cannot be made from the result and a serializer alone. */
  OTHER;

  /**
   * Methods of whose results the template makes states, for fields together with the names that it
   * was given.
   */
  private static final Set<String> EXPIRY_CHANGES =
      Set.of(
          "applyExpiration",
          "hExpire",
          "hpExpire",
          "hExpireAt",
          "hpExpireAt",
          "hPersist",
          "applyHashFieldExpiration");

  static ResultForm of(Method method, @Nullable Object[] arguments) {
    String name = method.getName();
    if (EXPIRY_CHANGES.contains(name)) {
      return OTHER;
    }
    if (name.equals("append")) {
      return INTEGER;
    }
    for (Object argument : arguments) {
      if (argument == ReturnType.VALUE || argument == ReturnType.MULTI) {
        return BYTES;
      }
    }
    String type = method.getGenericReturnType().getTypeName();
    if (type.contains("ByteRecord")) {
      return OTHER;
    }
    return type.contains("byte[]") || type.contains("Tuple") ? BYTES : FINAL;
  }
}
