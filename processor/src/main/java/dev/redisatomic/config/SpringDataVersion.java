package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Refuses versions of Spring Data Redis that are not supported. */
final class SpringDataVersion {

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6}).*");
  private static final int[] OLDEST = {4, 1, 1};

  private SpringDataVersion() {}

  /**
   * Refuses a version that is too old. An unknown one passes, as where classes have been taken out
   * of their jar.
   */
  static void check() {
    check(version());
  }

  static @Nullable String version() {
    return RedisConnectionFactory.class.getPackage().getImplementationVersion();
  }

  static void check(@Nullable String version) {
    Matcher numbers = NUMBERS.matcher(version == null ? "" : version);
    if (numbers.matches() && isTooOld(numbers)) {
      throw new AtomicSetupException(
          "Redis Atomic needs Spring Data Redis 4.1.1 or later, but this is "
              + version
              + ": 4.1.0 takes reads between WATCH and MULTI for part of the transaction.",
          "Use a later version: Spring Boot 4.1.1 or later brings one.");
    }
  }

  private static boolean isTooOld(Matcher numbers) {
    for (int i = 0; i < OLDEST.length; i++) {
      int number = Integer.parseInt(numbers.group(i + 1));
      if (number != OLDEST[i]) {
        return number < OLDEST[i];
      }
    }
    return false;
  }
}
