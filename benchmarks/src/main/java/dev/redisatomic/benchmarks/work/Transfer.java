package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.contestant.Keys;
import java.util.List;
import java.util.stream.IntStream;

/** Money from one account to another: one of 1,000, or always the same two. */
final class Transfer extends Task {

  static final List<String> IDS = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

  private static final int LARGEST_AMOUNT = 10;

  Transfer() {
    super(IDS.stream().map(Keys::account).toList(), 1, 2, 1_000_000); // Nobody runs out of it.
  }

  @Override
  public void call(Contestant contestant, Caller caller) {
    int accounts = caller.ledger().length;
    int from = caller.choose(accounts);
    int to = (from + 1 + caller.choose(accounts - 1)) % accounts;
    long amount = 1L + caller.choose(LARGEST_AMOUNT);
    if (contestant.transfer(IDS.get(from), IDS.get(to), amount, caller.attempt())) {
      caller.note(from, -amount);
      caller.note(to, amount);
    }
  }
}
