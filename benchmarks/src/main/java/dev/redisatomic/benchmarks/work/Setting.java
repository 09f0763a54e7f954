package dev.redisatomic.benchmarks.work;

import java.util.stream.Stream;

/**
 * Under what circumstances the work is done.
 *
 * @param threads how many of each JVM call at the same time
 * @param hot whether all want the same few keys
 * @param delayMicros how long a byte is on its way to the server, and back again
 * @param moreJvms how many more JVMs than one do the same
 */
public record Setting(int threads, boolean hot, long delayMicros, int moreJvms) {

  /** So many threads are virtual ones. */
  public static final int MANY = 1_000;

  public static Setting cold(int threads) {
    return new Setting(threads, false, 0, 0);
  }

  public static Setting hot(int threads) {
    return new Setting(threads, true, 0, 0);
  }

  /** The same, with the server 0.5 ms away. */
  public Setting far() {
    return new Setting(threads, hot, 500, moreJvms);
  }

  public Setting in(int jvms) {
    return new Setting(threads, hot, delayMicros, jvms - 1);
  }

  public int jvms() {
    return 1 + moreJvms;
  }

  public boolean virtual() {
    return threads >= MANY;
  }

  /** The words that select it: its threads, {@code cold} or {@code hot}, its delay, its JVMs. */
  public Stream<String> terms() {
    return Stream.of(
        threads + (virtual() ? "v" : ""),
        hot ? "hot" : "cold",
        delayMicros == 0 ? "0ms" : delayMicros / 1000.0 + "ms",
        moreJvms == 0 ? "1jvm" : jvms() + "jvms");
  }

  /** For readers. */
  public String callers() {
    String each = threads == 1 ? "1 thread" : threads + (virtual() ? " virtual" : "") + " threads";
    return moreJvms == 0 ? each : jvms() + " JVMs of " + each;
  }

  /** For readers. */
  public String describe() {
    return callers()
        + (hot ? ", hot" : ", cold")
        + (delayMicros == 0 ? "" : ", " + delayMicros / 1000.0 + " ms each way");
  }
}
