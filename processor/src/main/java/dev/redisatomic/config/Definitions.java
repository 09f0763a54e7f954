package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Guard;
import dev.redisatomic.attribute.AnnotatedSettings;
import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.config.AtomicMethodReports.Setting;
import dev.redisatomic.connection.AtomicConnectionFactory;
import dev.redisatomic.execution.AtomicDefinition;
import dev.redisatomic.execution.SourcedPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Combines what an annotation says with the properties: attribute, then policy, then global. */
final class Definitions {

  private static final String PROGRAMMATIC = "RedisAtomicOperations.execute(…)";

  private final RedisAtomicSettings settings;
  private final @Nullable AtomicConnectionFactories factories;

  /** Combines settings. If there are no factories, bodies run as they are. */
  Definitions(RedisAtomicSettings settings, @Nullable AtomicConnectionFactories factories) {
    this.settings = settings;
    this.factories = factories;
  }

  AtomicDefinition of(AtomicAttribute attribute) {
    MethodSettings inForce =
        combined(attribute.name(), attribute.settings(), reportOn(attribute.settings()));
    return definition(
        attribute.name(),
        attribute.keyTemplates(),
        attribute.connectionFactory(),
        inForce,
        attribute.settings().policy());
  }

  AtomicDefinition programmatic() {
    MethodSettings inForce =
        combined(PROGRAMMATIC, AnnotatedSettings.NONE, reportOn(AnnotatedSettings.NONE));
    return definition(PROGRAMMATIC, List.of(), "", inForce, "");
  }

  /** The settings of a method and their origins. */
  Map<String, Setting> report(AtomicAttribute attribute) {
    return report(attribute.name(), attribute.settings());
  }

  /** The settings of calls without an annotation, and their origins. */
  Map<String, Setting> reportProgrammatic() {
    return report(PROGRAMMATIC, AnnotatedSettings.NONE);
  }

  private Map<String, Setting> report(String name, AnnotatedSettings annotated) {
    SettingsReport report = reportOn(annotated);
    combined(name, annotated, report);
    report.value("contention.local-queue", null, settings.localQueue());
    report.value("contention.group-commit", null, settings.groupCommit());
    report.value("contention.group-patience", null, settings.groupPatience());
    return report.values();
  }

  private SettingsReport reportOn(AnnotatedSettings annotated) {
    return new SettingsReport(settings, annotated.policy());
  }

  private MethodSettings combined(String name, AnnotatedSettings annotated, SettingsReport report) {
    MethodSettings combined =
        settings.methods().in(settings.policyNamed(annotated.policy(), name), annotated, report);
    Guard guard = combined.guard();
    if (!guard.readOwnWrites() && (guard.results() == Results.ALL || guard.verifyWrites())) {
      throw new AtomicSetupException(
          (guard.verifyWrites() ? "verifyWrites" : "Results.ALL")
              + " of "
              + name
              + " needs private copies of keys, but redis.atomic.read-own-writes is false.",
          "Leave one of the two out.");
    }
    return combined;
  }

  private AtomicDefinition definition(
      String name,
      List<String> keyTemplates,
      String connectionFactory,
      MethodSettings inForce,
      String policy) {
    Supplier<AtomicConnectionFactory> factory =
        factories == null ? null : factories.named(connectionFactory, name);
    return new AtomicDefinition(
        name,
        keyTemplates,
        factory,
        inForce.guard(),
        new SourcedPolicy(inForce.policy(), PropertyNames.policyPrefix(policy)),
        inForce.durability());
  }
}
