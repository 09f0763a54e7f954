package dev.redisatomic.sample.lab;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A line now and then: readable on a terminal, and in a log that knows no cursor. */
class Progress implements Consumer<Standing> {

  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

  private final PrintStream out;
  private final String contestant;
  private final long transfers;
  private long shown = System.nanoTime();

  Progress(PrintStream out, Contestant contestant, Load load) {
    this.out = out;
    this.contestant = contestant.name();
    this.transfers = load.transfers();
  }

  @Override
  public void accept(Standing standing) {
    if (!standing.ended() && System.nanoTime() - shown < INTERVAL) {
      return;
    }
    shown = System.nanoTime();
    long calls = standing.counts().calls();
    out.printf(
        Locale.ROOT,
        "  %-24s %,9d of %,d transfers  %3d %%%n",
        contestant,
        calls,
        transfers,
        100 * calls / transfers);
  }
}
