package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.contestant.Keys;
import dev.redisatomic.benchmarks.result.Invariant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/** One piece of a product's stock from available to reserved: of 1,000 products, or of two. */
final class Reservation implements Task {

  private static final int PRODUCTS = 1_000;
  private static final int HOT_PRODUCTS = 2;

  /** Enough for nobody to be refused. */
  private static final long INITIAL = 1_000_000_000;

  private static final List<String> IDS =
      IntStream.range(0, PRODUCTS).mapToObj(Integer::toString).toList();
  private static final List<String> KEYS = IDS.stream().map(Keys::stock).toList();

  @Override
  public int entries(boolean hot) {
    return hot ? HOT_PRODUCTS : PRODUCTS;
  }

  @Override
  public void prepare(RedisClient redis, int entries) {
    Map<String, String> stock = Map.of(Keys.AVAILABLE, Long.toString(INITIAL), Keys.RESERVED, "0");
    try (AbstractPipeline pipeline = redis.pipelined()) {
      KEYS.subList(0, entries).forEach(key -> pipeline.hset(key, stock));
    }
  }

  @Override
  public void call(Contestant contestant, Caller caller) {
    int product = caller.choose(caller.ledger().length);
    if (contestant.reserve(IDS.get(product), caller.attempts())) {
      caller.note(product, 1);
    }
  }

  @Override
  public Invariant verify(RedisClient redis, long[] ledger) {
    List<Response<Map<String, String>>> stocks;
    try (AbstractPipeline pipeline = redis.pipelined()) {
      stocks = KEYS.subList(0, ledger.length).stream().map(pipeline::hgetAll).toList();
    }
    Invariant all = Invariant.HELD;
    for (int i = 0; i < ledger.length; i++) {
      Map<String, String> stock = stocks.get(i).get();
      all =
          all.plus(Values.deviation(stock.get(Keys.AVAILABLE), INITIAL - ledger[i]))
              .plus(Values.deviation(stock.get(Keys.RESERVED), ledger[i]));
    }
    return all;
  }

  @Override
  public void clear(RedisClient redis) {
    Values.delete(redis, KEYS);
  }
}
