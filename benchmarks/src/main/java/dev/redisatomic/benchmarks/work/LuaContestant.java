package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.RedisClient;

/** Scripts, loaded when first needed and called by their digest: what one round trip can do. */
final class LuaContestant implements Contestant {

  private static final String TRANSFER =
      """
      local amount = tonumber(ARGV[1])
      if tonumber(redis.call('GET', KEYS[1])) < amount then
        return 0
      end
      redis.call('DECRBY', KEYS[1], amount)
      redis.call('INCRBY', KEYS[2], amount)
      return 1
      """;

  private static final String LIMITED_TRANSFER =
      """
      if tonumber(redis.call('GET', KEYS[3])) < tonumber(ARGV[1]) then
        return 0
      end
      """
          + TRANSFER;

  private static final String SNAPSHOT = "return redis.call('MGET', unpack(KEYS))";

  private static final String INCREMENT =
      """
      for _, key in ipairs(KEYS) do
        redis.call('INCR', key)
      end
      """;

  private static final String RESERVE =
      """
      if tonumber(redis.call('HGET', KEYS[1], 'available')) < 1 then
        return 0
      end
      redis.call('HINCRBY', KEYS[1], 'available', -1)
      redis.call('HINCRBY', KEYS[1], 'reserved', 1)
      return 1
      """;

  private final RedisClient jedis;
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  LuaContestant(RedisClient jedis) {
    this.jedis = jedis;
  }

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    List<String> keys = List.of(Keys.account(from), Keys.account(to));
    return isOne(run(TRANSFER, keys, List.of(Long.toString(amount)), attempt));
  }

  @Override
  public boolean limitedTransfer(String from, String to, long amount, Runnable attempt) {
    List<String> keys = List.of(Keys.account(from), Keys.account(to), Keys.LIMIT);
    return isOne(run(LIMITED_TRANSFER, keys, List.of(Long.toString(amount)), attempt));
  }

  @Override
  @SuppressWarnings("unchecked") // Jedis makes strings of the bulk replies of scripts.
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    return (List<String>) run(SNAPSHOT, keys, List.of(), attempt);
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    run(INCREMENT, keys, List.of(), attempt);
  }

  @Override
  public boolean reserve(String product, Runnable attempt) {
    return isOne(run(RESERVE, List.of(Keys.stock(product)), List.of(), attempt));
  }

  private Object run(String script, List<String> keys, List<String> arguments, Runnable attempt) {
    attempt.run();
    return jedis.evalsha(digests.computeIfAbsent(script, jedis::scriptLoad), keys, arguments);
  }

  private static boolean isOne(Object reply) {
    return Long.valueOf(1).equals(reply);
  }
}
