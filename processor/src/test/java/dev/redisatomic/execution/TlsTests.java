package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.test.TlsIdentity;
import dev.redisatomic.testserver.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;

/** Attempts run on the factory's encrypted connections. */
@EachServer(everyMode = true)
class TlsTests {

  private static final TlsIdentity SERVER = TlsIdentity.create("server");
  private static final TlsIdentity CLIENT = TlsIdentity.create("client");

  private final RedisSetup setup;
  private final Path files;

  TlsTests(RedisSetup setup, @TempDir Path files) {
    this.setup = setup;
    this.files = files;
  }

  private void withServer(String authClients, PortUse use) throws Exception {
    int port = RedisServer.freePort();
    try (RedisServer own =
            RedisServer.start(
                setup.server().binary(),
                "tls-port " + port,
                "tls-cert-file " + SERVER.certificate(files, "server.crt"),
                "tls-key-file " + SERVER.privateKey(files, "server.key"),
                "tls-ca-cert-file " + CLIENT.certificate(files, "client.crt"),
                "tls-auth-clients " + authClients);
        Jedis admin = new Jedis(own.host(), own.port())) {
      use.on(port, admin);
    }
  }

  @FunctionalInterface
  private interface PortUse {
    void on(int port, Jedis admin) throws Exception;
  }

  private TestApplication application(int port, TlsIdentity.Trust trust) {
    RedisConnectionFactory factory =
        setup.connectionFactory(o -> o.port(port).tls(trust).poolOfOne());
    return TestApplication.on(factory)
        .property("redis.atomic.max-retries", "0")
        .start(Bodies.class);
  }

  private static void readConflictingAndWrite(TestApplication application, Jedis admin)
      throws Exception {
    StringRedisTemplate redis =
        new StringRedisTemplate(application.get(RedisConnectionFactory.class));
    int[] runs = {0};
    application
        .atomic()
        .execute(
            RetryPolicy.DEFAULT,
            () -> {
              String value = redis.opsForValue().get("key");
              if (++runs[0] == 1) {
                admin.set("key", "theirs");
              }
              redis.opsForValue().set("key", value + " and ours");
              return true;
            });
    assertThat(runs[0]).isEqualTo(2);
    assertThat(admin.get("key")).isEqualTo("theirs and ours");
  }

  @Test
  void anEncryptedConnectionBehavesLikeAnyOther() throws Exception {
    withServer(
        "no",
        (port, admin) -> {
          try (TestApplication application = application(port, SERVER.trustedBy(null))) {
            readConflictingAndWrite(application, admin);
          }
        });
  }

  @Test
  void aClientCertificateIsShownToTheServer() throws Exception {
    withServer(
        "yes",
        (port, admin) -> {
          try (TestApplication application = application(port, SERVER.trustedBy(CLIENT))) {
            readConflictingAndWrite(application, admin);
          }
          try (TestApplication application = application(port, SERVER.trustedBy(null))) {
            assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> application.methods().call(() -> "not reached"));
          }
        });
  }

  @Test
  void aServerThatIsNotTrustedEndsAsAFailureBeforeTheBody() throws Exception {
    withServer(
        "no",
        (port, admin) -> {
          try (TestApplication application = application(port, CLIENT.trustedBy(null))) {
            assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> application.methods().call(() -> "not reached"))
                .withStackTraceContaining("certification path");
          }
        });
  }
}
