package dev.redisatomic.connection;

import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReturnType;

/** What a template still makes of the result of a call on its connection. */
public enum ResultForm {

  /** Nothing. */
  FINAL,

  /** Values of its own type, from bytes, by a serializer that only the template knows. */
  BYTES,

  /** An {@link Integer}, from a {@link Long}. */
  INTEGER,

  /** Something that cannot be made from the result and a serializer alone. */
  OTHER;

  /** The template puts the fields that it was given beside the numbers of the reply. */
  private static final Set<String> CHANGES_OF_FIELDS =
      Set.of(
          "hExpire", "hpExpire", "hExpireAt", "hpExpireAt", "hPersist", "applyHashFieldExpiration");

  static ResultForm of(Method method, @Nullable Object[] arguments) {
    String name = method.getName();
    if (CHANGES_OF_FIELDS.contains(name)) {
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
