package dev.redisatomic.driver;

import dev.redisatomic.test.RedisSetup;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * What every driver must do, by way of {@link DriverProvider}, {@link Driver} and {@link
 * PinnedConnection} alone. A driver's tests extend this class in the mode of {@link RedisSetup}
 * whose connection factories it serves; each interface below is one part of the contract.
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

  @Override
  public RedisConnectionFactory connect(FactoryOptions wanted) {
    return redis()
        .connectionFactory(
            options -> {
              options
                  .port(wanted.port())
                  .protocol(wanted.protocol())
                  .pool(wanted.connections(), wanted.maxWait())
                  .readTimeout(wanted.readTimeout())
                  .database(wanted.database());
              if (wanted.user() != null) {
                options.user(wanted.user(), FactoryOptions.PASSWORD);
              }
              if (wanted.clientName() != null) {
                options.clientName(wanted.clientName());
              }
            });
  }
}
