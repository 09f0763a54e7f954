package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.annotation.Results;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ListOperations;
import org.springframework.data.redis.core.ValueOperations;

/** What an inner call sees, and takes back, of writes that were tried together. */
@EachServer
class NestedOwnWritesTests extends OnOneConnection {

  private final ValueOperations<String, String> values = template.opsForValue();
  private final ListOperations<String, String> lists = template.opsForList();

  NestedOwnWritesTests(RedisSetup redis) {
    super(redis);
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(redis.other().keys("redis-atomic-*")).isEmpty();
  }

  @Test
  void aNestedCallThatThrowsTakesItsWritesBack() {
    redis.other().set("a", "1");

    List<String> seen =
        atomic.atomically(
            () -> {
              values.increment("a");
              List<String> both = new ArrayList<>();
              try {
                atomic.atomically(
                    () -> {
                      values.increment("a");
                      both.add(values.get("a"));
                      throw new IllegalStateException("inner");
                    });
              } catch (IllegalStateException expected) {
                both.add(values.get("a"));
              }
              return both;
            });

    assertThat(seen).containsExactly("3", "2");
    assertThat(redis.other().get("a")).isEqualTo("2");
  }

  @Test
  void theWriteOfAnOuterCallThatFailsInAnInnerOneIsDroppedAlone() {
    redis.other().set("text", "x");

    atomic.atomically(
        () -> {
          values.set("one", "1");
          lists.leftPush("text", "y");
          values.set("two", "2");
          assertThatExceptionOfType(DataAccessException.class)
              .isThrownBy(
                  () ->
                      atomic.atomically(
                          () -> {
                            values.set("taken back", "1");
                            return values.get("text");
                          }))
              .withMessageContaining("LPUSH text");
          values.set("three", "3");
          assertThatExceptionOfType(IllegalStateException.class)
              .isThrownBy(
                  () ->
                      atomic.atomically(
                          () -> {
                            values.set("taken back, too", "1");
                            throw new IllegalStateException("inner");
                          }));
          values.set("four", "4");
        });

    assertThat(redis.other().keys("*"))
        .containsExactlyInAnyOrder("text", "one", "two", "three", "four");
    assertThat(redis.other().get("text")).isEqualTo("x");
  }

  @Test
  void theMembersThatAnInnerCallHasShownStayThose() {
    redis.other().sadd("set", "a", "b", "c", "d", "e", "f");
    List<Object> seen = new ArrayList<>();

    atomic
        .atomic()
        .withResults(Results.NONE)
        .execute(
            () -> {
              template.opsForSet().pop("set", 3);
              assertThatExceptionOfType(IllegalStateException.class)
                  .isThrownBy(
                      () ->
                          atomic.atomically(
                              () -> {
                                template.opsForSet().add("set", "taken back");
                                template.opsForSet().remove("set", "taken back");
                                seen.add(template.opsForSet().members("set"));
                                throw new IllegalStateException("inner");
                              }));
              seen.add(template.opsForSet().members("set"));
              return true;
            });

    assertThat(seen).hasSize(2).containsOnly(redis.other().smembers("set"));
  }
}
