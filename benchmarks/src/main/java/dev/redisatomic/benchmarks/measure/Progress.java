package dev.redisatomic.benchmarks.measure;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says what is going on and how long it may take. */
final class Progress {

  private final PrintStream out;
  private final Duration planned;
  private final long begun = System.nanoTime();
  private Duration done = Duration.ZERO;

  Progress(PrintStream out, Duration planned) {
    this.out = out;
    this.planned = planned;
  }

  /** Before each part. */
  void next(String part) {
    out.printf(Locale.ROOT, "%-45s %s%n", part, remaining());
  }

  /** After each part. */
  void done(Duration asPlanned) {
    done = done.plus(asPlanned);
  }

  /** What is planned, stretched as much as what is done has been. */
  private String remaining() {
    Duration left = planned.minus(done);
    double stretch = done.isZero() ? 1 : (System.nanoTime() - begun) / (double) done.toNanos();
    return String.format(Locale.ROOT, "about %.1f min left", left.toSeconds() * stretch / 60);
  }
}
