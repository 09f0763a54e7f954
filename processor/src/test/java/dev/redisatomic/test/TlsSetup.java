package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisSentinels;
import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.function.Function;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import redis.clients.jedis.Jedis;

/**
 * Servers that have no plain port, so that a client without TLS is not answered, and clients that
 * trust them. All of them share one certificate, which is also what they trust in each other.
 */
public final class TlsSetup {

  private final TlsIdentity.Trust trust;
  private final String[] config;

  /** Writes key and certificate into the directory. */
  public TlsSetup(Path directory) throws Exception {
    TlsIdentity server = TlsIdentity.create("server");
    Path certificate = server.certificate(directory, "server.crt");
    trust = server.trustedBy(null);
    config =
        new String[] {
          "port 0",
          "tls-cert-file " + certificate,
          "tls-key-file " + server.privateKey(directory, "server.key"),
          "tls-ca-cert-file " + certificate,
          "tls-auth-clients no"
        };
  }

  /** The lines of a {@code redis.conf}. */
  public String[] config() {
    return config.clone();
  }

  /** A started factory; the caller stops it. */
  public RedisConnectionFactory connectionFactory(ClientMode mode, RedisCluster cluster) {
    return new ConnectionOptions(cluster.nodes()).tls(trust).poolOfOne().start(mode);
  }

  /** A started factory; the caller stops it. */
  public RedisConnectionFactory connectionFactory(ClientMode mode, RedisSentinels sentinels) {
    return new ConnectionOptions(sentinels.sentinel(), sentinels.masterName())
        .tls(trust)
        .poolOfOne()
        .start(mode);
  }

  public static void stop(RedisConnectionFactory factory) {
    ConnectionOptions.stop(factory);
  }

  /** What a second client does or sees on this server and no other. */
  public <T> T on(RedisServer server, Function<Jedis, T> use) {
    try (Jedis jedis = new Jedis(() -> socket(server))) {
      return use.apply(jedis);
    }
  }

  private Socket socket(RedisServer server) {
    try {
      return trust.sockets().createSocket(server.host(), server.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
