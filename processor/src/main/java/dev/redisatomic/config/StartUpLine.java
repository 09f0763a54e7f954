package dev.redisatomic.config;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.attribute.DurationValues;
import java.time.Duration;
import java.util.Locale;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Logs once how many atomic methods there are, where they run, and how long they try. */
final class StartUpLine implements SmartInitializingSingleton {

  private static final Log log = LogFactory.getLog(StartUpLine.class);

  private final AtomicMethodReports methods;
  private final AtomicConnectionFactories factories;
  private final RedisAtomicSettings settings;

  StartUpLine(
      AtomicMethodReports methods,
      AtomicConnectionFactories factories,
      RedisAtomicSettings settings) {
    this.methods = methods;
    this.factories = factories;
    this.settings = settings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (log.isInfoEnabled()) {
      log.info(text());
    }
  }

  private String text() {
    int number = methods.annotated().size();
    String where = number == 0 ? "" : " on " + String.join(", ", factories.namesInUse());
    RetryPolicy policy = settings.policy();
    Duration timeout = policy.timeout();
    return (number == 0 ? "No" : number)
        + (number == 1 ? " atomic method" : " atomic methods")
        + where
        + "; unless a method says otherwise, up to "
        + policy.maxRetries()
        + (policy.maxRetries() == 1 ? " retry" : " retries")
        + (timeout == null ? " without a timeout" : " within " + DurationValues.text(timeout))
        + ", pauses up to "
        + DurationValues.text(policy.backoff().max())
        + ", local queue "
        + settings.localQueue().name().toLowerCase(Locale.ROOT);
  }
}
