package dev.redisatomic.interceptor;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.attribute.AtomicAttribute;
import java.util.Collection;
import java.util.List;
import org.springframework.aop.Advisor;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CachePutOperation;
import org.springframework.cache.interceptor.CacheableOperation;

/**
 * Refuses methods whose result would be cached inside of the attempt: the cache would keep the
 * result of an attempt that did not commit, and answer the next attempt with it.
 */
final class CachedAttempts {

  private static final AnnotationCacheOperationSource CACHING =
      new AnnotationCacheOperationSource();

  private CachedAttempts() {}

  /**
   * Checks a bean.
   *
   * @param inner the advisors inside of the attempt
   * @param attributes the bean's atomic methods
   * @throws IllegalStateException if a result would be cached
   */
  static void refuse(
      List<Advisor> inner, Collection<AtomicAttribute> attributes, Class<?> targetClass) {
    if (inner.stream().anyMatch(advisor -> advisor.getAdvice() instanceof CacheInterceptor)) {
      attributes.stream()
          .filter(attribute -> stores(attribute, targetClass))
          .findFirst()
          .ifPresent(CachedAttempts::refuse);
    }
  }

  private static boolean stores(AtomicAttribute attribute, Class<?> targetClass) {
    Collection<CacheOperation> operations =
        CACHING.getCacheOperations(attribute.method(), targetClass);
    return operations != null
        && operations.stream()
            .anyMatch(
                operation ->
                    operation instanceof CacheableOperation
                        || operation instanceof CachePutOperation);
  }

  private static void refuse(AtomicAttribute attribute) {
    throw new AtomicSetupException(
        attribute.name()
            + " is atomic, and its result is cached inside of each attempt: the cache would keep the"
            + " result of an attempt that did not commit, and the next attempt would get it without"
            + " running.",
        "Put @Cacheable or @CachePut on a method that calls this one, or move the"
            + " cache outside with an order in @EnableCaching that is lower than"
            + " redis.atomic.order.");
  }
}
