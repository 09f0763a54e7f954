package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.DefaultStringRedisConnection;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;

@EachServer
class WriteTests extends OnOneConnection {

  WriteTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    KeyRead.fill(redis.other());
  }

  /** A write, and what another client sees change through it. */
  record Write(
      String name,
      Function<StringRedisTemplate, @Nullable Object> write,
      Function<UnifiedJedis, @Nullable Object> seen) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Write> writes() {
    return List.of(
        new Write("increment", t -> t.opsForValue().increment("string", 2), j -> j.get("string")),
        new Write("getAndSet", t -> t.opsForValue().getAndSet("string", "1"), j -> j.get("string")),
        new Write(
            "getAndDelete", t -> t.opsForValue().getAndDelete("string"), j -> j.get("string")),
        new Write(
            "getAndExpire",
            t -> t.opsForValue().getAndExpire("string", Duration.ofHours(1)),
            j -> j.ttl("string") > 0),
        new Write(
            "getAndPersist",
            t -> t.opsForValue().getAndPersist("expiring"),
            j -> j.ttl("expiring") < 0),
        new Write("setIfAbsent", t -> t.opsForValue().setIfAbsent("new", "1"), j -> j.get("new")),
        new Write(
            "setBit", t -> t.opsForValue().setBit("string", 0, true), j -> j.getbit("string", 0)),
        new Write("append", t -> t.opsForValue().append("string", "1"), j -> j.get("string")),
        new Write("expire", t -> t.expire("string", Duration.ofHours(1)), j -> j.ttl("string") > 0),
        new Write("rename", t -> nothing(() -> t.rename("string", "new")), j -> j.get("new")),
        new Write("leftPop", t -> t.opsForList().leftPop("list"), j -> j.lrange("list", 0, -1)),
        new Write("rightPush", t -> t.opsForList().rightPush("list", "4"), j -> j.llen("list")),
        new Write("pop", t -> t.opsForSet().pop("set"), j -> j.smembers("set")),
        new Write("sAdd", t -> t.opsForSet().add("set", "x"), j -> j.smembers("set")),
        new Write("zAdd", t -> t.opsForZSet().add("zset", "x", 1), j -> j.zcard("zset")),
        new Write("popMin", t -> t.opsForZSet().popMin("zset"), j -> j.zcard("zset")),
        new Write(
            "hash put",
            t -> nothing(() -> t.opsForHash().put("hash", "a", "b")),
            j -> j.hlen("hash")),
        new Write(
            "hash delete", t -> t.opsForHash().delete("hash", "field"), j -> j.exists("hash")),
        new Write("pfAdd", t -> t.opsForHyperLogLog().add("hll", "d"), j -> j.pfcount("hll")),
        new Write("copy", t -> t.copy("string", "new", true), j -> j.get("new")),
        new Write(
            "store", t -> t.opsForSet().unionAndStore("set", "other", "new"), j -> j.scard("new")),
        new Write("raw SET", t -> t.execute(raw("SET", "new", "1")), j -> j.get("new")),
        new Write("raw GETDEL", t -> t.execute(raw("GETDEL", "string")), j -> j.get("string")),
        new Write(
            "raw EVAL",
            t -> t.execute(raw("EVAL", "return redis.call('INCR', KEYS[1])", "1", "string")),
            j -> j.get("string")),
        new Write("raw FLUSHDB", t -> t.execute(raw("FLUSHDB")), UnifiedJedis::dbSize),
        new Write(
            "script",
            t ->
                t.execute(
                    RedisScript.of("redis.call('SET', KEYS[1], ARGV[1])"), List.of("new"), "1"),
            j -> j.get("new")),
        new Write(
            "string connection",
            t ->
                t.execute(
                    (RedisCallback<Long>) c -> new DefaultStringRedisConnection(c).incr("string")),
            j -> j.get("string")));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aBlindWriteAnswersNullAndIsAppliedAtTheCommit(Write write) {
    Object before = write.seen().apply(redis.other());
    Object during =
        atomic.blindly(
            () -> {
              assertThat(write.write().apply(template)).isNull();
              return write.seen().apply(redis.other());
            });

    assertThat(during).isEqualTo(before);
    assertThat(write.seen().apply(redis.other())).isNotEqualTo(before);
  }

  /**
   * Some template methods make a value of the missing result; the write is recorded all the same.
   * Hence results.
   */
  @Test
  void templatesThatMakeAValueOfNullDoNotFail() {
    atomic.blindly(
        () -> {
          assertThat(template.delete("string")).isFalse();
          assertThat(template.opsForList().leftPop("list", 2)).isNullOrEmpty();
          assertThat(template.opsForSet().pop("set", 1)).isNullOrEmpty();
          assertThat(template.opsForZSet().popMin("zset", 1)).isNullOrEmpty();
          assertThat(template.opsForZSet().popMax("zset", 1)).isNullOrEmpty();
          return true;
        });

    assertThat(redis.other().exists("string")).isFalse();
    assertThat(redis.other().llen("list")).isEqualTo(1);
    assertThat(redis.other().exists("set")).isFalse();
    assertThat(redis.other().exists("zset")).isFalse();
  }

  @Test
  void readingAsAConsumerGroupIsRecorded() {
    template.opsForStream().createGroup("stream", ReadOffset.from("0"), "group");

    atomic.atomically(
        () -> {
          assertThat(readAsGroup()).isNullOrEmpty();
          assertThat(redis.other().xpending("stream", "group").getTotal()).isZero();
        });

    assertThat(redis.other().xpending("stream", "group").getTotal()).isEqualTo(1);
  }

  @SuppressWarnings("unchecked") // a generic array for varargs
  private @Nullable List<?> readAsGroup() {
    return template
        .opsForStream()
        .read(
            Consumer.from("group", "name"),
            StreamOffset.create("stream", ReadOffset.lastConsumed()));
  }

  @Test
  void aMessageIsPublishedWithTheCommit() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int count) {
            received.add("subscribed");
          }

          @Override
          public void onMessage(String channel, String message) {
            received.add(message);
          }
        };
    Thread subscriber =
        new Thread(
            () -> {
              try (Jedis jedis = new Jedis(redis.server().host(), redis.server().port())) {
                jedis.subscribe(listener, "channel");
              }
            });
    subscriber.start();
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("subscribed");

    atomic.atomically(
        () -> {
          assertThat(template.convertAndSend("channel", "recorded")).isNull();
          redis.other().publish("channel", "sent at once");
        });

    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("sent at once");
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("recorded");
    listener.unsubscribe();
    subscriber.join();
  }

  @Test
  void allWritesAreAppliedInOrder() {
    atomic.atomically(
        () -> {
          template.opsForValue().set("string", "1");
          template.opsForValue().increment("string", 10);
          template.opsForList().leftPop("list");
          template.opsForList().rightPush("list", "4");
          template.opsForSet().move("set", "member", "other");
        });

    assertThat(redis.other().get("string")).isEqualTo("11");
    assertThat(redis.other().lrange("list", 0, -1)).isEqualTo(List.of("1", "2", "4"));
    assertThat(redis.other().smembers("other")).isEqualTo(Set.of("another", "member"));
  }

  private static RedisCallback<Object> raw(String name, String... arguments) {
    byte[][] words = new byte[arguments.length][];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].getBytes(UTF_8);
    }
    return connection -> connection.execute(name, words);
  }

  private static @Nullable Object nothing(Runnable write) {
    write.run();
    return null;
  }
}
