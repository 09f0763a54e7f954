package dev.redisatomic.rules;

import java.time.Duration;

/** The longest duration that properties and annotations may have. */
public final class DurationLimit {

  /** A hundred years: nanoseconds and servers can still count them. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  /** The limit for messages. */
  public static final String TEXT = "at most " + LONGEST.toDays() + "d";

  private DurationLimit() {}
}
