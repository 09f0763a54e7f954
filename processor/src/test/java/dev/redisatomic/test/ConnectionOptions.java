package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisServer;
import java.time.Duration;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/**
 * What a test may want otherwise in a connection factory, in one chain and no client's words. A
 * {@link ClientMode} makes the factory.
 */
public final class ConnectionOptions {

  private final RedisStandaloneConfiguration server = new RedisStandaloneConfiguration();
  private final RedisConfiguration target;
  private final GenericObjectPoolConfig<Object> pool = new GenericObjectPoolConfig<>();
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration readTimeout = Duration.ofSeconds(10);
  private @Nullable String clientName;
  private @Nullable Protocol protocol;
  private TlsIdentity.@Nullable Trust tls;
  private @Nullable ClusterProxies proxies;
  private boolean readingFromReplicas;

  /** To the server at this port of this machine. */
  public ConnectionOptions(int port) {
    this("127.0.0.1", port);
  }

  ConnectionOptions(RedisServer server) {
    this(server.host(), server.port());
  }

  private ConnectionOptions(String host, int port) {
    server.setHostName(host);
    server.setPort(port);
    target = server;
    pool(8, Duration.ofSeconds(10));
  }

  ConnectionOptions(List<RedisServer> nodes) {
    RedisClusterConfiguration cluster = new RedisClusterConfiguration();
    nodes.forEach(node -> cluster.clusterNode(node.host(), node.port()));
    target = cluster;
    pool(8, Duration.ofSeconds(10));
  }

  ConnectionOptions(RedisServer sentinel, String masterName) {
    RedisSentinelConfiguration sentinels = new RedisSentinelConfiguration();
    sentinels.master(masterName);
    sentinels.sentinel(sentinel.host(), sentinel.port());
    target = sentinels;
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

  public ConnectionOptions protocol(Protocol version) {
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

  /** A started factory; the caller stops it. */
  public RedisConnectionFactory start(ClientMode mode) {
    return mode.start(this);
  }

  static void stop(RedisConnectionFactory factory) {
    try {
      ((DisposableBean) factory).destroy();
    } catch (Exception e) {
      throw new IllegalStateException("Could not stop " + factory, e);
    }
  }

  /** Of one server, of Sentinels or of a cluster. */
  RedisConfiguration target() {
    return target;
  }

  GenericObjectPoolConfig<Object> pool() {
    return pool;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration readTimeout() {
    return readTimeout;
  }

  @Nullable String clientName() {
    return clientName;
  }

  @Nullable Protocol protocol() {
    return protocol;
  }

  TlsIdentity.@Nullable Trust tls() {
    return tls;
  }

  @Nullable ClusterProxies proxies() {
    return proxies;
  }

  boolean isReadingFromReplicas() {
    return readingFromReplicas;
  }
}
