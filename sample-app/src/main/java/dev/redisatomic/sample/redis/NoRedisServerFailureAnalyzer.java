package dev.redisatomic.sample.redis;

import dev.redisatomic.testserver.NoRedisServerException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Adds what can be set to what the exception says is to be installed. */
class NoRedisServerFailureAnalyzer extends AbstractFailureAnalyzer<NoRedisServerException> {

  private static final String ACTION =
      "Repair what the description names, or use a server that is running already:"
          + " --spring.data.redis.url=redis://localhost:6379";

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NoRedisServerException cause) {
    return new FailureAnalysis(cause.getMessage(), ACTION, cause);
  }
}
