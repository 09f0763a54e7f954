package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.PartialCommitException;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.Bodies.Action;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;

/** A user who may do everything but one command of a transaction. */
@EachServer
class MissingRightsTests {

  private final RedisServer server;
  private final Jedis admin;
  private final RedisSetup setup;
  private final TestApplication bodies;
  private final StringRedisTemplate redis;
  private int runs;

  MissingRightsTests(RedisSetup setup) {
    this.setup = setup;
    server =
        RedisServer.start(
            setup.server().binary(),
            "user default on nopass ~* &* +@all",
            "user app on >secret ~* &* +@all");
    admin = new Jedis(server.host(), server.port());
    RedisConnectionFactory factory =
        setup.connectionFactory(
            o -> o.port(server.port()).user("app", "secret").clientName("app").poolOfOne());
    bodies = TestApplication.on(factory).start(Bodies.class);
    redis = new StringRedisTemplate(factory);
    bodies.atomic().execute(() -> "all rights so far");
  }

  @AfterEach
  void close() {
    bodies.close();
    admin.close();
    server.close();
  }

  private void readAndWrite() {
    runs++;
    redis.opsForValue().get("read");
    redis.opsForValue().set("one", "1");
    redis.opsForValue().set("two", "2");
  }

  private DataAccessException refused(String command, Action body) {
    admin.aclSetUser("app", "-" + command);
    DataAccessException[] thrown = new DataAccessException[1];
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> bodies.methods().run(body))
        .satisfies(e -> thrown[0] = e);
    admin.aclSetUser("app", "+" + command);
    return thrown[0];
  }

  /** Whatever was left of the refused transaction on the only connection would show here. */
  private void assertTheNextCallCommitsAtOnce() throws Exception {
    admin.set("read", "changed");
    // a connection that was closed is gone when the server has noticed
    Await.until(
        "no connection watches or is in a transaction",
        () ->
            admin
                .clientList()
                .lines()
                .filter(line -> line.contains(" name=app "))
                .allMatch(
                    line -> line.contains(" flags=N ") && line.matches(".* multi=(-1|0) .*")));
    runs = 0;

    bodies.methods().run(this::readAndWrite);

    assertThat(runs).isEqualTo(1);
    assertThat(admin.get("two")).isEqualTo("2");
  }

  @Test
  void aUserWithoutTheRightToTransactionsIsRefusedBeforeTheBodyRuns() {
    admin.aclSetUser("app", "-multi");
    RedisConnectionFactory fresh =
        setup.connectionFactory(o -> o.port(server.port()).user("app", "secret"));
    try (TestApplication application = TestApplication.on(fresh).start(Bodies.class)) {
      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(() -> application.methods().run(this::readAndWrite))
          .withMessageContaining("Redis refuses transactions")
          .withMessageContaining("NOPERM");

      assertThat(runs).isZero();
      assertThat(admin.exists("one", "two")).isZero();
    }
  }

  /** Redis has then run the commands one by one, and nobody can take that back. */
  @Test
  void withoutMultiTheExceptionSaysThatTheWritesWereApplied() throws Exception {
    assertThat(refused("multi", this::readAndWrite))
        .isInstanceOfSatisfying(
            PartialCommitException.class,
            e -> assertThat(e.getResults()).hasSize(2).allMatch(result -> result.applied()))
        .hasMessageContaining("2 of 2 writes were applied")
        .hasMessageContaining("refused MULTI")
        .hasMessageContaining("NOPERM")
        .hasMessageNotContaining("failed: ");

    assertThat(runs).isEqualTo(1);
    assertThat(admin.mget("one", "two")).containsExactly("1", "2");
    assertTheNextCallCommitsAtOnce();
  }

  @Test
  void withoutMultiAReadOnlyMethodCannotBeValidated() throws Exception {
    assertThat(
            refused(
                "multi",
                () -> {
                  redis.opsForValue().get("read");
                  redis.opsForValue().get("another");
                }))
        .isNotInstanceOf(PartialCommitException.class)
        .hasMessageContaining("NOPERM");
    assertTheNextCallCommitsAtOnce();
  }

  @Test
  void withoutExecNothingIsApplied() throws Exception {
    assertThat(refused("exec", this::readAndWrite))
        .isNotInstanceOf(PartialCommitException.class)
        .hasMessageContaining("NOPERM");

    assertThat(runs).isEqualTo(1);
    assertThat(admin.exists("one", "two")).isZero();
    assertTheNextCallCommitsAtOnce();
  }

  @Test
  void withoutWatchNothingIsApplied() throws Exception {
    assertThat(refused("watch", this::readAndWrite)).hasMessageContaining("NOPERM");

    assertThat(admin.exists("one", "two")).isZero();
    assertTheNextCallCommitsAtOnce();
  }

  @Test
  void withoutWatchNothingIsAppliedEvenIfTheBodySwallowsIt() throws Exception {
    assertThat(
            refused(
                "watch",
                () -> {
                  try {
                    redis.opsForValue().get("read");
                  } catch (DataAccessException e) {
                    runs++;
                  }
                  redis.opsForValue().set("one", "1");
                }))
        .hasMessageContaining("NOPERM");

    assertThat(runs).isEqualTo(1);
    assertThat(admin.exists("one")).isFalse();
    assertTheNextCallCommitsAtOnce();
  }

  @Test
  void withoutUnwatchTheConnectionIsNotUsedAgain() throws Exception {
    admin.aclSetUser("app", "-unwatch");
    bodies.methods().run(() -> redis.opsForValue().get("read"));
    admin.aclSetUser("app", "+unwatch");

    assertTheNextCallCommitsAtOnce();
  }

  @Test
  void withoutTheRightToWriteNothingIsAppliedAndTheReasonIsNamed() throws Exception {
    assertThat(
            refused(
                "append",
                () -> {
                  readAndWrite();
                  redis.opsForValue().append("three", "3");
                }))
        .hasMessageContaining("EXECABORT")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("NOPERM"));

    assertThat(admin.exists("one", "two", "three")).isZero();
    assertTheNextCallCommitsAtOnce();
  }
}
