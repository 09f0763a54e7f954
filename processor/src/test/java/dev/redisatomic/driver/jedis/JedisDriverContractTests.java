package dev.redisatomic.driver.jedis;

import dev.redisatomic.driver.DriverContractTests;
import dev.redisatomic.driver.ViewSample;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import java.util.Set;
import org.springframework.data.redis.connection.RedisConnection;

/** The contract of every driver, for Jedis in both of its modes. */
@EachServer(modes = {ClientMode.REDIS_CLIENT, ClientMode.LEGACY_JEDIS})
class JedisDriverContractTests extends DriverContractTests {

  JedisDriverContractTests(RedisSetup redis) {
    super(redis, new JedisDriverProvider());
  }

  /**
   * The view is that of a RedisClient in either mode, and Spring Data understands these replies of
   * RESP3 in legacy mode alone; the first two in both from 4.2 on.
   */
  @Override
  public Set<ViewSample> differences(Protocol protocol) {
    if (protocol == Protocol.RESP2 || redis().mode() != ClientMode.LEGACY_JEDIS) {
      return Set.of();
    }
    String springData = RedisConnection.class.getPackage().getImplementationVersion();
    return String.valueOf(springData).startsWith("4.1.")
        ? Set.of(ViewSample.STREAM_READ, ViewSample.SETTINGS, ViewSample.RAW_HASH)
        : Set.of(ViewSample.RAW_HASH);
  }
}
