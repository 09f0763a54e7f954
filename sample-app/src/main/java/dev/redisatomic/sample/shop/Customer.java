package dev.redisatomic.sample.shop;

import org.springframework.data.annotation.Id;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.index.Indexed;

/**
 * A customer with a loyalty card. The hash tag keeps all keys of the repository in one slot, for
 * the profile {@code cluster}.
 *
 * @param id who
 * @param card the number of the card; the first customer has 1, and none is left out
 * @param points what was earned so far
 * @param tier what the points are worth
 */
@RedisHash("{loyalty}:customer")
public record Customer(@Id String id, long card, long points, @Indexed Tier tier) {

  /** The level that a customer's points are worth. */
  public enum Tier {
    /** The level below 100 points. */
    BRONZE,
    /** The level of 100 points or more. */
    GOLD;

    static Tier of(long points) {
      return points < 100 ? BRONZE : GOLD;
    }
  }

  static Customer withCard(String id, long card) {
    return new Customer(id, card, 0, Tier.BRONZE);
  }

  Customer plus(long earned) {
    long sum = points + earned;
    return new Customer(id, card, sum, Tier.of(sum));
  }
}
