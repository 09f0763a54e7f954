package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CallEvent;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ValueOperations;

/** Own writes together with what else an atomic method can have. */
@EachServer
class CombinationTests extends OnOneConnection {

  private final ValueOperations<String, String> values = template.opsForValue();
  private final RecordingListener listener;

  CombinationTests(RedisSetup redis) {
    super(redis, Bodies.class, RecordingListener.class);
    listener = atomic.get(RecordingListener.class);
  }

  private String incrementAndGet() {
    values.increment("n");
    return String.valueOf(values.get("n"));
  }

  private void assertNoCopies() {
    assertThat(redis.other().keys("redis-atomic-*"))
        .as("markers only")
        .allMatch(key -> redis.other().pttl(key) > 60_000);
  }

  @Test
  void exactlyOnce() {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      seen.add(atomic.atomic().exactlyOnce().execute(this::incrementAndGet));
    }

    assertThat(seen).containsExactly("1", "2", "3");
    assertThat(redis.other().get("n")).isEqualTo("3");
    assertNoCopies();
  }

  @Test
  void keysThatAreWatchedOnEntry() throws Exception {
    atomic.methods().runWatchingOnEntry(() -> assertThat(incrementAndGet()).isEqualTo("1"), "n");

    assertThat(redis.other().get("n")).isEqualTo("1");
    assertNoCopies();
  }

  /** What a copy was made of guards the commit, whatever is said of reads. */
  @Test
  void readsThatAreNotWatched() throws Exception {
    List<Integer> attempts = new ArrayList<>();

    atomic
        .methods()
        .runWatchingDeclaredKeys(
            () -> {
              incrementAndGet();
              attempts.add(AtomicContext.current().attempt());
              if (attempts.size() == 1) {
                redis.other().incr("n");
              }
            });

    assertThat(attempts).containsExactly(1, 2);
    assertThat(redis.other().get("n")).isEqualTo("2");
  }

  @Test
  void listenersAreToldOfOneReadAndOneWrite() {
    // the first copy of an application may need a second try, on Redis 6.2
    atomic.atomically(this::incrementAndGet);
    listener.clear();

    atomic.atomically(this::incrementAndGet);

    CallEvent call = listener.onlyCall();
    assertThat(call.attempts()).hasSize(1);
    assertThat(call.attempts().get(0).writes()).isEqualTo(1);
    assertThat(call.attempts().get(0).reads()).isEqualTo(1);
  }
}
