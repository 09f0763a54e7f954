package dev.redisatomic.checks;

import dev.redisatomic.rules.Refusal;
import dev.redisatomic.rules.Refusals;
import dev.redisatomic.rules.SettingTexts;
import org.jspecify.annotations.Nullable;

/** Checks what {@code @RedisAtomic} says about retries and time, as far as it says it plainly. */
final class SettingsChecks {

  private final Findings findings;

  SettingsChecks(Findings findings) {
    this.findings = findings;
  }

  void check(AtomicMethod method) {
    Annotation annotation = method.ownAnnotation();
    if (annotation == null) {
      return;
    }
    String text = text(annotation, "maxRetriesString");
    if (text != null && text.isEmpty() && annotation.value("maxRetries") instanceof Long retries) {
      if (retries < -1) {
        refuse(method, "maxRetries", Refusals.maxRetries(method.name(), retries));
      }
    } else if (text != null && !text.isEmpty()) {
      refuse(method, "maxRetriesString", SettingTexts.maxRetries(method.name(), text));
    }
    String timeout = text(annotation, "timeout");
    if (timeout != null && !timeout.isEmpty()) {
      refuse(method, "timeout", SettingTexts.timeout(method.name(), timeout));
    }
  }

  private void refuse(AtomicMethod method, String attribute, @Nullable Refusal refusal) {
    if (refusal != null) {
      findings.error(
          method.place(attribute),
          method.isAnnotated() ? method.element() : method.type(),
          attribute,
          refusal);
    }
  }

  private static @Nullable String text(Annotation annotation, String attribute) {
    return annotation.value(attribute) instanceof String text ? text : null;
  }
}
