package com.example.bank;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import org.springframework.stereotype.Service;

@Service
public class BankService {

  @RedisAtomic
  private boolean transfer(@Watched("account:{}") String from, @Watched("account:{}") String to, long amount) {
    return amount > 0 && !from.equals(to);
  }

  @RedisAtomic
  public void close(@Watched("account:#{#od}") String id) {}
}
