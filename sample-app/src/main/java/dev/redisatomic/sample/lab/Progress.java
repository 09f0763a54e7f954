package dev.redisatomic.sample.lab;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A line now and then: readable on a terminal, and in a log that knows no cursor. */
class Progress {

  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

  private final PrintStream out;
  private long shown = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  void show(Contestant contestant, Tally tally, LabProperties load) {
    if (System.nanoTime() - shown >= INTERVAL) {
      print(contestant, tally, load);
    }
  }

  void print(Contestant contestant, Tally tally, LabProperties load) {
    shown = System.nanoTime();
    long calls = tally.calls();
    out.printf(
        Locale.ROOT,
        "  %-24s %,9d of %,d transfers  %3d %%%n",
        contestant.name(),
        calls,
        load.transfers(),
        100 * calls / load.transfers());
  }
}
