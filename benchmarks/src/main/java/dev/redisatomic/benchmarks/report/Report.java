package dev.redisatomic.benchmarks.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.redisatomic.benchmarks.report.Results.ClusterResults;
import dev.redisatomic.benchmarks.report.Results.ClusterResults.Rates;
import dev.redisatomic.benchmarks.report.Results.HotKeysResult;
import dev.redisatomic.benchmarks.report.Results.JvmsSeries;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import tools.jackson.databind.JsonNode;

/**
 * {@code RESULTS.md} and the charts, all from the raw results. The text is in {@code
 * RESULTS.md.mustache}; the methods of this class are what its names mean.
 *
 * @param cluster what clusters cost, if that was measured
 * @param micro what JMH wrote, if it has run
 * @param reasons why targets were missed, by their names
 */
public record Report(
    Results results,
    Optional<ClusterResults> cluster,
    Optional<JsonNode> micro,
    Properties reasons) {

  /** Writes both into the directory that the results of all parts are in. */
  public static void write(Results results, Path directory) throws IOException {
    Properties reasons = new Properties();
    FileSystemResource file = new FileSystemResource(directory.resolve("reasons.properties"));
    if (file.exists()) {
      PropertiesLoaderUtils.fillProperties(
          reasons, new EncodedResource(file, StandardCharsets.UTF_8));
    }
    Report report =
        new Report(
            results,
            Results.read(directory.resolve("cluster.json"), ClusterResults.class),
            Results.read(directory.resolve("micro.json"), JsonNode.class),
            reasons);
    Path charts = Files.createDirectories(directory.resolve("charts"));
    Template drawing =
        Mustache.compiler()
            .withFormatter(
                value -> value instanceof Double ? Figures.format("%.1f", value) : value.toString())
            .compile(resource("chart.svg.mustache"));
    for (Chart chart : report.charts()) {
      Files.writeString(charts.resolve(chart.name() + ".svg"), drawing.execute(chart));
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

  Map<String, String> pings() {
    Map<String, String> pings = new TreeMap<>();
    results.facts().pingMicros().forEach((way, micros) -> pings.put(way, Figures.millis(micros)));
    return pings;
  }

  List<Chart> charts() {
    return Chart.all(this);
  }

  List<Targets.Target> targets() throws IOException {
    return new Targets(this).all();
  }

  Optional<Section> section(String where) {
    return Stream.concat(results.scenarios().stream().map(Section::of), hotKeys().stream())
        .filter(section -> section.where().equals(where))
        .findFirst();
  }

  List<Section> hotKeys() {
    return results.hotKeys().stream().map(Section::of).toList();
  }

  /** The contestants beside each other. */
  record Section(String what, String title, int threads, @Nullable String notRun, List<Row> rows) {

    static Section of(ScenarioResult result) {
      return new Section(
          Work.label(result.work()),
          result.setting().describe(),
          result.setting().threads(),
          result.notRun(),
          Row.of(
              result.series().stream()
                  .map(
                      one ->
                          new JvmsSeries(
                              one.contestant(), one.rounds().stream().map(List::of).toList()))
                  .toList()));
    }

    static Section of(HotKeysResult result) {
      String title = result.jvms() == 1 ? "1 JVM" : result.jvms() + " JVMs";
      return new Section("Hot keys", title, result.threads(), null, Row.of(result.series()));
    }

    String where() {
      return what + ", " + title;
    }

    Optional<Row> row(Contestants contestant) {
      return rows.stream().filter(row -> row.contestant().equals(contestant.id())).findFirst();
    }

    /** The ratio of its median rate to that of another, if that took part. */
    Optional<Double> ratio(Row row, Contestants peer) {
      return row(peer).map(other -> row.rates().median() / other.rates().median());
    }
  }

  /** One contestant in one section. */
  record Entry(Section section, Row row) {

    double perByHand() {
      return section.ratio(row, Contestants.BY_HAND).orElse(Double.NaN);
    }

    double perLua() {
      return section.ratio(row, Contestants.LUA).orElse(Double.NaN);
    }
  }

  /** Whose data was wrong afterwards, and at what: a rate of wrong results is worth nothing. */
  List<Entry> wrong() {
    return Stream.concat(results.scenarios().stream().map(Section::of), hotKeys().stream())
        .flatMap(section -> section.rows().stream().map(row -> new Entry(section, row)))
        .filter(entry -> !entry.row.invariant().held())
        .toList();
  }

  /** At what hot keys are judged by. */
  List<Entry> hotKeysAtAGlance() {
    return Stream.concat(
            results.scenarios().stream().filter(Report::isAboutHotKeys).map(Section::of),
            hotKeys().stream())
        .flatMap(
            section ->
                Contestants.ON_HOT_KEYS.stream()
                    .flatMap(one -> section.row(one).stream())
                    .map(row -> new Entry(section, row)))
        .toList();
  }

  private static boolean isAboutHotKeys(ScenarioResult result) {
    return Work.ABOUT_HOT_KEYS.stream().anyMatch(work -> work.id().equals(result.work()))
        || (result.work().equals(Work.TRANSFER.id())
            && Setting.FOR_HOT_KEYS.contains(result.setting()));
  }

  record Group<T>(String label, List<T> members) {}

  /** Each work that was measured, setting by setting. */
  List<Group<Section>> works() {
    return byWork(results.scenarios(), ScenarioResult::work, Section::of);
  }

  record FootprintRow(String who, double roundTrips, long sent, long received, long allocated) {}

  List<Group<FootprintRow>> footprints() {
    return byWork(
        results.footprints(),
        Results.Footprint::work,
        one ->
            new FootprintRow(
                Contestants.label(one.contestant()),
                one.roundTrips(),
                Math.round(one.bytesSent()),
                Math.round(one.bytesReceived()),
                Math.round(one.allocatedBytes())));
  }

  private static <T, R> List<Group<R>> byWork(
      List<T> all, Function<T, String> id, Function<T, R> member) {
    return Arrays.stream(Work.values())
        .map(
            work ->
                new Group<>(
                    work.label(),
                    all.stream()
                        .filter(one -> id.apply(one).equals(work.id()))
                        .map(member)
                        .toList()))
        .filter(group -> !group.members.isEmpty())
        .toList();
  }

  List<ClusterRow> clusters() {
    return cluster.stream()
        .flatMap(found -> found.rounds().stream().map(rates -> ClusterRow.of(found, rates)))
        .toList();
  }

  /**
   * One topology with one number of threads.
   *
   * @param ratios to one server
   */
  record ClusterRow(Rates of, Figures rates, Figures ratios, String cpus) {

    static ClusterRow of(ClusterResults results, Rates rates) {
      Rates base =
          results.rounds().stream()
              .filter(one -> one.masters() == 0 && one.threads() == rates.threads())
              .findFirst()
              .orElseThrow();
      return new ClusterRow(
          rates,
          Figures.of(rates.perSecond()),
          Figures.ofRatios(rates.perSecond(), base.perSecond()),
          results.machine().getOrDefault("CPUs", "few"));
    }

    String where() {
      return of.masters() == 0 ? "one server" : "cluster, masters: " + of.masters();
    }

    String data() {
      return of.wrong() == 0 ? "right" : "**WRONG** in %d branches".formatted(of.wrong());
    }
  }
}
