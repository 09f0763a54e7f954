package dev.redisatomic.sample.redis;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to install or to set. */
class NoRedisServerFailureAnalyzer extends AbstractFailureAnalyzer<NoRedisServerException> {

  private static final String ACTION =
      """
      Do one of these:
       - install Redis, so that 'redis-server' is on the PATH (Debian, Ubuntu: apt install \
      redis-server; macOS: brew install redis);
       - make the server that comes with the sample work: on Linux x64 and macOS it needs OpenSSL 3 \
      (Debian, Ubuntu: apt install libssl3), and a temporary directory that allows execution;
       - use a server that is running already: --spring.data.redis.url=redis://localhost:6379""";

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NoRedisServerException cause) {
    return new FailureAnalysis(cause.getMessage(), ACTION, cause);
  }
}
