package dev.redisatomic.benchmarks.contestant;

/** The keys that the work is done on. Those of counters and readings come from the work itself. */
public final class Keys {

  /** The field of a product's stock that is read and lowered. */
  public static final String AVAILABLE = "available";

  /** The field of a product's stock that is raised. */
  public static final String RESERVED = "reserved";

  /** What the names of locks begin with. */
  public static final String LOCK_PREFIX = "lock:";

  private Keys() {}

  public static String account(String id) {
    return "account:" + id + ":balance";
  }

  public static String stock(String product) {
    return "stock:" + product;
  }
}
