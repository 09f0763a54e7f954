package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.DriverContractTests;
import dev.redisatomic.driver.ViewSample;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import java.util.Set;

/** The contract of every driver, for Lettuce. */
@EachServer(modes = ClientMode.LETTUCE)
class LettuceDriverContractTests extends DriverContractTests {

  LettuceDriverContractTests(RedisSetup redis) {
    super(redis, new LettuceDriverProvider());
  }

  /** Spring Data's own exception does not repeat the words of the server; ours does. */
  @Override
  public Set<ViewSample> differences(Protocol protocol) {
    return Set.of(
        ViewSample.ERROR, ViewSample.WRONG_TYPE, ViewSample.SCRIPT_ERROR, ViewSample.RAW_ERROR);
  }
}
