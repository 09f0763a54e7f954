package dev.redisatomic.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs a test class against a real server on a free port, which is started for the first class that
 * wants it and serves all classes of the JVM. It is emptied before each test, before
 * {@code @BeforeEach} methods.
 *
 * <p>A Boot application is given it as connection details, which come before its own {@code
 * spring.data.redis.*}. In every Spring test the environment has its address as {@code
 * spring.data.redis.host} and {@code port}, {@code spring.data.redis.cluster.nodes}, or {@code
 * spring.data.redis.sentinel.master} and {@code nodes}. Methods of tests can have it as a
 * parameter: a {@link dev.redisatomic.testserver.RedisServer}, {@link
 * dev.redisatomic.testserver.RedisCluster} or {@link dev.redisatomic.testserver.RedisSentinels}.
 *
 * <p>It runs what {@link dev.redisatomic.testserver.RedisBinary#find()} finds: a server that is
 * installed, or the one that the dependency {@code com.github.codemonstur:embedded-redis} carries.
 * Test classes take turns where JUnit runs them in parallel.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EmbeddedRedisExtension.class)
@ResourceLock("dev.redisatomic.testing")
public @interface EmbeddedRedis {

  /**
   * The servers that are started.
   *
   * @return a single server unless set
   */
  Topology value() default Topology.SINGLE;

  /**
   * Whether one test finds what the one before has left.
   *
   * @return {@code false} unless set
   */
  boolean keepData() default false;

  /** The servers that can be started. */
  enum Topology {
    /** One server. */
    SINGLE,
    /** A Redis Cluster of three masters. */
    CLUSTER,
    /** A master with a replica and a Sentinel. */
    SENTINEL
  }
}
