package dev.redisatomic.config;

import static dev.redisatomic.config.PropertyNames.PREFIX;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.RetryPolicy.Backoff;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Durability;
import dev.redisatomic.attempt.Guard;
import dev.redisatomic.attempt.Replication;
import dev.redisatomic.attribute.AnnotatedSettings;
import dev.redisatomic.attribute.DurationValues;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings that each method has: the names of their properties, how they are read, and what an
 * annotation can override.
 *
 * @param policy {@code max-retries}, {@code timeout} and {@code backoff.*}
 * @param guard {@code watch-reads}, {@code results}, {@code read-own-writes}, {@code verify-writes}
 *     and {@code max-watched-keys}
 * @param durability {@code exactly-once}, {@code wait-replicas}, {@code wait-timeout} and {@code
 *     join-transactions}
 */
record MethodSettings(RetryPolicy policy, Guard guard, Durability durability) {

  /** The properties of a policy, after its name or the common prefix. */
  static final List<String> OF_POLICY =
      List.of("max-retries", "timeout", "backoff.initial", "backoff.multiplier", "backoff.max");

  /** The others, after the common prefix. */
  static final List<String> GLOBAL =
      List.of(
          "watch-reads",
          "max-watched-keys",
          "results",
          "read-own-writes",
          "verify-writes",
          "exactly-once",
          "wait-replicas",
          "wait-timeout",
          "join-transactions");

  static MethodSettings read(PropertyReader reader) {
    return new MethodSettings(
        policy(reader, PREFIX, RetryPolicy.DEFAULT),
        new Guard(
            reader.bool(PREFIX + "watch-reads", true),
            reader.choice(
                PREFIX + "results",
                Results.NEEDED,
                EnumSet.complementOf(EnumSet.of(Results.DEFAULT))),
            reader.bool(PREFIX + "read-own-writes", true),
            reader.bool(PREFIX + "verify-writes", false),
            false,
            reader.positive(PREFIX + "max-watched-keys", 1000)),
        new Durability(
            reader.bool(PREFIX + "exactly-once", false),
            replication(reader),
            reader.bool(PREFIX + "join-transactions", false)));
  }

  /** Reads a policy; what it leaves open comes from another. */
  static RetryPolicy policy(PropertyReader reader, String prefix, RetryPolicy standard) {
    Duration initial = reader.duration(prefix + "backoff.initial", standard.backoff().initial());
    Duration max = reader.duration(prefix + "backoff.max", standard.backoff().max());
    if (max.compareTo(initial) < 0) {
      throw PropertyReader.illegal(
          prefix + "backoff.max",
          orElse(reader.text(prefix + "backoff.max"), max),
          "at least "
              + prefix
              + "backoff.initial, which is "
              + orElse(reader.text(prefix + "backoff.initial"), initial),
          null);
    }
    return new RetryPolicy(
        reader.count(prefix + "max-retries", standard.maxRetries()),
        reader.timeout(prefix + "timeout", standard.timeout()),
        new Backoff(
            initial,
            reader.factor(prefix + "backoff.multiplier", standard.backoff().multiplier()),
            max));
  }

  private static @Nullable Replication replication(PropertyReader reader) {
    int replicas = reader.countInt(PREFIX + "wait-replicas", 0);
    Duration timeout = reader.timeout(PREFIX + "wait-timeout", Duration.ofSeconds(1));
    return replicas == 0 || timeout == null ? null : new Replication(replicas, timeout);
  }

  /** The text as it was written, else that of the standard. */
  private static String orElse(@Nullable String text, Duration standard) {
    return text != null ? text : DurationValues.text(standard);
  }

  /**
   * Combines them with what an annotation says.
   *
   * @param base the policy that the annotation names, or the global one
   * @param annotated what the annotation says
   * @param report notes each value, in the order of the arguments
   */
  MethodSettings in(RetryPolicy base, AnnotatedSettings annotated, SettingsReport report) {
    return new MethodSettings(
        new RetryPolicy(
            report.value("max-retries", annotated.maxRetries(), base.maxRetries()),
            report.timeout("timeout", annotated.timeout(), base.timeout()),
            new Backoff(
                report.value("backoff.initial", null, base.backoff().initial()),
                report.value("backoff.multiplier", null, base.backoff().multiplier()),
                report.value("backoff.max", null, base.backoff().max()))),
        new Guard(
            report.value("watch-reads", annotated.watchReads(), guard.watchReads()),
            report.value("results", annotated.results(), guard.results()),
            report.value("read-own-writes", null, guard.readOwnWrites()),
            report.value("verify-writes", annotated.verifyWrites(), guard.verifyWrites()),
            annotated.watchOnEntry(),
            report.value("max-watched-keys", null, guard.maxWatchedKeys())),
        new Durability(
            report.value("exactly-once", annotated.exactlyOnce(), durability.exactlyOnce()),
            reported(durability.replication(), report),
            report.value(
                "join-transactions", annotated.joinTransaction(), durability.joinTransaction())));
  }

  private static @Nullable Replication reported(
      @Nullable Replication replication, SettingsReport report) {
    report.value("wait-replicas", null, replication == null ? 0 : replication.replicas());
    return replication;
  }
}
