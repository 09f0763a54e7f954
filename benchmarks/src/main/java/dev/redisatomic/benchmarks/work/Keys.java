package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.stream.IntStream;

/** The keys that the work is done on. Those of counters and readings come from the work itself. */
public final class Keys {

  /** The field of a product's stock that is read and lowered. */
  public static final String AVAILABLE = "available";

  /** The field of a product's stock that is raised. */
  public static final String RESERVED = "reserved";

  /** What the names of locks begin with. */
  public static final String LOCK_PREFIX = "lock:";

  /** The key of the most that a limited transfer moves. */
  public static final String LIMIT = "account:limit";

  /** Of accounts, products, counters and readings. */
  public static final List<String> IDS =
      IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

  /** How many counters or readings are used at once, and how many accounts a branch has. */
  static final int GROUP = 5;

  private Keys() {}

  public static String account(String id) {
    return "account:" + id + ":balance";
  }

  public static String stock(String product) {
    return "stock:" + product;
  }
}
