package dev.redisatomic.test;

import static dev.redisatomic.test.RecordingProxy.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisConnectionException;

@EachServer
class RecordingProxyTests {

  private final RedisSetup redis;
  private final RecordingProxy proxy;

  RecordingProxyTests(RedisSetup redis) {
    this.redis = redis;
    this.proxy = new RecordingProxy(redis.server());
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private Jedis client() {
    return new Jedis(redis.server().host(), proxy.port());
  }

  @ParameterizedTest
  @EnumSource
  void recordsCommandsAndCountsThemOneByOne(RedisProtocol protocol) {
    HostAndPort address = new HostAndPort(redis.server().host(), proxy.port());
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder().protocol(protocol).clientName("me").database(2).build();
    try (Jedis client = new Jedis(address, config)) {
      client.set("key", "välue");
      client.hset("hash", "field", "1");
      client.hgetAll("hash");
    }

    assertThat(proxy.commands())
        .containsExactly(
            List.of("SET", "key", "välue"),
            List.of("HSET", "hash", "field", "1"),
            List.of("HGETALL", "hash"));
    assertThat(proxy.roundTrips()).isEqualTo(3);
    assertThat(proxy).hasToString("SET key välue\nHSET hash field 1\nHGETALL hash");
  }

  @Test
  void countsAPipelinedBurstOnce() {
    try (Jedis client = client()) {
      client.ping();
      proxy.reset();

      Pipeline pipeline = client.pipelined();
      for (int i = 0; i < 100; i++) {
        pipeline.set("key", "value" + i);
      }
      pipeline.sync();
    }

    assertThat(proxy.commands()).hasSize(100);
    assertThat(proxy.roundTrips()).isEqualTo(1);
    assertThat(proxy.connectionsUsed()).isEqualTo(1);
  }

  @Test
  void aSelectAfterTheSetUpCounts() {
    try (Jedis client = client()) {
      client.select(1);
      client.ping();
      client.select(2);
    }

    assertThat(proxy.commands()).containsExactly(List.of("PING"), List.of("SELECT", "2"));
  }

  /** The reply to the first command is in before the second one is complete. */
  @Test
  void aCommandInSeveralSegmentsBelongsToTheRoundTripInWhichItBegan() throws IOException {
    try (Socket client = new Socket(redis.server().host(), proxy.port())) {
      client.getOutputStream().write("*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nEC".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(7)).asString().isEqualTo("+PONG\r\n");
      client.getOutputStream().write("HO\r\n$2\r\nhi\r\n".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(8)).asString().isEqualTo("$2\r\nhi\r\n");
    }

    assertThat(proxy.commands()).containsExactly(List.of("PING"), List.of("ECHO", "hi"));
    assertThat(proxy.roundTrips()).isEqualTo(1);
  }

  /** The second command comes later and on its own, but its client has seen no reply yet. */
  @Test
  void aCommandSentBeforeTheReplyBelongsToTheSameRoundTrip() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    proxy.beforeNext(named("BLPOP"), first::countDown);
    proxy.beforeNext(named("PING"), () -> redis.other().rpush("k", "v"));
    try (Socket client = new Socket(redis.server().host(), proxy.port())) {
      client.getOutputStream().write("*3\r\n$5\r\nBLPOP\r\n$1\r\nk\r\n$1\r\n9\r\n".getBytes(UTF_8));
      assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
      client.getOutputStream().write("*1\r\n$4\r\nPING\r\n".getBytes(UTF_8));

      String replies = "*2\r\n$1\r\nk\r\n$1\r\nv\r\n+PONG\r\n";
      assertThat(client.getInputStream().readNBytes(replies.length()))
          .asString()
          .isEqualTo(replies);
    }

    assertThat(proxy.roundTrips()).isEqualTo(1);
  }

  @Test
  void actsBeforeTheNextMatchOnly() {
    proxy.beforeNext(named("exec"), () -> redis.other().set("key", "theirs"));
    try (Jedis client = client()) {
      assertThat(commitOn(client)).isNull();
      assertThat(redis.other().get("key")).isEqualTo("theirs");

      assertThat(commitOn(client)).containsExactly("OK");
      assertThat(redis.other().get("key")).isEqualTo("ours");
    }
  }

  @Test
  void actsBeforeEveryMatch() {
    proxy.beforeEvery(named("EXEC"), () -> redis.other().incr("key"));
    try (Jedis client = client()) {
      assertThat(commitOn(client)).isNull();
      assertThat(commitOn(client)).isNull();
    }
    assertThat(redis.other().get("key")).isEqualTo("2");
  }

  private static List<Object> commitOn(Jedis client) {
    client.watch("key");
    try (Transaction transaction = client.multi()) {
      transaction.set("key", "ours");
      return transaction.exec();
    }
  }

  @Test
  void anActionThatFailsFailsTheTest() {
    RecordingProxy failing = new RecordingProxy(redis.server());
    failing.beforeNext(
        named("PING"),
        () -> {
          throw new IllegalArgumentException("in the action");
        });
    try (Jedis client = new Jedis(redis.server().host(), failing.port())) {
      assertThatExceptionOfType(JedisConnectionException.class).isThrownBy(client::ping);
    }

    assertThatIllegalStateException()
        .isThrownBy(failing::close)
        .havingCause()
        .withMessage("in the action");
  }

  @Test
  void cutsBeforeTheServerSeesTheCommand() {
    proxy.cutBeforeNext(named("INCR"));
    try (Jedis client = client()) {
      assertThatExceptionOfType(JedisConnectionException.class)
          .isThrownBy(() -> client.incr("counter"));
    }

    assertThat(redis.other().get("counter")).isNull();
  }

  @Test
  void cutsAfterTheServerHasRunTheCommand() {
    proxy.cutAfterNext(named("INCR"));
    try (Jedis client = client()) {
      assertThatExceptionOfType(JedisConnectionException.class)
          .isThrownBy(() -> client.incr("counter"));
    }

    assertThat(redis.other().get("counter")).isEqualTo("1");
    try (Jedis next = client()) {
      assertThat(next.incr("counter")).isEqualTo(2);
    }
  }
}
