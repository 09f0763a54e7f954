package dev.redisatomic.config;

import static dev.redisatomic.config.PropertyNames.PREFIX;
import static dev.redisatomic.config.PropertyNames.policyPrefix;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.contention.QueueMode;
import dev.redisatomic.execution.InnerTransactions;
import java.time.Duration;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.env.PropertyResolver;

/**
 * The properties {@code redis.atomic.*}.
 *
 * @param methods what holds for each method, unless its annotation says otherwise
 * @param localQueue {@code contention.local-queue}
 * @param groupCommit {@code contention.group-commit}
 * @param groupPatience {@code contention.group-patience}
 * @param innerTransactions {@code inner-transactions}
 * @param events {@code events}
 * @param order {@code order}
 * @param reader for named policies
 */
record RedisAtomicSettings(
    MethodSettings methods,
    QueueMode localQueue,
    boolean groupCommit,
    Duration groupPatience,
    InnerTransactions innerTransactions,
    boolean events,
    int order,
    PropertyReader reader) {

  /**
   * The order outside of advice that does not say where it belongs, and inside of all that does.
   */
  static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

  static RedisAtomicSettings of(PropertyResolver properties) {
    PropertyReader reader = new PropertyReader(properties);
    Set<String> policies = reader.checkNames();
    RedisAtomicSettings settings =
        new RedisAtomicSettings(
            MethodSettings.read(reader),
            reader.choice(PREFIX + "contention.local-queue", QueueMode.ADAPTIVE),
            reader.bool(PREFIX + "contention.group-commit", true),
            reader.positive(PREFIX + "contention.group-patience", Duration.ofMillis(10)),
            reader.choice(PREFIX + "inner-transactions", InnerTransactions.REFUSE),
            reader.bool(PREFIX + "events", false),
            reader.integer(PREFIX + "order", DEFAULT_ORDER),
            reader);
    // a policy that no method uses yet is checked all the same
    policies.forEach(name -> MethodSettings.policy(reader, policyPrefix(name), settings.policy()));
    return settings;
  }

  /** The global policy. */
  RetryPolicy policy() {
    return methods.policy();
  }

  /**
   * A policy by name, the global one if that is empty; what it leaves open comes from the global
   * properties.
   *
   * @throws IllegalStateException if there is no such policy or one of its values is wrong
   */
  RetryPolicy policyNamed(String name, String usedBy) {
    if (name.isEmpty()) {
      return policy();
    }
    String prefix = policyPrefix(name);
    if (PropertyNames.OF_POLICY.stream().noneMatch(property -> reader.has(prefix + property))) {
      throw new AtomicSetupException(
          usedBy + " uses the policy '" + name + "', but no such policy is declared.",
          "Set at least one of " + prefix + "{" + String.join(",", PropertyNames.OF_POLICY) + "}.");
    }
    return MethodSettings.policy(reader, prefix, policy());
  }

  boolean isSet(String property) {
    return reader.has(PREFIX + property);
  }

  boolean isSetIn(String policy, String property) {
    return PropertyNames.OF_POLICY.contains(property)
        && reader.has(policyPrefix(policy) + property);
  }
}
