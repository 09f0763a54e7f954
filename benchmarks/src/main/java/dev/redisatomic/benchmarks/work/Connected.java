package dev.redisatomic.benchmarks.work;

import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisCluster;
import io.lettuce.core.RedisURI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * A contestant with its connections: as many for each, and otherwise its client's defaults.
 *
 * @param ownData how to get at its data, if that is not on the server of all
 */
public record Connected(
    Contestant contestant, Optional<UnifiedJedis> ownData, Runnable disconnecting)
    implements AutoCloseable {

  /** How many connections each contestant may use. */
  public static final int POOL_SIZE = 64;

  private Connected(Contestant contestant, Runnable disconnecting) {
    this(contestant, Optional.empty(), disconnecting);
  }

  @Override
  public void close() {
    disconnecting.run();
  }

  static Connected byJedis(HostAndPort server, Function<RedisClient, Contestant> contestant) {
    RedisClient jedis = jedis(server);
    return new Connected(contestant.apply(jedis), jedis::close);
  }

  public static RedisClient jedis(HostAndPort server) {
    return RedisClient.builder()
        .hostAndPort(server)
        .poolConfig(limited(new ConnectionPoolConfig()))
        .build();
  }

  private static <P extends GenericObjectPoolConfig<?>> P limited(P pool) {
    pool.setMaxTotal(POOL_SIZE);
    pool.setMaxIdle(POOL_SIZE);
    return pool;
  }

  static Connected byRedisson(HostAndPort server, Function<RedissonClient, Contestant> contestant) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE); // Plain text, as all others.
    config.useSingleServer().setAddress("redis://" + server).setConnectionPoolSize(POOL_SIZE);
    RedissonClient redisson = Redisson.create(config);
    return new Connected(contestant.apply(redisson), redisson::shutdown);
  }

  static Connected byLettuce(HostAndPort server, boolean pipelined) {
    RedisURI uri = RedisURI.create(server.getHost(), server.getPort());
    io.lettuce.core.RedisClient client = io.lettuce.core.RedisClient.create(uri);
    LettuceContestant contestant =
        new LettuceContestant(pipelined, client::connect, limited(new GenericObjectPoolConfig<>()));
    return new Connected(
        contestant,
        () -> {
          contestant.close();
          client.shutdown();
        });
  }

  static Connected bySpring(HostAndPort server, Class<? extends Contestant> contestant) {
    return bySpring(new JedisConnectionFactory(at(server), pooled()), contestant, Map.of());
  }

  /** Without a pool, Spring Data has one connection for all, and opens one for each session. */
  static Connected bySpringOnLettuce(
      HostAndPort server, boolean pooled, Class<? extends Contestant> contestant) {
    LettuceClientConfiguration client =
        pooled
            ? LettucePoolingClientConfiguration.builder()
                .poolConfig(limited(new GenericObjectPoolConfig<>()))
                .build()
            : LettuceClientConfiguration.defaultConfiguration();
    return bySpring(new LettuceConnectionFactory(at(server), client), contestant, Map.of());
  }

  /** Redis Atomic by annotation, with its own way of dealing with hot keys. */
  static Connected onHotKeys(HostAndPort server, String localQueue, boolean groupCommit) {
    return bySpring(
        new JedisConnectionFactory(at(server), pooled()),
        AtomicService.class,
        Map.of(
            "redis.atomic.contention.local-queue", localQueue,
            "redis.atomic.contention.group-commit", groupCommit));
  }

  /** Redis Atomic by annotation, on a cluster that runs until it is closed. */
  static Connected onCluster(int masters) {
    RedisCluster cluster = RedisCluster.start(RedisBinary.find(), masters, 0);
    UnifiedJedis data =
        RedisClusterClient.builder()
            .nodes(cluster.addresses().stream().map(HostAndPort::from).collect(Collectors.toSet()))
            .build();
    Connected atomic =
        bySpring(
            new JedisConnectionFactory(
                new RedisClusterConfiguration(cluster.addresses()), pooled()),
            AtomicService.class,
            Map.of());
    return new Connected(
        atomic.contestant,
        Optional.of(data),
        () -> {
          atomic.close();
          data.close();
          cluster.close();
        });
  }

  private static RedisStandaloneConfiguration at(HostAndPort server) {
    return new RedisStandaloneConfiguration(server.getHost(), server.getPort());
  }

  private static JedisClientConfiguration pooled() {
    return JedisClientConfiguration.builder()
        .usePooling()
        .poolConfig(limited(new GenericObjectPoolConfig<>()))
        .build();
  }

  private static Connected bySpring(
      RedisConnectionFactory connections,
      Class<? extends Contestant> contestant,
      Map<String, Object> properties) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("contestant", properties));
    context.registerBean(RedisConnectionFactory.class, () -> connections);
    context.registerBean(StringRedisTemplate.class, () -> new StringRedisTemplate(connections));
    context.register(Atomic.class, contestant);
    context.refresh();
    return new Connected(context.getBean(contestant), context::close);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Atomic {}
}
