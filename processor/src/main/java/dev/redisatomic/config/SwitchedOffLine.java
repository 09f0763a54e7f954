package dev.redisatomic.config;

import dev.redisatomic.interceptor.AtomicMethods;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Says once that what is annotated is not atomic, because the application wants it so. */
record SwitchedOffLine(AtomicMethods methods) implements SmartInitializingSingleton {

  private static final Log log = LogFactory.getLog(SwitchedOffLine.class);

  @Override
  public void afterSingletonsInstantiated() {
    log.warn(
        "redis.atomic.enabled=false: nothing is atomic. Bodies run once, nothing they read is guarded,"
            + " and each write is sent at once. Annotated methods: "
            + methods.attributes().size());
  }
}
