package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.internal.HostAndPort;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.MappingSocketAddressResolver;
import java.time.Duration;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import redis.clients.jedis.RedisProtocol;

/** What a test may want otherwise in a connection factory, in one chain instead of three types. */
public final class ConnectionOptions {

  /** Event loops for all tests, as long as the JVM lives. */
  private static final ClientResources LETTUCE = ClientResources.create();

  private final RedisStandaloneConfiguration server = new RedisStandaloneConfiguration();
  private @Nullable RedisClusterConfiguration cluster;
  private @Nullable RedisSentinelConfiguration sentinels;
  private final GenericObjectPoolConfig<Object> pool = new GenericObjectPoolConfig<>();
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration readTimeout = Duration.ofSeconds(10);
  private @Nullable String clientName;
  private @Nullable RedisProtocol protocol;
  private TlsIdentity.@Nullable Trust tls;
  private @Nullable ClusterProxies proxies;
  private boolean readingFromReplicas;

  ConnectionOptions(RedisServer server) {
    this.server.setHostName(server.host());
    this.server.setPort(server.port());
    pool(8, Duration.ofSeconds(10));
  }

  ConnectionOptions(List<RedisServer> nodes) {
    RedisClusterConfiguration configuration = new RedisClusterConfiguration();
    nodes.forEach(node -> configuration.clusterNode(node.host(), node.port()));
    cluster = configuration;
    pool(8, Duration.ofSeconds(10));
  }

  ConnectionOptions(RedisServer sentinel, String masterName) {
    RedisSentinelConfiguration configuration = new RedisSentinelConfiguration();
    configuration.master(masterName);
    configuration.sentinel(sentinel.host(), sentinel.port());
    sentinels = configuration;
    pool(8, Duration.ofSeconds(10));
  }

  /** Another port on the same host: that of a {@link RecordingProxy} or of an own server. */
  public ConnectionOptions port(int port) {
    server.setPort(port);
    return this;
  }

  public ConnectionOptions database(int index) {
    server.setDatabase(index);
    return this;
  }

  public ConnectionOptions password(String password) {
    server.setPassword(RedisPassword.of(password));
    return this;
  }

  public ConnectionOptions user(String name, String password) {
    server.setUsername(name);
    return password(password);
  }

  public ConnectionOptions clientName(String name) {
    clientName = name;
    return this;
  }

  public ConnectionOptions protocol(RedisProtocol version) {
    protocol = version;
    return this;
  }

  public ConnectionOptions tls(TlsIdentity.Trust trust) {
    tls = trust;
    return this;
  }

  public ConnectionOptions connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  public ConnectionOptions readTimeout(Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  /** Every connection is kept; borrowing one fails after {@code maxWait} instead of hanging. */
  public ConnectionOptions pool(int maxTotal, Duration maxWait) {
    pool.setMaxTotal(maxTotal);
    pool.setMaxIdle(maxTotal);
    pool.setMaxWait(maxWait);
    return this;
  }

  /** So that a connection which came back dirty, or not at all, shows in the next call. */
  public ConnectionOptions poolOfOne() {
    return pool(1, Duration.ofSeconds(2));
  }

  private JedisConnectionFactory factory(JedisClientConfiguration client) {
    if (cluster != null) {
      return new JedisConnectionFactory(cluster, client);
    }
    return sentinels != null
        ? new JedisConnectionFactory(sentinels, client)
        : new JedisConnectionFactory(server, client);
  }

  /** To each node of the cluster by way of its proxy. */
  public ConnectionOptions through(ClusterProxies nodes) {
    proxies = nodes;
    return this;
  }

  /** So that replicas of a cluster may answer reads of this client. */
  public ConnectionOptions readingFromReplicas() {
    readingFromReplicas = true;
    return this;
  }

  RedisConnectionFactory start(ClientMode mode) {
    return mode == ClientMode.LETTUCE ? startLettuce() : startJedis(mode);
  }

  static void stop(RedisConnectionFactory factory) {
    if (factory instanceof JedisConnectionFactory jedis) {
      jedis.destroy();
    } else {
      ((LettuceConnectionFactory) factory).destroy();
    }
  }

  private LettuceConnectionFactory startLettuce() {
    GenericObjectPoolConfig<StatefulConnection<?, ?>> limits = new GenericObjectPoolConfig<>();
    limits.setMaxTotal(pool.getMaxTotal());
    limits.setMaxIdle(pool.getMaxIdle());
    limits.setMaxWait(pool.getMaxWaitDuration());
    ClientOptions.Builder options =
        ClientOptions.builder()
            .timeoutOptions(TimeoutOptions.enabled())
            .socketOptions(SocketOptions.builder().connectTimeout(connectTimeout).build());
    if (protocol != null) {
      options.protocolVersion(ProtocolVersion.valueOf(protocol.name()));
    }
    if (tls != null) {
      options.sslOptions(
          SslOptions.builder().keyManager(tls.keys()).trustManager(tls.trusted()).build());
    }
    LettucePoolingClientConfiguration.LettucePoolingClientConfigurationBuilder client =
        LettucePoolingClientConfiguration.builder()
            .poolConfig(limits)
            .clientResources(proxies == null ? LETTUCE : resources(proxies))
            .clientOptions(options.build())
            .commandTimeout(readTimeout);
    if (clientName != null) {
      client.clientName(clientName);
    }
    if (tls != null) {
      client.useSsl();
    }
    if (readingFromReplicas) {
      client.readFrom(ReadFrom.ANY_REPLICA);
    }
    LettuceConnectionFactory factory = factory(client.build());
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  private static ClientResources resources(ClusterProxies nodes) {
    return LETTUCE
        .mutate()
        .socketAddressResolver(
            MappingSocketAddressResolver.create(
                DnsResolvers.UNRESOLVED,
                node -> {
                  redis.clients.jedis.HostAndPort proxy =
                      nodes.map(
                          new redis.clients.jedis.HostAndPort(node.getHostText(), node.getPort()));
                  return HostAndPort.of(proxy.getHost(), proxy.getPort());
                }))
        .build();
  }

  private LettuceConnectionFactory factory(LettuceClientConfiguration client) {
    if (cluster != null) {
      return new LettuceConnectionFactory(cluster, client);
    }
    return sentinels != null
        ? new LettuceConnectionFactory(sentinels, client)
        : new LettuceConnectionFactory(server, client);
  }

  private JedisConnectionFactory startJedis(ClientMode mode) {
    JedisClientConfiguration.JedisClientConfigurationBuilder client =
        JedisClientConfiguration.builder();
    client.usePooling().poolConfig(pool);
    client.connectTimeout(connectTimeout);
    client.readTimeout(readTimeout);
    if (tls != null) {
      client.useSsl().sslSocketFactory(tls.sockets());
    }
    if (clientName != null) {
      client.clientName(clientName);
    }
    RedisProtocol version = protocol;
    ClusterProxies nodes = proxies;
    client.customizeClientConfig(
        config -> {
          if (version != null) {
            config.protocol(version);
          }
          if (readingFromReplicas) {
            config.readOnlyForRedisClusterReplicas();
          }
          if (nodes != null) {
            config.hostAndPortMapper(nodes::map);
          }
        });
    JedisConnectionFactory factory = factory(client.build());
    factory.setUseUnifiedJedis(mode == ClientMode.REDIS_CLIENT);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }
}
