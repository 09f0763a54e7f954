package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import java.util.stream.IntStream;

/** One more on each of five counters, of 200 such groups or always the same. */
final class Increment extends Task {

  Increment() {
    super(IntStream.range(0, 1_000).mapToObj(i -> "counter:" + i).toList(), 5, 1, 0);
  }

  @Override
  public void call(Contestant contestant, Caller caller) {
    int group = caller.choose(caller.ledger().length);
    contestant.increment(group(group), caller.attempt());
    caller.note(group, 1);
  }
}
