package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import redis.clients.jedis.Jedis;

/** What a user needs so that bodies see their own writes, and what is said without it. */
@EachServer
class RightsTests {

  private static final String COMMANDS =
      "+get +incr +watch +unwatch +multi +exec +copy +unlink +persist +pexpire +pexpireat";

  private final RedisSetup setup;
  private final RedisServer server;
  private final Jedis admin;

  RightsTests(RedisSetup setup) {
    this.setup = setup;
    server = RedisServer.start(setup.server().binary(), "user default on nopass ~* &* +@all");
    admin = new Jedis(server.host(), server.port());
  }

  @AfterEach
  void close() {
    admin.close();
    server.close();
  }

  private TestApplication as(String... rights) {
    admin.aclSetUser("app", "reset");
    admin.aclSetUser("app", "on", ">secret");
    for (String right : rights) {
      for (String each : right.split(" ", -1)) {
        admin.aclSetUser("app", each);
      }
    }
    return TestApplication.on(
            setup.connectionFactory(o -> o.port(server.port()).user("app", "secret").poolOfOne()))
        .start();
  }

  private static String incrementAndGet(TestApplication application) {
    return application.atomically(
        () -> {
          application.redis().opsForValue().increment("app:n");
          return application.redis().opsForValue().get("app:n");
        });
  }

  /** Redis 6.2 has no PEXPIRETIME: there it is TIME and PTTL. */
  private String[] rights() {
    boolean old = admin.info("server").contains("redis_version:6.");
    return new String[] {
      "~app:*", "~redis-atomic-*", COMMANDS, old ? "+time +pttl" : "+pexpiretime"
    };
  }

  @Test
  void theDocumentedRightsAreEnough() {
    try (TestApplication application = as(rights())) {
      assertThat(incrementAndGet(application)).isEqualTo("1");
    }
    assertThat(admin.get("app:n")).isEqualTo("1");
  }

  @Test
  void withoutTheKeysTheMessageNamesThem() {
    try (TestApplication application = as("~app:*", "+@all")) {
      assertThatExceptionOfType(ReadAfterWriteException.class)
          .isThrownBy(() -> incrementAndGet(application))
          .withMessageContaining("COPY")
          .withMessageContaining("~redis-atomic-*")
          .withMessageContaining("redis.atomic.read-own-writes=false")
          .withMessageContaining("app:n");
    }
    assertThat(admin.exists("app:n")).isFalse();
  }

  @Test
  void withoutACommandNothingIsApplied() {
    try (TestApplication application = as("~*", "+@all", "-copy")) {
      assertThatExceptionOfType(ReadAfterWriteException.class)
          .isThrownBy(() -> incrementAndGet(application))
          .withMessageContaining("COPY");
    }
    assertThat(admin.dbSize()).isZero();
  }

  /** As one before 6.2. */
  @Test
  void aServerWithoutCopyIsToldOf() {
    try (RedisServer old = RedisServer.start(setup.server().binary(), "rename-command COPY \"\"");
        Jedis other = new Jedis(old.host(), old.port());
        TestApplication application =
            TestApplication.on(setup.connectionFactory(o -> o.port(old.port()).poolOfOne()))
                .start()) {
      assertThatExceptionOfType(ReadAfterWriteException.class)
          .isThrownBy(() -> incrementAndGet(application))
          .withMessageContaining("COPY")
          .withMessageContaining("Redis 6.2");
      assertThat(other.dbSize()).isZero();
    }
  }

  @Test
  void aServerWithoutMemoryAppliesNothing() {
    admin.set("app:n", "x".repeat(1000));
    try (TestApplication application = as("~*", "+@all")) {
      application.redis().opsForValue().get("warm up");
      admin.configSet("maxmemory", "1");
      assertThatExceptionOfType(InvalidDataAccessResourceUsageException.class)
          .isThrownBy(
              () ->
                  application.atomically(
                      () -> {
                        application.redis().opsForValue().append("app:n", "y");
                        return application.redis().opsForValue().get("app:n");
                      }))
          .withMessageContaining("Nothing was applied")
          .withMessageContaining("OOM");
    }
    admin.configSet("maxmemory", "0");
    assertThat(admin.dbSize()).isEqualTo(1);
    assertThat(admin.strlen("app:n")).isEqualTo(1000);
  }
}
