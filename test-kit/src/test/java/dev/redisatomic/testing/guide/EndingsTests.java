package dev.redisatomic.testing.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.testing.AtomicCalls;
import dev.redisatomic.testing.AutoConfigureRedisAtomic;
import dev.redisatomic.testing.EmbeddedRedis;
import dev.redisatomic.testing.Interference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Every other ending that the guide shows. */
@SpringBootTest
@EmbeddedRedis
@AutoConfigureRedisAtomic
class EndingsTests {

  @Autowired BankService bank;
  @Autowired StringRedisTemplate redis;
  @Autowired RedisAtomicOperations atomic;
  @Autowired Interference interference;

  @BeforeEach
  void open() {
    redis.opsForValue().set("account:alice:balance", "100");
  }

  @Test
  void lostReply() {
    interference.loseReplyOf("BankService.transfer").applied().once();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> bank.transfer("alice", "bob", 60));
    assertThat(redis.opsForValue().get("account:bob:balance")).isEqualTo("60");
  }

  @Test
  void lostRequest() {
    interference.loseReplyOf("BankService.transfer").notApplied().once();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> bank.transfer("alice", "bob", 60));
    assertThat(redis.hasKey("account:bob:balance")).isFalse();
  }

  @Test
  void refused() {
    interference.refuse("BankService.transfer").with("OOM command not allowed").once();

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> bank.transfer("alice", "bob", 60));
    assertThat(redis.opsForValue().get("account:alice:balance")).isEqualTo("100");
  }

  @Test
  void retried(@Autowired AtomicCalls calls) {
    interference
        .refuse("BankService.transfer")
        .with("READONLY You can't write against a read only replica.")
        .times(2);

    assertThat(bank.transfer("alice", "bob", 60)).isTrue();
    assertThat(calls.last("BankService.transfer")).committed().inAttempts(3);
  }

  @Test
  void late(@Autowired AtomicCalls calls) {
    interference.delay("BankService.transfer").by(Duration.ofMillis(50)).once();

    bank.transfer("alice", "bob", 60);
    assertThat(calls.last("BankService.transfer").event().duration())
        .isGreaterThan(Duration.ofMillis(49));
  }

  @Test
  void programmatic(@Autowired AtomicCalls calls) {
    interference
        .beforeCommitOf("RedisAtomicOperations.execute")
        .once(() -> redis.opsForValue().set("lock:42", "theirs"));

    atomic.execute(() -> redis.opsForValue().setIfAbsent("lock:42", "mine"), "lock:42");
    assertThat(calls.last("RedisAtomicOperations.execute")).withConflicts(1);
    assertThat(redis.opsForValue().get("lock:42")).isEqualTo("theirs");
  }

  @Test
  void whatWasDone(@Autowired AtomicCalls calls) {
    bank.transfer("alice", "bob", 60);

    assertThat(calls.last("BankService.transfer"))
        .committed()
        .inAttempts(1)
        .inRoundTrips(2)
        .watchedOnly("account:alice:balance", "account:bob:balance")
        .sentOnce("DECRBY", "account:alice:balance", 60)
        .neverSent("DEL");
  }

  @Test
  void aFailureReadsAsTheGuideShows(@Autowired AtomicCalls calls) {
    interference
        .beforeCommitOf("BankService.transfer")
        .once(() -> redis.opsForValue().set("account:alice:balance", "40"));
    bank.transfer("alice", "bob", 60);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(calls.last("BankService.transfer")).inAttempts(1))
        .satisfies(
            failure ->
                assertThat(Files.readString(Path.of("..", "docs", "testing.md")))
                    .contains("```\n" + failure.getMessage() + "\n```"));
  }
}
