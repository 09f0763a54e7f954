package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** One piece of a product's stock from available to reserved: of 1,000 products, or of two. */
final class Hash extends Task {

  private static final long AVAILABLE = 1_000_000_000; // Nobody is refused.

  Hash() {
    super(Keys.of(Keys::stock), 1, 2, AVAILABLE, Hash::reserve);
  }

  private static void reserve(Task task, Contestant contestant, Caller caller) {
    int product = caller.choose(caller.ledger().length);
    if (contestant.reserve(Keys.IDS.get(product), caller.attempt())) {
      caller.note(product, 1);
    }
  }

  @Override
  public void prepare(UnifiedJedis redis, int entries) {
    Map<String, String> stock =
        Map.of(Keys.AVAILABLE, Long.toString(AVAILABLE), Keys.RESERVED, "0");
    try (AbstractPipeline pipeline = redis.pipelined()) {
      keys(entries).forEach(key -> pipeline.hset(key, stock));
    }
  }

  @Override
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    List<Response<Map<String, String>>> stocks;
    try (AbstractPipeline pipeline = redis.pipelined()) {
      stocks = keys(ledger.length).stream().map(pipeline::hgetAll).toList();
    }
    Invariant all = Invariant.HELD;
    for (int i = 0; i < ledger.length; i++) {
      Map<String, String> stock = stocks.get(i).get();
      all =
          all.plus(deviation(stock.get(Keys.AVAILABLE), AVAILABLE - ledger[i]))
              .plus(deviation(stock.get(Keys.RESERVED), ledger[i]));
    }
    return all;
  }
}
