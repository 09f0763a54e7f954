package dev.redisatomic.test;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;

/** Makes connection factories of Jedis. */
final class JedisFactories {
  private JedisFactories() {}

  /**
   * A started one.
   *
   * @param redisClient whether it works with {@code RedisClient}, or in the legacy way
   */
  static RedisConnectionFactory make(ConnectionOptions options, boolean redisClient) {
    JedisConnectionFactory factory = factory(options.target(), client(options));
    factory.setUseUnifiedJedis(redisClient);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  private static JedisConnectionFactory factory(
      RedisConfiguration target, JedisClientConfiguration client) {
    if (target instanceof RedisClusterConfiguration cluster) {
      return new JedisConnectionFactory(cluster, client);
    }
    return target instanceof RedisSentinelConfiguration sentinels
        ? new JedisConnectionFactory(sentinels, client)
        : new JedisConnectionFactory((RedisStandaloneConfiguration) target, client);
  }

  private static JedisClientConfiguration client(ConnectionOptions options) {
    JedisClientConfiguration.JedisClientConfigurationBuilder client =
        JedisClientConfiguration.builder();
    client.usePooling().poolConfig(options.pool());
    client.connectTimeout(options.connectTimeout());
    client.readTimeout(options.readTimeout());
    TlsIdentity.Trust tls = options.tls();
    if (tls != null) {
      client.useSsl().sslSocketFactory(tls.sockets());
    }
    String clientName = options.clientName();
    if (clientName != null) {
      client.clientName(clientName);
    }
    client.customizeClientConfig(config -> customize(config, options));
    return client.build();
  }

  private static void customize(
      DefaultJedisClientConfig.Builder config, ConnectionOptions options) {
    Protocol protocol = options.protocol();
    if (protocol != null) {
      config.protocol(RedisProtocol.valueOf(protocol.name()));
    }
    if (options.isReadingFromReplicas()) {
      config.readOnlyForRedisClusterReplicas();
    }
    ClusterProxies nodes = options.proxies();
    if (nodes != null) {
      config.hostAndPortMapper(
          node -> new HostAndPort(node.getHost(), nodes.portFor(node.getPort())));
    }
  }
}
