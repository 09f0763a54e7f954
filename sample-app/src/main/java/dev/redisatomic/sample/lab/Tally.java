package dev.redisatomic.sample.lab;

import dev.redisatomic.WatchConflictException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts what the callers are told, from many threads. */
class Tally {

  /** The columns of the histogram of attempts. */
  static final List<String> ATTEMPTS = List.of("1", "2", "3", "4", "5", "6–10", "11 or more");

  private final LongAdder done = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder gaveUp = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final List<LongAdder> attempts =
      Stream.generate(LongAdder::new).limit(ATTEMPTS.size()).toList();

  void call(Contestant.Transfer transfer, String from, String to, long amount) {
    AtomicInteger attempt = new AtomicInteger(1);
    try {
      (transfer.apply(from, to, amount, attempt::set) ? done : refused).increment();
    } catch (WatchConflictException e) {
      gaveUp.increment();
    }
    retries.add(attempt.get() - 1L);
    attempts.get(column(attempt.get())).increment();
  }

  Counts counts() {
    return new Counts(
        done.sum(),
        refused.sum(),
        gaveUp.sum(),
        retries.sum(),
        attempts.stream().map(LongAdder::sum).toList());
  }

  static int column(int attempts) {
    return attempts <= 5 ? attempts - 1 : attempts <= 10 ? 5 : 6;
  }
}
