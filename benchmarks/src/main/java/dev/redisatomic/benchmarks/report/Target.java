package dev.redisatomic.benchmarks.report;

/**
 * A figure that the library is held to.
 *
 * @param id the name under which {@code reasons.properties} may say why it was missed
 * @param work under which circumstances
 * @param figure what is looked at
 * @param bound what is allowed
 * @param atLeast whether it is a lower bound
 * @param measured what was found
 */
record Target(
    String id, String work, String figure, double bound, boolean atLeast, double measured) {

  boolean met() {
    return Double.isFinite(measured) && (atLeast ? measured >= bound : measured <= bound);
  }

  String goal() {
    return (atLeast ? "≥ " : "≤ ") + Format.number(bound);
  }
}
