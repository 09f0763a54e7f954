package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.PartialCommitException;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.script.RedisScript;

/** With {@code verifyWrites}, all writes are applied or none, although Redis does not roll back. */
@EachServer
class VerifiedWritesTests extends OnOneConnection {

  private final Service service;

  VerifiedWritesTests(RedisSetup redis) {
    super(redis, Service.class);
    service = atomic.get(Service.class);
  }

  static class Service {

    @RedisAtomic(verifyWrites = true)
    public void verified(Runnable body) {
      body.run();
    }

    @RedisAtomic
    public void plain(Runnable body) {
      body.run();
    }
  }

  @BeforeEach
  void fill() {
    redis.other().set("text", "x");
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(redis.other().keys("redis-atomic-*")).isEmpty();
  }

  private void oneGoodOneBad() {
    template.opsForValue().increment("n");
    template.opsForList().leftPush("text", "y");
  }

  @Test
  void withoutItTheOtherWritesAreApplied() {
    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(() -> service.plain(this::oneGoodOneBad));
    assertThat(redis.other().get("n")).isEqualTo("1");
  }

  @Test
  void withItNothingIsApplied() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> service.verified(this::oneGoodOneBad))
        .withMessageContaining("LPUSH text")
        .withMessageContaining("WRONGTYPE");
    assertThat(redis.other().exists("n")).isFalse();
  }

  @Test
  void goodWritesCommit() {
    service.verified(
        () -> {
          template.opsForValue().increment("n");
          template.opsForValue().append("text", "y");
        });

    assertThat(redis.other().mget("n", "text")).containsExactly("1", "xy");
  }

  @Test
  void whatAnInnerCallSaysHoldsForItsWrites() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                service.plain(
                    () -> {
                      template.opsForValue().increment("n");
                      service.verified(() -> template.opsForList().leftPush("text", "y"));
                    }))
        .withMessageContaining("LPUSH text");
    assertThat(redis.other().exists("n")).isFalse();
  }

  @Test
  void whatCannotBeTriedIsRefused() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                service.verified(
                    () -> template.execute(RedisScript.of("return 1"), List.of("text"))))
        .withMessageContaining("EVAL text cannot be verified before the commit");
  }

  @Test
  void afterFlushDbNothingCanBeVerified() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                service.plain(
                    () -> {
                      template.execute(
                          (RedisCallback<Boolean>)
                              connection -> {
                                connection.serverCommands().flushDb();
                                return true;
                              });
                      service.verified(() -> template.opsForList().leftPush("text", "y"));
                    }))
        .withMessageContaining("FLUSHDB")
        .withMessageContaining("cannot be verified before the commit");
    assertThat(redis.other().get("text")).isEqualTo("x");
  }

  @Test
  void whatFailsBecauseOfAForeignChangeIsTriedAgain() {
    redis.other().del("text");
    List<String> seen = new ArrayList<>();

    service.verified(
        () -> {
          String type = template.type("text").code();
          seen.add(type);
          if (type.equals("none")) {
            redis.other().set("text", "x");
            template.opsForList().leftPush("text", "y");
          } else {
            template.opsForValue().append("text", "y");
          }
        });

    assertThat(seen).containsExactly("none", "string");
    assertThat(redis.other().get("text")).isEqualTo("xy");
  }
}
