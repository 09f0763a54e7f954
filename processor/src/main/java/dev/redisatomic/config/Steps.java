package dev.redisatomic.config;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.connection.Target;
import dev.redisatomic.execution.AtomicStep;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Combines what an annotation says with the properties: attribute, then policy, then global. */
final class Steps {

  private final RedisAtomicSettings settings;
  private final @Nullable Targets targets;

  /** Without targets, bodies run as they are. */
  Steps(RedisAtomicSettings settings, @Nullable Targets targets) {
    this.settings = settings;
    this.targets = targets;
  }

  AtomicStep of(AtomicAttribute attribute) {
    return new AtomicStep(
        attribute.name(),
        attribute.keyTemplates(),
        targetNamed(attribute.connectionFactory(), attribute.name()),
        policy(attribute),
        PropertyNames.policyPrefix(attribute.policy()),
        attribute.watchReads() && settings.watchReads(),
        attribute.results() == Results.DEFAULT ? settings.results() : attribute.results(),
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
        targetNamed("", name),
        settings.policy(),
        PropertyNames.policyPrefix(""),
        settings.watchReads(),
        settings.results(),
        false,
        settings.maxWatchedKeys(),
        settings.exactlyOnce(),
        settings.replication(),
        settings.joinTransactions());
  }

  private @Nullable Supplier<Target> targetNamed(String connectionFactory, String usedBy) {
    return targets == null ? null : targets.named(connectionFactory, usedBy);
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
