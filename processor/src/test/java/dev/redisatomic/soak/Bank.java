package dev.redisatomic.soak;

import dev.redisatomic.Queued;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Accounts whose balances are {@code amount@who wrote it}. */
class Bank {

  static final long INITIAL = 50;

  private final StringRedisTemplate redis;

  Bank(StringRedisTemplate redis) {
    this.redis = redis;
  }

  static List<String> accounts(int count) {
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accounts.add("account:" + i);
    }
    return accounts;
  }

  @RedisAtomic
  public void transfer(Observation seen, @Watched String from, @Watched String to, long amount) {
    seen.attempt();
    long fromBalance = read(seen, from);
    long toBalance = read(seen, to);
    if (fromBalance >= amount) {
      write(seen, from, fromBalance - amount);
      write(seen, to, toBalance + amount);
    }
  }

  /** In one round trip for each account. */
  @RedisAtomic
  public void audit(Observation seen, List<String> accounts) {
    seen.attempt();
    accounts.forEach(account -> read(seen, account));
  }

  /** In one round trip. */
  @RedisAtomic
  public void snapshot(Observation seen, List<String> accounts) {
    seen.attempt();
    List<String> balances = redis.opsForValue().multiGet(accounts);
    for (int i = 0; i < accounts.size(); i++) {
      seen.read(accounts.get(i), List.of(balances.get(i)));
    }
  }

  private long read(Observation seen, String account) {
    String balance = redis.opsForValue().get(account);
    seen.read(account, List.of(balance));
    return Operation.amountOf(balance);
  }

  private void write(Observation seen, String account, long amount) {
    String balance = amount + "@" + seen.id();
    seen.wrote(account, balance, Queued.of(redis.opsForValue().setIfPresent(account, balance)));
  }
}
