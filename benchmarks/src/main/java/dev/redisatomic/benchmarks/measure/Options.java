package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.server.Address;
import java.time.Duration;
import java.util.Optional;
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

  public static final int POOL_SIZE = 64;

  private static final String KNOWN =
      "--quick --rounds=5 --seconds=0.5 --only=transfer,8,cold,… --url=redis://host:port --overwrite";

  /**
   * Reads the arguments of the program.
   *
   * @throws IllegalArgumentException if one is not known or not legal
   */
  public static Options of(Iterable<String> arguments) {
    boolean quick = false;
    boolean overwrite = false;
    Optional<Integer> rounds = Optional.empty();
    Optional<Double> seconds = Optional.empty();
    Filter only = Filter.NOTHING_LEFT_OUT;
    Address server = null;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = argument.substring(equals + 1);
      switch (name) {
        case "--quick" -> quick = true;
        case "--overwrite" -> overwrite = true;
        case "--rounds" -> rounds = Optional.of(Integer.valueOf(value));
        case "--seconds" -> seconds = Optional.of(Double.valueOf(value));
        case "--only" -> only = Filter.of(value);
        case "--url" -> server = Address.of(value);
        default -> throw new IllegalArgumentException(argument + ": the options are " + KNOWN);
      }
    }
    int count = rounds.orElse(quick ? 2 : 5);
    double length = seconds.orElse(quick ? 0.03 : 0.5);
    if (count < 1 || !(length > 0)) {
      throw new IllegalArgumentException("There must be one round, and it must take some time");
    }
    return new Options(
        quick, count, Duration.ofNanos((long) (length * 1e9)), only, server, overwrite);
  }
}
