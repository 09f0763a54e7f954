package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.Queued;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.serializer.RedisSerializer;

/** What reads show of writes that would come out differently another time is what is stored. */
@EachServer
class WhatIsSeenIsStoredTests extends OnOneConnection {

  WhatIsSeenIsStoredTests(RedisSetup redis) {
    super(redis);
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(redis.other().keys("redis-atomic-*")).isEmpty();
  }

  private <T> T withoutResults(java.util.function.Supplier<T> body) {
    return atomic.atomic().withResults(Results.NONE).execute(body);
  }

  @Test
  void theMembersThatAReadShows() {
    for (int i = 0; i < 20; i++) {
      redis.other().del("set");
      redis.other().sadd("set", "a", "b", "c", "d", "e", "f");

      Set<String> seen =
          withoutResults(
              () -> {
                template.opsForSet().pop("set");
                template.opsForSet().pop("set", 2);
                return template.opsForSet().members("set");
              });

      assertThat(redis.other().smembers("set")).hasSize(3).isEqualTo(seen);
    }
  }

  @Test
  void theQueuedResultIsTheMemberThatIsMissing() {
    redis.other().sadd("set", "a", "b", "c", "d");

    Queued<String> popped =
        withoutResults(
            () -> {
              Queued<String> queued =
                  Queued.of(template.opsForSet().pop("set"), RedisSerializer.string());
              template.opsForSet().size("set");
              return queued;
            });

    assertThat(redis.other().smembers("set")).hasSize(3).doesNotContain(popped.get());
    assertThat(popped.get()).isIn("a", "b", "c", "d");
  }

  @Test
  void theIdsThatAReadShows() {
    List<MapRecord<String, Object, Object>> seen =
        atomic.atomically(
            () -> {
              template.opsForStream().add("events", Map.of("a", "1"));
              template.opsForStream().add("events", Map.of("a", "2"));
              return template.opsForStream().range("events", Range.unbounded());
            });

    assertThat(seen).hasSize(2);
    assertThat(redis.other().xrange("events", "-", "+").stream().map(e -> e.getID().toString()))
        .containsExactlyElementsOf(seen.stream().map(each -> each.getId().getValue()).toList());
  }

  @Test
  void popsOfWhatIsNotThereAreStillSent() {
    Queued<String> popped =
        withoutResults(
            () -> {
              Queued<String> queued =
                  Queued.of(template.opsForSet().pop("set"), RedisSerializer.string());
              template.opsForSet().size("set");
              template.opsForSet().add("set", "a");
              return queued;
            });

    assertThat(popped.get()).isNull();
    assertThat(redis.other().smembers("set")).containsExactly("a");
  }
}
