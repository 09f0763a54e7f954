package dev.redisatomic.soak;

import java.util.List;
import java.util.Map;

/**
 * What one client did in one atomic step. Every value that it writes names it: an element of a list
 * is the operation's id, a balance is {@code amount@id}. So each value that anybody reads tells who
 * wrote it.
 *
 * @param id unlike all others
 * @param kind such as "transfer"
 * @param begin when it was asked for, on a clock that all processes share
 * @param end when it returned
 * @param result how it ended
 * @param attempts how often the body ran
 * @param reads what the last run of the body read: a list's elements, or one balance
 * @param writes what the last run of the body wrote: the element, or the new balance
 * @param note the exception, if there was one
 */
record Operation(
    String id,
    String kind,
    long begin,
    long end,
    Result result,
    int attempts,
    Map<String, List<String>> reads,
    Map<String, String> writes,
    String note) {

  /** Begun, and nothing else is known. */
  static Operation begun(String id, String kind, long begin) {
    return new Operation(
        id, kind, begin, begin, Result.UNKNOWN, 0, Map.of(), Map.of(), "begun, not ended");
  }

  boolean isCommitted() {
    return result.isCommitted();
  }

  /** The operation that wrote a value. */
  static String writerOf(String value) {
    return value.substring(value.indexOf('@') + 1);
  }

  static boolean isAccount(String key) {
    return key.startsWith("account:");
  }

  /** What is in a balance {@code amount@id}. */
  static long amountOf(String balance) {
    return Long.parseLong(balance.substring(0, balance.indexOf('@')));
  }

  @Override
  public String toString() {
    return kind + " " + id + " (" + result + ", read " + reads + ", wrote " + writes + ")";
  }
}
