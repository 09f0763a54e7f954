package dev.redisatomic.config;

import dev.redisatomic.attribute.DurationValues;
import dev.redisatomic.config.AtomicMethodReports.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides between an annotation and the properties, and notes which of them decided. */
final class SettingsReport {

  private final RedisAtomicSettings settings;
  private final String policy;
  private final Map<String, Setting> values = new LinkedHashMap<>();

  /**
   * An empty report.
   *
   * @param policy the policy that the annotation names; empty for none
   */
  SettingsReport(RedisAtomicSettings settings, String policy) {
    this.settings = settings;
    this.policy = policy;
  }

  /** The value in force: what the annotation says, if it says anything. */
  <T> T value(String property, @Nullable T annotated, T standard) {
    T value = annotated != null ? annotated : standard;
    note(property, text(value), annotated != null);
    return value;
  }

  /** The value in force, of which there may be none. */
  @Nullable Duration timeout(
      String property, @Nullable Duration annotated, @Nullable Duration standard) {
    Duration value = annotated != null ? annotated : standard;
    note(property, value == null ? "none" : text(value), annotated != null);
    return value;
  }

  /** The decisions, by the name of the property. */
  Map<String, Setting> values() {
    return values;
  }

  private void note(String property, String value, boolean annotated) {
    values.put(property, new Setting(value, annotated ? "annotation" : origin(property)));
  }

  private String origin(String property) {
    if (!policy.isEmpty() && settings.isSetIn(policy, property)) {
      return "policy '" + policy + "'";
    }
    return settings.isSet(property) ? "property redis.atomic." + property : "default";
  }

  private static String text(Object value) {
    if (value instanceof Duration duration) {
      return DurationValues.text(duration);
    }
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : value.toString();
  }
}
