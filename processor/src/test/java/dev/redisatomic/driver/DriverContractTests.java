package dev.redisatomic.driver;

import dev.redisatomic.test.RedisSetup;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every driver must do, by way of {@link DriverProvider}, {@link Driver} and {@link
 * PinnedConnection} alone. A driver's tests extend this class and say how its connection factory is
 * made; each interface below is one part of the contract.
 */
public abstract class DriverContractTests
    implements ReplyContract, PoolContract, LostConnectionContract, ViewContract, SetUpContract {

  private final RedisSetup redis;
  private final DriverProvider provider;

  protected DriverContractTests(RedisSetup redis, DriverProvider provider) {
    this.redis = redis;
    this.provider = provider;
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Override
  public RedisSetup redis() {
    return redis;
  }

  @Override
  public DriverProvider provider() {
    return provider;
  }
}
