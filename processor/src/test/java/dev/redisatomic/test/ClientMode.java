package dev.redisatomic.test;

import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.driver.jedis.JedisDriverProvider;
import dev.redisatomic.driver.lettuce.LettuceDriverProvider;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The clients, and the two ways in which one of them talks to Redis; all have to behave alike.
 *
 * <p>Loads where a client is missing: Spring does that for an annotation in which it is named.
 */
public enum ClientMode {
  REDIS_CLIENT(
      "RedisClient",
      new JedisDriverProvider(),
      "jedis-",
      options -> JedisFactories.make(options, true),
      InvalidDataAccessApiUsageException.class),
  LEGACY_JEDIS(
      "legacy Jedis",
      new JedisDriverProvider(),
      "jedis-",
      options -> JedisFactories.make(options, false),
      InvalidDataAccessApiUsageException.class),
  LETTUCE(
      "Lettuce",
      new LettuceDriverProvider(),
      "lettuce-|netty-|reactor-",
      options -> LettuceFactories.make(options),
      RedisSystemException.class);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // has no state
  private final DriverProvider provider;

  private final String jars;

  @SuppressWarnings("ImmutableEnumChecker") // has no state
  private final Function<ConnectionOptions, RedisConnectionFactory> factories;

  private final Class<? extends DataAccessException> refusal;

  ClientMode(
      String label,
      DriverProvider provider,
      String jars,
      Function<ConnectionOptions, RedisConnectionFactory> factories,
      Class<? extends DataAccessException> refusal) {
    this.label = label;
    this.provider = provider;
    this.jars = jars;
    this.factories = factories;
    this.refusal = refusal;
  }

  /** The first mode of each client. */
  public static List<ClientMode> onePerClient() {
    return Stream.of(values()).filter(ClientMode::isFirstOfItsClient).toList();
  }

  private boolean isFirstOfItsClient() {
    return Stream.of(values()).filter(this::isOfTheSameClientAs).findFirst().orElseThrow() == this;
  }

  public boolean isOfTheSameClientAs(ClientMode other) {
    return provider.clientType().equals(other.provider.clientType());
  }

  public DriverProvider provider() {
    return provider;
  }

  /** What the names of the client's jars begin with, as a regular expression. */
  public String jars() {
    return jars;
  }

  /** Makes a started connection factory. */
  RedisConnectionFactory start(ConnectionOptions options) {
    return factories.apply(options);
  }

  /** What Spring Data makes of an error that the server answers. */
  public Class<? extends DataAccessException> refusal() {
    return refusal;
  }

  @Override
  public String toString() {
    return label;
  }
}
