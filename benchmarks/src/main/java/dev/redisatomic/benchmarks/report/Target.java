package dev.redisatomic.benchmarks.report;

/**
 * A figure that the library is held to.
 *
 * @param work under which circumstances
 * @param figure what is looked at
 * @param bound what is allowed
 * @param atLeast whether it is a lower bound
 * @param measured what was found
 * @param reason why it was missed, as far as known
 */
record Target(
    String work, String figure, double bound, boolean atLeast, double measured, String reason) {

  boolean met() {
    return Double.isFinite(measured) && (atLeast ? measured >= bound : measured <= bound);
  }

  String goal() {
    return (atLeast ? "≥ " : "≤ ") + Format.number(bound);
  }

  String verdict() {
    return met() ? "met" : "**missed**" + (reason.isEmpty() ? "" : ": " + reason);
  }
}
