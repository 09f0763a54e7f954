package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.stream.Stream;

/**
 * Under what circumstances the work is done.
 *
 * @param threads how many call at the same time
 * @param virtual whether they are virtual threads
 * @param hot whether all want the same few keys
 * @param delayMicros how long a byte is on its way to the server, and back again
 */
public record Setting(int threads, boolean virtual, boolean hot, long delayMicros) {

  /** Of the transfers by which hot keys are judged, with those that must not pay for it. */
  public static final List<Setting> FOR_HOT_KEYS =
      List.of(
          new Setting(16, false, true, 0),
          new Setting(16, false, true, 500),
          new Setting(8, false, false, 0),
          new Setting(1, false, false, 0));

  /** Such as {@code 8} or {@code 1000v}. */
  public String threadsTerm() {
    return threads + (virtual ? "v" : "");
  }

  /** The words that select it: its threads, {@code cold} or {@code hot}, such as {@code 0.5ms}. */
  public Stream<String> terms() {
    String delay = delayMicros == 0 ? "0ms" : delayMicros / 1000.0 + "ms";
    return Stream.of(threadsTerm(), hot ? "hot" : "cold", delay);
  }

  /** For readers. */
  public String describe() {
    return (threads == 1 ? "1 thread" : threads + (virtual ? " virtual threads" : " threads"))
        + (hot ? ", hot" : ", cold")
        + (delayMicros == 0 ? "" : ", " + delayMicros / 1000.0 + " ms each way");
  }
}
