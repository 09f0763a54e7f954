package dev.redisatomic.driver;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Makes drivers for the connection factories of one Redis client. Found as a bean, or in {@code
 * META-INF/spring.factories} under the name of this interface; a bean comes first. Its class has to
 * load where the client's classes are missing.
 */
public interface DriverProvider {

  /**
   * The Maven coordinates without a version of what has to be on the class path.
   *
   * @return such as {@code group:artifact}
   */
  String dependency();

  /**
   * The client's name, as Spring Boot's {@code spring.data.redis.client-type} takes it.
   *
   * @return a lower-case word
   */
  String clientType();

  /**
   * Whether the client is on the class path.
   *
   * @param classLoader the application's; {@code null}: the default one
   * @return whether the methods below can be called
   */
  boolean isAvailable(@Nullable ClassLoader classLoader);

  /**
   * Whether this provider makes drivers for a connection factory.
   *
   * @param factory any connection factory
   * @return whether {@link #create} can be called with it
   */
  boolean supports(RedisConnectionFactory factory);

  /**
   * Whether a connection factory leads to a Redis Cluster.
   *
   * @param factory a supported one
   * @return whether keys have slots there
   */
  boolean leadsToCluster(RedisConnectionFactory factory);

  /**
   * Makes the driver of a connection factory. Sends nothing.
   *
   * @param factory a supported one
   * @return its driver
   * @throws dev.redisatomic.AtomicSetupException if atomic methods cannot run with its settings
   */
  Driver create(RedisConnectionFactory factory);
}
