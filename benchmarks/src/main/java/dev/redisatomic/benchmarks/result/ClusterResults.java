package dev.redisatomic.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Transfers on one server and on clusters.
 *
 * @param date of the run
 * @param machine where it was
 * @param seconds the length of a round
 * @param quick whether the figures mean nothing
 * @param rounds of each topology with each number of threads
 */
public record ClusterResults(
    String date, Map<String, String> machine, double seconds, boolean quick, List<Rates> rounds) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Transfers per second.
   *
   * @param masters 0 for a server that is no cluster
   * @param threads how many made them
   * @param perSecond round by round
   * @param wrong in how many branches the money was not all there in the end
   */
  public record Rates(int masters, int threads, List<Double> perSecond, int wrong) {}

  public static ClusterResults read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), ClusterResults.class);
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }
}
