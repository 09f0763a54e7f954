package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.Queued;
import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/** The results of writes that a body asks for are those that the commit stores. */
@EachServer
class TrueResultsTests extends OnOneConnection {

  private final Service service;

  TrueResultsTests(RedisSetup redis) {
    super(redis, Service.class);
    service = atomic.get(Service.class);
  }

  static class Service {

    @RedisAtomic(results = Results.ALL)
    public <T extends @Nullable Object> T all(Callable<T> body) throws Exception {
      return body.call();
    }

    @RedisAtomic
    public <T extends @Nullable Object> T needed(Callable<T> body) throws Exception {
      return body.call();
    }
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(redis.other().keys("redis-atomic-*")).isEmpty();
  }

  private static <T extends @Nullable Object> T now(Supplier<T> writes) {
    return AtomicContext.current().now(writes);
  }

  @Test
  void anIncrement() {
    redis.other().set("n", "5");

    Long seen = atomic.atomically(() -> now(() -> template.opsForValue().increment("n", 2)));

    assertThat(seen).isEqualTo(7);
    assertThat(redis.other().get("n")).isEqualTo("7");
  }

  @Test
  void onlyInsideOfNow() {
    List<Object> seen =
        atomic.atomically(
            () ->
                Arrays.asList(
                    template.opsForValue().increment("n"),
                    now(() -> template.opsForValue().increment("n")),
                    template.opsForValue().increment("n")));

    assertThat(seen).containsExactly(null, 2L, null);
    assertThat(redis.other().get("n")).isEqualTo("3");
  }

  @Test
  void manyWritesOfAMethod() throws Exception {
    List<Object> seen =
        service.all(
            () -> {
              Object pushed = template.opsForList().rightPushAll("list", "a", "b", "c");
              Object popped = template.opsForList().leftPop("list");
              Object added = template.opsForSet().add("set", "x", "y");
              Object again = template.opsForSet().add("set", "x", "z");
              Object score = template.opsForZSet().incrementScore("zset", "m", 1.5);
              Object expiring = template.expire("set", Duration.ofMinutes(1));
              Object field = template.opsForHash().increment("hash", "f", 4);
              return Arrays.asList(pushed, popped, added, again, score, expiring, field);
            });

    assertThat(seen).containsExactly(3L, "a", 2L, 1L, 1.5, true, 4L);
    assertThat(redis.other().lrange("list", 0, -1)).containsExactly("b", "c");
    assertThat(redis.other().smembers("set")).containsExactlyInAnyOrder("x", "y", "z");
  }

  @Test
  void theMemberThatWasPoppedIsTheOneThatIsMissing() throws Exception {
    for (int i = 0; i < 50; i++) {
      redis.other().del("set");
      redis.other().sadd("set", "a", "b", "c", "d");

      String popped =
          service.all(
              () -> {
                template.opsForSet().add("set", "e");
                return template.opsForSet().pop("set");
              });

      Set<String> left = redis.other().smembers("set");
      assertThat(left).hasSize(4).doesNotContain(popped);
    }
  }

  @Test
  void theIdOfARecordIsTheOneThatIsStored() {
    RecordId id =
        atomic.atomically(() -> now(() -> template.opsForStream().add("events", Map.of("a", "1"))));

    assertThat(redis.other().xrange("events", "-", "+").get(0).getID()).hasToString(id.getValue());
  }

  @Test
  void aWriteThatFailsThrowsAtItsCall() throws Exception {
    redis.other().set("text", "x");

    service.all(
        () -> {
          template.opsForValue().set("before", "1");
          assertThatExceptionOfType(DataAccessException.class)
              .isThrownBy(() -> template.opsForList().leftPush("text", "y"))
              .withStackTraceContaining("WRONGTYPE");
          template.opsForValue().increment("after");
          return true;
        });

    assertThat(redis.other().mget("text", "before", "after")).containsExactly("x", "1", "1");
  }

  @Test
  void whatIsKnownCanBeQueued() {
    Queued<Long> queued =
        atomic.atomically(() -> now(() -> Queued.of(template.opsForValue().increment("n"))));

    assertThat(queued.get()).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("unchecked") // an array of generic offsets
  void aGroupIsNotReadOnACopy() {
    redis.other().xadd("events", StreamEntryID.NEW_ENTRY, Map.of("a", "1"));
    redis.other().xgroupCreate("events", "group", new StreamEntryID(0, 0), false);

    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(
            () ->
                service.all(
                    () ->
                        template
                            .opsForStream()
                            .read(
                                Consumer.from("group", "me"),
                                StreamOffset.create("events", ReadOffset.lastConsumed()))))
        .withMessageContaining("XREADGROUP events has no result before the commit")
        .withMessageContaining("consumer group");
    assertThat(redis.other().xpending("events", "group").getTotal()).isZero();
  }

  @Test
  void aForeignAcknowledgementStays() {
    redis.other().xadd("events", StreamEntryID.NEW_ENTRY, Map.of("a", "1"));
    redis.other().xgroupCreate("events", "group", new StreamEntryID(0, 0), false);
    var read =
        redis
            .other()
            .xreadGroup(
                "group",
                "me",
                XReadGroupParams.xReadGroupParams(),
                Map.of("events", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    StreamEntryID delivered = read.get(0).getValue().get(0).getID();

    Long length =
        atomic.atomically(
            () -> {
              template.opsForStream().add("events", Map.of("a", "2"));
              Long seen = template.opsForStream().size("events");
              redis.other().xack("events", "group", delivered);
              return seen;
            });

    assertThat(length).isEqualTo(2);
    assertThat(redis.other().xpending("events", "group").getTotal()).isZero();
  }

  @Test
  @SuppressWarnings("unchecked") // an array of generic offsets
  void aStreamThatWasWrittenIsReadUnderItsOwnName() {
    var records =
        atomic.atomically(
            () -> {
              template.opsForStream().add("events", Map.of("a", "1"));
              return template.opsForStream().read(StreamOffset.fromStart("events"));
            });

    assertThat(records).hasSize(1);
    assertThat(records.get(0).getStream()).isEqualTo("events");
    assertThat(redis.other().xlen("events")).isEqualTo(1);
  }

  @Test
  void whatAnInnerCallSaysHoldsForItsBody() throws Exception {
    List<Object> seen =
        service.needed(
            () -> {
              List<Object> results = new ArrayList<>();
              results.add(template.opsForValue().increment("n"));
              results.add(service.all(() -> template.opsForValue().increment("n")));
              results.add(template.opsForValue().increment("n"));
              return results;
            });

    assertThat(seen).containsExactly(null, 2L, null);
    assertThat(redis.other().get("n")).isEqualTo("3");
  }

  @Test
  void aBlockedClientIsServedOnceAfterTheCommit() throws Exception {
    var waiter =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> {
              try (var jedis =
                  new redis.clients.jedis.Jedis(redis.server().host(), redis.server().port())) {
                return jedis.blpop(10, "jobs");
              }
            });
    while (!redis.admin().info("clients").contains("blocked_clients:1")) {
      Thread.onSpinWait();
    }

    boolean early =
        service.all(
            () -> {
              template.opsForList().leftPush("jobs", "job");
              assertThat(template.opsForList().size("jobs")).isEqualTo(1);
              return waiter.isDone();
            });

    assertThat(early).isFalse();
    assertThat(waiter.get()).containsExactly("jobs", "job");
    assertThat(redis.other().exists("jobs")).isFalse();
  }
}
