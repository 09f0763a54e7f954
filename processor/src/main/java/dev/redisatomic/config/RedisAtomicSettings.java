package dev.redisatomic.config;

import static dev.redisatomic.config.PropertyNames.PREFIX;
import static dev.redisatomic.config.PropertyNames.policyPrefix;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.RetryPolicy.Backoff;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Replication;
import dev.redisatomic.attribute.DurationValues;
import dev.redisatomic.contention.QueueMode;
import dev.redisatomic.execution.InnerTransactions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.env.PropertyResolver;

/**
 * The properties {@code redis.atomic.*}.
 *
 * @param policy {@code max-retries}, {@code timeout} and {@code backoff.*}
 * @param watchReads {@code watch-reads}
 * @param results {@code results}: {@link Results#NEEDED} or {@link Results#NONE}
 * @param maxWatchedKeys {@code max-watched-keys}
 * @param exactlyOnce {@code exactly-once}
 * @param replication {@code wait-replicas} and {@code wait-timeout}; {@code null} for none
 * @param localQueue {@code contention.local-queue}
 * @param innerTransactions {@code inner-transactions}
 * @param joinTransactions {@code join-transactions}
 * @param events {@code events}
 * @param order {@code order}
 * @param reader for named policies
 */
record RedisAtomicSettings(
    RetryPolicy policy,
    boolean watchReads,
    Results results,
    int maxWatchedKeys,
    boolean exactlyOnce,
    @Nullable Replication replication,
    QueueMode localQueue,
    InnerTransactions innerTransactions,
    boolean joinTransactions,
    boolean events,
    int order,
    PropertyReader reader) {

  /** Outside of advice that does not say where it belongs, inside of all that does. */
  static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

  static RedisAtomicSettings of(PropertyResolver properties) {
    PropertyReader reader = new PropertyReader(properties);
    Set<String> policies = reader.checkNames();
    RedisAtomicSettings settings =
        new RedisAtomicSettings(
            policy(reader, PREFIX, RetryPolicy.DEFAULT),
            reader.bool(PREFIX + "watch-reads", true),
            reader.choice(
                PREFIX + "results", Results.NEEDED, EnumSet.of(Results.NEEDED, Results.NONE)),
            reader.positive(PREFIX + "max-watched-keys", 1000),
            reader.bool(PREFIX + "exactly-once", false),
            replication(reader),
            reader.choice(PREFIX + "contention.local-queue", QueueMode.ADAPTIVE),
            reader.choice(PREFIX + "inner-transactions", InnerTransactions.REFUSE),
            reader.bool(PREFIX + "join-transactions", false),
            reader.bool(PREFIX + "events", false),
            reader.integer(PREFIX + "order", DEFAULT_ORDER),
            reader);
    // a policy that no method uses yet is checked all the same
    policies.forEach(name -> policy(reader, policyPrefix(name), settings.policy()));
    return settings;
  }

  private static @Nullable Replication replication(PropertyReader reader) {
    int replicas = reader.countInt(PREFIX + "wait-replicas", 0);
    Duration timeout = reader.timeout(PREFIX + "wait-timeout", Duration.ofSeconds(1));
    return replicas == 0 || timeout == null ? null : new Replication(replicas, timeout);
  }

  /**
   * A policy by name; what it leaves open comes from the global properties.
   *
   * @throws IllegalStateException if there is no such policy or one of its values is wrong
   */
  RetryPolicy policyNamed(String name, String usedBy) {
    String prefix = policyPrefix(name);
    if (PropertyNames.OF_POLICY.stream().noneMatch(property -> reader.has(prefix + property))) {
      throw new AtomicSetupException(
          usedBy + " uses the policy '" + name + "', but no such policy is declared.",
          "Set at least one of " + prefix + "{" + String.join(",", PropertyNames.OF_POLICY) + "}.");
    }
    return policy(reader, prefix, policy);
  }

  boolean isSet(String property) {
    return reader.has(PREFIX + property);
  }

  boolean isSetIn(String policy, String property) {
    return PropertyNames.OF_POLICY.contains(property)
        && reader.has(policyPrefix(policy) + property);
  }

  private static RetryPolicy policy(PropertyReader reader, String prefix, RetryPolicy standard) {
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

  /** As it was written, if it was. */
  private static String orElse(@Nullable String text, Duration standard) {
    return text != null ? text : DurationValues.text(standard);
  }
}
