package dev.redisatomic.test;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.annotation.Watched;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Atomic methods that do what the test passes in, because a conflict or a lost connection is best
 * told in one place: the body, and what happens in the middle of it. The keys are declared.
 */
public class Bodies {

  /** A body without a result. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  @RedisAtomic
  public <T extends @Nullable Object> T call(Callable<T> body, @Watched String... keys)
      throws Exception {
    return body.call();
  }

  @RedisAtomic
  public void run(Action body, @Watched String... keys) throws Exception {
    body.run();
  }

  @RedisAtomic(watchReads = false)
  public void runWatchingDeclaredKeys(Action body, @Watched String... keys) throws Exception {
    body.run();
  }

  @RedisAtomic(results = Results.NONE)
  public void runBlindly(Action body, @Watched String... keys) throws Exception {
    body.run();
  }

  @RedisAtomic(watchOnEntry = true)
  public void runWatchingOnEntry(Action body, @Watched String... keys) throws Exception {
    body.run();
  }

  @RedisAtomic(maxRetries = 0)
  public void runOnce(Action body, @Watched String... keys) throws Exception {
    body.run();
  }
}
