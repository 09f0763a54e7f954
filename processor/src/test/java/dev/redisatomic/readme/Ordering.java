package dev.redisatomic.readme;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.annotation.Transactional;

/** The snippets of docs/transactions.md, docs/exactly-once.md and docs/cluster.md. */
class Ordering {

  record Order(String id) {}

  /** Stands for a table of orders. */
  static class Orders {

    final List<Order> saved = new ArrayList<>();

    void save(Order order) {
      saved.add(order);
    }
  }

  private final StringRedisTemplate redis;
  private final Orders orders;

  Ordering(StringRedisTemplate redis, Orders orders) {
    this.redis = redis;
    this.orders = orders;
  }

  @RedisAtomic
  @Transactional
  public void place(@Watched("stock:{}") String product, Order order) {
    long stock = Long.parseLong(redis.opsForValue().get("stock:" + product));
    orders.save(order);
    redis.opsForValue().set("stock:" + product, String.valueOf(stock - 1));
  }

  @RedisAtomic(joinTransaction = true)
  public void reserve(@Watched("stock:{}") String product) {
    redis.opsForValue().decrement("stock:" + product);
  }

  @RedisAtomic(exactlyOnce = true)
  public void restock(@Watched("stock:{}") String product) {
    redis.opsForValue().increment("stock:" + product);
  }

  @RedisAtomic
  public void book(@Watched("{account:{}}:balance") String account, long amount) {
    redis.opsForValue().increment("{account:" + account + "}:balance", amount);
    redis.opsForList().rightPush("{account:" + account + "}:history", "+" + amount);
  }
}
