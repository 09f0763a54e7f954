package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import java.util.Set;

/**
 * The reads of keys that may be answered differently though nobody has written: by the clock, or by
 * chance. To read them again says nothing of whether they hold.
 */
final class UnrepeatableReads {

  private static final Set<String> NAMES =
      Set.of(
          "TTL",
          "PTTL",
          "HTTL",
          "HPTTL",
          "OBJECT",
          "MEMORY",
          "SRANDMEMBER",
          "HRANDFIELD",
          "ZRANDMEMBER",
          "XINFO",
          "XPENDING");

  private UnrepeatableReads() {}

  static boolean contains(Command read) {
    return NAMES.contains(read.name());
  }
}
