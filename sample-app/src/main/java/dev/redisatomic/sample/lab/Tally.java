package dev.redisatomic.sample.lab;

import dev.redisatomic.WatchConflictException;
import java.util.concurrent.atomic.LongAdder;

/** What the callers were told. */
class Tally {

  private final LongAdder done = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder gaveUp = new LongAdder();

  void call(Contestant.Transfer transfer, String from, String to, long amount) {
    try {
      (transfer.apply(from, to, amount) ? done : refused).increment();
    } catch (WatchConflictException e) {
      gaveUp.increment();
    }
  }

  long done() {
    return done.sum();
  }

  long refused() {
    return refused.sum();
  }

  long gaveUp() {
    return gaveUp.sum();
  }

  long calls() {
    return done() + refused() + gaveUp();
  }
}
