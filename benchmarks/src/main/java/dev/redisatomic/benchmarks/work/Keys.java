package dev.redisatomic.benchmarks.work;

/** The keys that contestants make of the names of accounts. */
final class Keys {

  /** The key of the most that a limited transfer moves. */
  static final String LIMIT = "account:limit";

  private Keys() {}

  static String account(String id) {
    return "account:" + id + ":balance";
  }
}
