package dev.redisatomic.benchmarks.report;

import com.samskivert.mustache.Mustache;
import dev.redisatomic.benchmarks.report.Results.Footprint;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/**
 * {@code RESULTS.md} and the charts, all from the raw results. The text is in {@code
 * RESULTS.md.mustache}; the methods of this class are what its names mean.
 *
 * @param micro what JMH wrote, if it has run
 * @param reasons why targets were missed, by their names
 */
public record Report(Results results, Optional<JsonNode> micro, Properties reasons) {

  /** Writes both into the directory that the results of all parts are in. */
  public static void write(Path directory) throws IOException {
    Results results =
        Results.read(directory.resolve("results.json"), Results.class)
            .orElseThrow(() -> new IllegalArgumentException("No results.json in " + directory));
    Properties reasons = new Properties();
    Path file = directory.resolve("reasons.properties");
    if (Files.exists(file)) {
      reasons.load(new StringReader(Files.readString(file)));
    }
    Path micro = directory.resolve("micro.json");
    Report report = new Report(results, Results.read(micro, JsonNode.class), reasons);
    Path charts = Files.createDirectories(directory.resolve("charts"));
    for (Chart chart : report.charts()) {
      Files.writeString(charts.resolve(chart.name() + ".svg"), chart.text());
    }
    Files.writeString(directory.resolve("RESULTS.md"), report.text());
  }

  String text() throws IOException {
    Mustache.Compiler writing = Mustache.compiler().escapeHTML(false).withFormatter(Figures::text);
    String text = writing.compile(resource("RESULTS.md.mustache")).execute(this);
    return text.stripTrailing() + "\n";
  }

  static String resource(String name) throws IOException {
    return new ClassPathResource(name, Report.class).getContentAsString(StandardCharsets.UTF_8);
  }

  List<Chart> charts() {
    return Chart.all(this);
  }

  List<Targets.Target> targets() throws IOException {
    return new Targets(this).all();
  }

  Optional<ScenarioResult> scenario(String where) {
    return results.scenarios().stream().filter(one -> one.where().equals(where)).findFirst();
  }

  /** None if it was not measured. */
  List<Row> rows(Work work, Setting setting) {
    return results.scenarios().stream()
        .filter(one -> one.work().equals(work.id()) && one.setting().equals(setting))
        .flatMap(scenario -> scenario.rows().stream())
        .toList();
  }

  /** Whose data was wrong afterwards, and at what: a rate of wrong results is worth nothing. */
  List<Row> wrong() {
    return results.scenarios().stream()
        .flatMap(scenario -> scenario.rows().stream())
        .filter(row -> row.invariant().wrong() > 0)
        .toList();
  }

  /** Each work that was measured, setting by setting. */
  Map<String, List<ScenarioResult>> works() {
    return grouped(results.scenarios(), ScenarioResult::label);
  }

  Map<String, List<Footprint>> footprints() {
    return grouped(results.footprints(), Footprint::label);
  }

  private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> label) {
    return all.stream()
        .collect(Collectors.groupingBy(label, LinkedHashMap::new, Collectors.toList()));
  }
}
