package com.example.bank;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Service;

@Service
public class BankService {

  private final StringRedisTemplate redis;

  BankService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @RedisAtomic
  public boolean transfer(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount) {
    long balance = Long.parseLong(redis.opsForValue().get("account:" + from + ":balance"));
    if (balance < amount) {
      return false; // nothing is written
    }
    redis.opsForValue().decrement("account:" + from + ":balance", amount);
    redis.opsForValue().increment("account:" + to + ":balance", amount);
    return true; // MULTI, both writes and EXEC leave here, in one round trip
  }
}
