package dev.redisatomic.sample.shop;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.sample.shop.Customer.Tier;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;
import org.springframework.stereotype.Service;

/** Points for customers, kept with a repository of Spring Data Redis. */
@Service
public class LoyaltyService {

  private static final String LAST_CARD = "{loyalty}:last-card";

  private final Customers customers;
  private final ValueOperations<String, String> values;

  LoyaltyService(Customers customers, StringRedisTemplate redis) {
    this.customers = customers;
    this.values = redis.opsForValue();
  }

  /**
   * Adds points. Who has no card gets one with the next number: the number and the customer are
   * stored together or not at all, so no number is lost and none is given out twice.
   *
   * @param id the customer
   * @param points how many are added
   * @return the customer with the new points
   */
  @RedisAtomic
  public Customer earn(String id, long points) {
    Customer customer =
        customers.findById(id).orElseGet(() -> Customer.withCard(id, nextCard())).plus(points);
    return customers.save(customer);
  }

  /** Draws the next number with {@code now}: it would be null until the commit otherwise. */
  private long nextCard() {
    Long number = AtomicContext.current().now(() -> values.increment(LAST_CARD));
    return Objects.requireNonNull(number);
  }

  /**
   * Looks for customers.
   *
   * @param tier of which tier
   * @return all of them, in no particular order
   */
  public List<Customer> find(Tier tier) {
    return customers.findByTier(tier);
  }
}
