package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.server.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much to measure, and on which server.
 *
 * @param quick whether only to try out that everything works
 * @param rounds how many to measure, after one that does not count
 * @param window for how long calls are begun in each
 * @param only what to leave out
 * @param server an own one if it is null
 * @param overwrite whether that server may hold data
 */
public record Options(
    boolean quick,
    int rounds,
    Duration window,
    Filter only,
    @Nullable Address server,
    boolean overwrite) {

  private static final List<String> KNOWN =
      List.of("--quick", "--overwrite", "--rounds", "--seconds", "--only", "--url");

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
    String only = values.get("--only");
    String url = values.get("--url");
    return new Options(
        quick,
        rounds,
        Duration.ofNanos((long) (seconds * 1e9)),
        only == null ? Filter.NOTHING_LEFT_OUT : Filter.of(only),
        url == null ? null : Address.of(url),
        values.containsKey("--overwrite"));
  }

  double seconds() {
    return window.toNanos() / 1e9;
  }
}
