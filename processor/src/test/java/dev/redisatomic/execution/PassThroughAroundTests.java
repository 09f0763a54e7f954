package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Atomic methods that are called by those of another application, which run as they are. */
@EachServer
class PassThroughAroundTests {

  private final RedisSetup setup;
  private final TestApplication outer;
  private final TestApplication inner;

  PassThroughAroundTests(RedisSetup setup) {
    this.setup = setup;
    setup.flushAll();
    outer = TestApplication.on(setup).property("redis.atomic.enabled", "false").start(Bodies.class);
    inner = TestApplication.on(setup).start(Bodies.class);
  }

  @AfterEach
  void close() {
    outer.close();
    inner.close();
  }

  @Test
  void areAtomic() throws Exception {
    List<String> events = new ArrayList<>();
    try {
      outer
          .methods()
          .run(
              () -> {
                AtomicContext.current().afterCommit(() -> events.add("outer"));
                inner
                    .methods()
                    .run(
                        () -> {
                          inner.redis().opsForValue().set("key", "value");
                          assertThat(setup.other().get("key")).isNull();
                          AtomicContext.current().afterCommit(() -> events.add("inner"));
                        });
                assertThat(AtomicContext.isActive()).isTrue();
              });
    } finally {
      assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    }

    assertThat(events).containsExactly("inner", "outer");
    assertThat(setup.other().get("key")).isEqualTo("value");
  }
}
