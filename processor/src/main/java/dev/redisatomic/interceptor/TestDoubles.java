package dev.redisatomic.interceptor;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Recognises the mocks of Mockito. Spring's {@code @MockitoBean} puts them into the place of a bean
 * as finished objects; they have the methods of the bean's class, annotations included, and no body
 * that could be atomic.
 */
final class TestDoubles {

  private static final @Nullable Class<?> MOCKITO = type("org.mockito.Mockito");
  private static final @Nullable Class<?> DETAILS = type("org.mockito.MockingDetails");

  private TestDoubles() {}

  private static @Nullable Class<?> type(String name) {
    return ClassUtils.isPresent(name, null) ? ClassUtils.resolveClassName(name, null) : null;
  }

  static boolean isMock(Object bean) {
    if (MOCKITO == null || DETAILS == null) {
      return false;
    }
    Method detailsOf = ReflectionUtils.findMethod(MOCKITO, "mockingDetails", Object.class);
    Object details = detailsOf == null ? null : ReflectionUtils.invokeMethod(detailsOf, null, bean);
    return details != null && is(details, "isMock") && !is(details, "isSpy");
  }

  private static boolean is(Object details, String question) {
    Method method = DETAILS == null ? null : ReflectionUtils.findMethod(DETAILS, question);
    return method != null && Boolean.TRUE.equals(ReflectionUtils.invokeMethod(method, details));
  }
}
