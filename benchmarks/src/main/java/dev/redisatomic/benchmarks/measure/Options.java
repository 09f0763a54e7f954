package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * How much to measure, and on which server.
 *
 * @param quick whether only to try out that everything works
 * @param hotKeys whether to measure only what hot keys are judged by
 * @param rounds how many to measure, after one that does not count
 * @param window for how long calls are begun in each
 * @param only words of several dimensions: works, contestants, threads, load, delay, and parts of
 *     the program. Words of one dimension are alternatives; one that has none leaves nothing out
 * @param server an own one if it is null
 * @param overwrite whether that server may hold data
 * @param directory where the files are
 */
public record Options(
    boolean quick,
    boolean hotKeys,
    int rounds,
    Duration window,
    Set<String> only,
    @Nullable HostAndPort server,
    boolean overwrite,
    Path directory) {

  private static final List<String> KNOWN =
      List.of(
          "--quick --hot-keys --overwrite --rounds --seconds --only --url --directory"
              .split(" ", -1));

  private static final List<Set<String>> DIMENSIONS =
      List.of(
          words(Arrays.stream(Work.values()).map(Work::id)),
          words(Arrays.stream(Contestants.values()).map(Contestants::id)),
          words(Scenario.everything().stream().map(one -> one.setting().threadsTerm())),
          Set.of("cold", "hot"),
          Set.of("0ms", "0.5ms"),
          Set.of("rates", "footprints", "hot-keys"));

  /**
   * Reads the arguments of the program.
   *
   * @throws IllegalArgumentException if one is not known or not legal
   */
  public static Options of(Iterable<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (!KNOWN.contains(parts[0])) {
        throw new IllegalArgumentException(argument + ": the options are " + KNOWN);
      }
      values.put(parts[0], parts[parts.length - 1]);
    }
    boolean quick = values.containsKey("--quick");
    int rounds = Integer.parseInt(values.getOrDefault("--rounds", quick ? "2" : "5"));
    double seconds = Double.parseDouble(values.getOrDefault("--seconds", quick ? "0.03" : "0.5"));
    if (rounds < 1 || !(seconds > 0)) {
      throw new IllegalArgumentException("There must be one round, and it must take some time");
    }
    String given = values.get("--only");
    Set<String> only =
        given == null ? Set.of() : words(Stream.of(given.toLowerCase(Locale.ROOT).split(",", -1)));
    for (String word : only) {
      if (DIMENSIONS.stream().noneMatch(words -> words.contains(word))) {
        throw new IllegalArgumentException("--only=" + word + ": the words are " + DIMENSIONS);
      }
    }
    String url = values.get("--url");
    return new Options(
        quick,
        values.containsKey("--hot-keys"),
        rounds,
        Duration.ofNanos((long) (seconds * 1e9)),
        only,
        url == null ? null : server(url),
        values.containsKey("--overwrite"),
        Path.of(values.getOrDefault("--directory", "")).toAbsolutePath());
  }

  private static Set<String> words(Stream<String> words) {
    return words.map(String::strip).collect(Collectors.toSet());
  }

  private static HostAndPort server(String url) {
    URI uri = URI.create(url);
    boolean plain =
        "redis".equals(uri.getScheme())
            && uri.getHost() != null
            && uri.getUserInfo() == null
            && (uri.getPath() == null || uri.getPath().length() <= 1);
    if (!plain) {
      throw new IllegalArgumentException(
          "--url=" + url + ": only redis://host:port, without a password and on database 0");
    }
    return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort());
  }

  double seconds() {
    return window.toNanos() / 1e9;
  }

  /** The hand-written loop is what all are compared with, so it always takes part. */
  boolean admits(Contestants contestant) {
    return contestant == Contestants.BY_HAND || admits(contestant.id());
  }

  boolean admits(Scenario scenario) {
    return admits(scenario.work().id()) && scenario.setting().terms().allMatch(this::admits);
  }

  /** Words that are in no dimension, such as the numbers of threads of a trial, are not asked. */
  boolean admits(String word) {
    return only.contains(word)
        || DIMENSIONS.stream()
            .filter(words -> words.contains(word))
            .allMatch(words -> only.stream().noneMatch(words::contains));
  }
}
