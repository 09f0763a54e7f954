package dev.redisatomic.benchmarks.work;

import java.util.List;
import redis.clients.jedis.RedisClient;

/** Scripts, loaded once and called by their digest: what one round trip can do. */
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

  private final RedisClient jedis;
  private final String transfer;
  private final String limitedTransfer;
  private final String snapshot;
  private final String increment;

  LuaContestant(RedisClient jedis) {
    this.jedis = jedis;
    transfer = jedis.scriptLoad(TRANSFER);
    limitedTransfer = jedis.scriptLoad(LIMITED_TRANSFER);
    snapshot = jedis.scriptLoad(SNAPSHOT);
    increment = jedis.scriptLoad(INCREMENT);
  }

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    attempt.run();
    List<String> keys = List.of(Contestant.account(from), Contestant.account(to));
    return isOne(jedis.evalsha(transfer, keys, List.of(Long.toString(amount))));
  }

  @Override
  public boolean limitedTransfer(String from, String to, long amount, Runnable attempt) {
    attempt.run();
    List<String> keys = List.of(Contestant.account(from), Contestant.account(to), LIMIT);
    return isOne(jedis.evalsha(limitedTransfer, keys, List.of(Long.toString(amount))));
  }

  @Override
  @SuppressWarnings("unchecked") // Jedis makes strings of the bulk replies of scripts.
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    attempt.run();
    return (List<String>) jedis.evalsha(snapshot, keys, List.of());
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    attempt.run();
    jedis.evalsha(increment, keys, List.of());
  }

  private static boolean isOne(Object reply) {
    return Long.valueOf(1).equals(reply);
  }
}
