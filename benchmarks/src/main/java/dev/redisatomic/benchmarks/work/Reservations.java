package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** One piece of a product's stock from available to reserved: of 1,000 products, or of two. */
final class Reservations extends Task {

  private static final long AVAILABLE = 1_000_000_000; // Nobody is refused.

  Reservations() {
    super(Keys.IDS.stream().map(Keys::stock).toList(), 2, AVAILABLE, Reservations::reserve);
  }

  private static void reserve(Contestant contestant, Caller caller) {
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
      keys.subList(0, entries).forEach(key -> pipeline.hset(key, stock));
    }
  }

  @Override
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    List<Response<Map<String, String>>> stocks;
    try (AbstractPipeline pipeline = redis.pipelined()) {
      stocks = keys.subList(0, ledger.length).stream().map(pipeline::hgetAll).toList();
    }
    return IntStream.range(0, ledger.length)
        .mapToObj(
            i -> {
              Map<String, String> stock = stocks.get(i).get();
              return deviation(stock.get(Keys.AVAILABLE), AVAILABLE - ledger[i])
                  .plus(deviation(stock.get(Keys.RESERVED), ledger[i]));
            })
        .reduce(Invariant.HELD, Invariant::plus);
  }
}
