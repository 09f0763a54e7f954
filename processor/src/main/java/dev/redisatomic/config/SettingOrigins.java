package dev.redisatomic.config;

import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Replication;
import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.attribute.DurationValues;
import dev.redisatomic.config.AtomicMethodReports.Setting;
import dev.redisatomic.execution.AtomicStep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the settings of a method come from: the order is that of {@link Steps}. */
record SettingOrigins(RedisAtomicSettings settings) {

  /** All settings of a method; {@code null} for the programmatic twin. */
  Map<String, Setting> of(@Nullable AtomicAttribute attribute, AtomicStep step) {
    Report report = new Report(attribute);
    report.add(
        "max-retries",
        step.policy().maxRetries(),
        attribute != null && attribute.maxRetries() != null);
    Duration timeout = step.policy().timeout();
    report.add(
        "timeout",
        timeout == null ? "none" : DurationValues.text(timeout),
        attribute != null && attribute.timeout() != null);
    report.add("backoff.initial", DurationValues.text(step.policy().backoff().initial()), false);
    report.add("backoff.multiplier", step.policy().backoff().multiplier(), false);
    report.add("backoff.max", DurationValues.text(step.policy().backoff().max()), false);
    report.add("watch-reads", step.watchReads(), attribute != null && !attribute.watchReads());
    report.add(
        "results",
        step.results().name().toLowerCase(Locale.ROOT),
        attribute != null && attribute.results() != Results.DEFAULT);
    report.add("max-watched-keys", step.maxWatchedKeys(), false);
    report.add("exactly-once", step.exactlyOnce(), attribute != null && attribute.exactlyOnce());
    Replication replication = step.replication();
    report.add("wait-replicas", replication == null ? 0 : replication.replicas(), false);
    report.add(
        "join-transactions",
        step.joinTransaction(),
        attribute != null && attribute.joinTransaction());
    report.add(
        "contention.local-queue", settings.localQueue().name().toLowerCase(Locale.ROOT), false);
    return report.values;
  }

  private final class Report {

    private final Map<String, Setting> values = new LinkedHashMap<>();
    private final String policy;

    Report(@Nullable AtomicAttribute attribute) {
      policy = attribute == null ? "" : attribute.policy();
    }

    void add(String property, Object value, boolean annotated) {
      values.put(
          property,
          new Setting(String.valueOf(value), annotated ? "annotation" : origin(property)));
    }

    private String origin(String property) {
      if (!policy.isEmpty() && settings.isSetIn(policy, property)) {
        return "policy '" + policy + "'";
      }
      return settings.isSet(property) ? "property redis.atomic." + property : "default";
    }
  }
}
