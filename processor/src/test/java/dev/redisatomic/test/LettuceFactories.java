package dev.redisatomic.test;

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
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;

/** Makes connection factories of Lettuce. */
final class LettuceFactories {

  /** Event loops for all tests, as long as the JVM lives. */
  private static final ClientResources RESOURCES = ClientResources.create();

  private LettuceFactories() {}

  /** A started one. */
  static RedisConnectionFactory make(ConnectionOptions options) {
    LettuceConnectionFactory factory =
        new LettuceConnectionFactory(options.target(), client(options));
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  private static LettuceClientConfiguration client(ConnectionOptions options) {
    ClusterProxies nodes = options.proxies();
    LettucePoolingClientConfiguration.LettucePoolingClientConfigurationBuilder client =
        LettucePoolingClientConfiguration.builder()
            .poolConfig(limits(options.pool()))
            .clientResources(nodes == null ? RESOURCES : through(nodes))
            .clientOptions(clientOptions(options))
            .commandTimeout(options.readTimeout());
    String clientName = options.clientName();
    if (clientName != null) {
      client.clientName(clientName);
    }
    if (options.tls() != null) {
      client.useSsl();
    }
    if (options.isReadingFromReplicas()) {
      client.readFrom(ReadFrom.ANY_REPLICA);
    }
    return client.build();
  }

  private static GenericObjectPoolConfig<StatefulConnection<?, ?>> limits(
      GenericObjectPoolConfig<?> pool) {
    GenericObjectPoolConfig<StatefulConnection<?, ?>> limits = new GenericObjectPoolConfig<>();
    limits.setMaxTotal(pool.getMaxTotal());
    limits.setMaxIdle(pool.getMaxIdle());
    limits.setMaxWait(pool.getMaxWaitDuration());
    return limits;
  }

  private static ClientOptions clientOptions(ConnectionOptions options) {
    ClientOptions.Builder client =
        ClientOptions.builder()
            .timeoutOptions(TimeoutOptions.enabled())
            .socketOptions(
                SocketOptions.builder().connectTimeout(options.connectTimeout()).build());
    Protocol protocol = options.protocol();
    if (protocol != null) {
      client.protocolVersion(ProtocolVersion.valueOf(protocol.name()));
    }
    TlsIdentity.Trust tls = options.tls();
    if (tls != null) {
      client.sslOptions(
          SslOptions.builder().keyManager(tls.keys()).trustManager(tls.trusted()).build());
    }
    return client.build();
  }

  private static ClientResources through(ClusterProxies nodes) {
    return RESOURCES
        .mutate()
        .socketAddressResolver(
            MappingSocketAddressResolver.create(
                DnsResolvers.UNRESOLVED,
                node -> HostAndPort.of(node.getHostText(), nodes.portFor(node.getPort()))))
        .build();
  }
}
