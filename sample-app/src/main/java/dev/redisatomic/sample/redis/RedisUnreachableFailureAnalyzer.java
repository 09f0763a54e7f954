package dev.redisatomic.sample.redis;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.data.redis.RedisConnectionFailureException;

/** Explains that a server which the settings name does not answer. */
class RedisUnreachableFailureAnalyzer
    extends AbstractFailureAnalyzer<RedisConnectionFailureException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RedisConnectionFailureException cause) {
    return new FailureAnalysis(
        "Redis does not answer: " + cause.getMessage(),
        "Start the server that the properties spring.data.redis.* name, correct them, or leave them"
            + " out: the sample then starts a server of its own.",
        cause);
  }
}
