package dev.redisatomic.config;

import dev.redisatomic.execution.AtomicStep;
import dev.redisatomic.interceptor.AtomicMethods;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is in force for each atomic method, and where it comes from. */
public final class AtomicMethodReports {

  private final AtomicMethods methods;
  private final Steps steps;
  private final SettingOrigins origins;

  AtomicMethodReports(AtomicMethods methods, Steps steps, SettingOrigins origins) {
    this.methods = methods;
    this.steps = steps;
    this.origins = origins;
  }

  /**
   * One atomic method.
   *
   * @param method its name, as in logs
   * @param type the class of its bean
   * @param keyTemplates as they were written
   * @param settings what is in force, by the name of the property
   */
  public record Report(
      String method, String type, List<String> keyTemplates, Map<String, Setting> settings) {}

  /**
   * One value in force.
   *
   * @param value as text
   * @param origin {@code annotation}, {@code policy 'name'}, {@code property redis.atomic.…} or
   *     {@code default}
   */
  public record Setting(String value, String origin) {}

  /**
   * All that are known by now.
   *
   * @return the annotated methods by name, and {@code RedisAtomicOperations} last
   */
  public List<Report> all() {
    AtomicStep programmatic = steps.programmatic();
    Report operations =
        new Report(
            programmatic.name(),
            "dev.redisatomic.RedisAtomicOperations",
            List.of(),
            origins.of(null, programmatic));
    return Stream.concat(annotated().stream(), Stream.of(operations)).toList();
  }

  /** Those of the application's beans, each once. */
  List<Report> annotated() {
    return methods.attributes().stream()
        .map(
            attribute ->
                new Report(
                    attribute.name(),
                    attribute.method().getDeclaringClass().getName(),
                    attribute.keyTemplates(),
                    origins.of(attribute, steps.of(attribute))))
        .distinct()
        .sorted(Comparator.comparing(Report::method).thenComparing(Report::type))
        .toList();
  }
}
