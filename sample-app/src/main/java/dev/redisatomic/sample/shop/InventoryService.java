package dev.redisatomic.sample.shop;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.sample.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stock in Redis, in hashes: {@code stock:<product>} with the fields available and reserved. Orders
 * are in a database.
 */
@Service
public class InventoryService {

  private static final String AVAILABLE = "available";
  private static final String RESERVED = "reserved";

  private final HashOperations<String, String, String> hashes;
  private final Orders orders;
  private final Notifications notifications;

  /**
   * Keeps stock in Redis.
   *
   * @param redis an ordinary template
   * @param orders where to store orders
   * @param notifications where to announce orders
   */
  public InventoryService(StringRedisTemplate redis, Orders orders, Notifications notifications) {
    this.hashes = redis.opsForHash();
    this.orders = orders;
    this.notifications = notifications;
  }

  /**
   * Sets how many can be ordered.
   *
   * @param productId which product
   * @param available how many
   */
  public void put(String productId, long available) {
    hashes.put(key(productId), AVAILABLE, Long.toString(available));
  }

  /**
   * Looks at the stock of a product.
   *
   * @param productId which product
   * @return its stock at one moment
   * @throws NotFoundException if there is no such product
   */
  public Stock find(String productId) {
    List<@Nullable String> counts = hashes.multiGet(key(productId), List.of(AVAILABLE, RESERVED));
    String reserved = counts.get(1);
    return new Stock(
        productId,
        count(productId, counts.get(0)),
        reserved == null ? 0 : Long.parseLong(reserved));
  }

  /**
   * Reserves all lines of an order, or none. Every product in the list is watched, so nobody can
   * take the last piece of one while the others are being checked. The order itself is stored in
   * the database: it commits with Redis, or rolls back where Redis has not committed.
   *
   * @param lines what is ordered; lines of the same product add up
   * @return reserved, or the first product of which there is not enough
   * @throws NotFoundException if there is no such product
   */
  @RedisAtomic(maxRetriesString = "${shop.reserve.max-retries}")
  @Transactional
  public Reservation reserve(@Watched("stock:#{productId}") List<OrderLine> lines) {
    Map<String, Long> wanted = new TreeMap<>();
    lines.forEach(line -> wanted.merge(line.productId(), line.quantity(), Math::addExact));

    for (Map.Entry<String, Long> want : wanted.entrySet()) {
      String product = want.getKey();
      if (count(product, hashes.get(key(product), AVAILABLE)) < want.getValue()) {
        return Reservation.shortOf(product);
      }
    }
    wanted.forEach(
        (product, quantity) -> {
          hashes.increment(key(product), AVAILABLE, -quantity);
          hashes.increment(key(product), RESERVED, quantity);
        });
    orders.add(wanted);
    // Sent from the body itself, it would go out once per attempt, even if none commits.
    AtomicContext.current().afterCommit(() -> notifications.send("Reserved " + wanted));
    return Reservation.reserved();
  }

  private static long count(String productId, @Nullable String available) {
    if (available == null) {
      throw new NotFoundException("product", productId);
    }
    return Long.parseLong(available);
  }

  private static String key(String productId) {
    return "stock:" + productId;
  }
}
