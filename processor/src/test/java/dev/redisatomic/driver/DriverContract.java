package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** What each part of the contract is tested with. Only the port is seen here. */
interface DriverContract {

  /** The server of this run. */
  RedisSetup redis();

  /** What makes drivers of the client under test. */
  DriverProvider provider();

  /** A started connection factory of the client under test, closed after the test class. */
  RedisConnectionFactory connect(FactoryOptions options);

  default FactoryOptions options() {
    return FactoryOptions.port(redis().server().port());
  }

  /** A driver that has been probed. */
  default Driver driver(FactoryOptions options) {
    Driver driver = provider().create(connect(options));
    driver.probe();
    return driver;
  }

  /** A connection of a pool of its own. */
  default HeldConnection connection(Protocol protocol) {
    return new HeldConnection(driver(options().protocol(protocol)).open(Driver.NO_SLOT));
  }

  static HeldConnection open(Driver driver) {
    return new HeldConnection(driver.open(Driver.NO_SLOT));
  }

  static Command command(String... words) {
    byte[][] arguments = new byte[words.length - 1][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = Words.bytes(words[i + 1]);
    }
    return Command.of(words[0], arguments);
  }
}
