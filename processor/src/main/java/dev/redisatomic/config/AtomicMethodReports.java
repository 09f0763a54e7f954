package dev.redisatomic.config;

import dev.redisatomic.interceptor.AtomicMethods;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reports the settings in force for each atomic method, and where they come from. */
public final class AtomicMethodReports {

  private final AtomicMethods methods;
  private final Definitions definitions;

  AtomicMethodReports(AtomicMethods methods, Definitions definitions) {
    this.methods = methods;
    this.definitions = definitions;
  }

  /**
   * One atomic method.
   *
   * @param method its name, as in tags and logs
   * @param type the class of its bean
   * @param keyTemplates as they were written
   * @param settings what is in force, by the name of the property
   * @param counts calls by outcome, and {@code attempts}, {@code conflicts} and {@code retries},
   *     since the application started
   */
  public record Report(
      String method,
      String type,
      List<String> keyTemplates,
      Map<String, Setting> settings,
      Map<String, Long> counts) {

    private Report(
        String method, String type, List<String> keyTemplates, Map<String, Setting> settings) {
      this(method, type, keyTemplates, settings, Map.of());
    }

    private Report with(Map<String, Long> newCounts) {
      return new Report(method, type, keyTemplates, settings, newCounts);
    }
  }

  /**
   * One value in force.
   *
   * @param value as text
   * @param origin {@code annotation}, {@code policy 'name'}, {@code property redis.atomic.…} or
   *     {@code default}
   */
  public record Setting(String value, String origin) {}

  /**
   * The reports on all methods that are known by now.
   *
   * @param counts the counts of a method, by its name
   * @return the annotated methods by name, and {@code RedisAtomicOperations} last
   */
  public List<Report> all(Function<String, Map<String, Long>> counts) {
    Report operations =
        new Report(
            definitions.programmatic().name(),
            "dev.redisatomic.RedisAtomicOperations",
            List.of(),
            definitions.reportProgrammatic());
    return Stream.concat(annotated().stream(), Stream.of(operations))
        .map(report -> report.with(counts.apply(report.method())))
        .toList();
  }

  /** The reports on methods of the application's beans, each once, without counts. */
  List<Report> annotated() {
    return methods.attributes().stream()
        .map(
            attribute ->
                new Report(
                    attribute.name(),
                    attribute.method().getDeclaringClass().getName(),
                    attribute.keyTemplates(),
                    definitions.report(attribute)))
        .distinct()
        .sorted(Comparator.comparing(Report::method).thenComparing(Report::type))
        .toList();
  }
}
