package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Boot's report in place of a stack trace, where an application does not start. */
final class AtomicSetupFailureAnalyzer extends AbstractFailureAnalyzer<AtomicSetupException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, AtomicSetupException cause) {
    return new FailureAnalysis(cause.getDescription(), cause.getAction(), cause);
  }
}
