package dev.redisatomic.config;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.execution.AtomicStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Combines what an annotation says with the properties: attribute, then policy, then global. */
final class Steps {

  private final RedisAtomicSettings settings;
  private final Targets targets;

  Steps(RedisAtomicSettings settings, Targets targets) {
    this.settings = settings;
    this.targets = targets;
  }

  AtomicStep of(AtomicAttribute attribute) {
    return new AtomicStep(
        attribute.name(),
        attribute.keyTemplates(),
        targets.named(attribute.connectionFactory(), attribute.name()),
        policy(attribute),
        RedisAtomicSettings.policyPrefix(attribute.policy()),
        attribute.watchReads() && settings.watchReads(),
        attribute.watchOnEntry(),
        settings.maxWatchedKeys(),
        attribute.exactlyOnce() || settings.exactlyOnce(),
        settings.replication(),
        attribute.joinTransaction() || settings.joinTransactions());
  }

  AtomicStep programmatic() {
    String name = "RedisAtomicOperations.execute(…)";
    return new AtomicStep(
        name,
        List.of(),
        targets.named("", name),
        settings.policy(),
        RedisAtomicSettings.policyPrefix(""),
        settings.watchReads(),
        false,
        settings.maxWatchedKeys(),
        settings.exactlyOnce(),
        settings.replication(),
        settings.joinTransactions());
  }

  private RetryPolicy policy(AtomicAttribute attribute) {
    RetryPolicy base =
        attribute.policy().isEmpty()
            ? settings.policy()
            : settings.policyNamed(attribute.policy(), attribute.name());
    return new RetryPolicy(
        orElse(attribute.maxRetries(), base.maxRetries()),
        attribute.timeout() != null ? attribute.timeout() : base.timeout(),
        base.backoff());
  }

  private static long orElse(@Nullable Long value, long other) {
    return value != null ? value : other;
  }
}
