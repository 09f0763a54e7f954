package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.attribute.AtomicAnnotations;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/** Looks for beans with atomic methods where nothing can run them. */
final class MissingJedis implements BeanPostProcessor, PriorityOrdered {

  private final AtomicAnnotations annotations;

  MissingJedis(AtomicAnnotations annotations) {
    this.annotations = annotations;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    List<Method> methods = annotations.atomicMethods(bean.getClass());
    if (!methods.isEmpty()) {
      throw new AtomicSetupException(
          AtomicAnnotations.nameOf(methods.get(0), bean.getClass())
              + " of bean '"
              + name
              + "' would run without being atomic, because Jedis is not on the class path.",
          "Add redis.clients:jedis, or take its exclusion away; redis.atomic.enabled=false switches"
              + " atomic methods off.");
    }
    return bean;
  }
}
