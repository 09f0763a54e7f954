package dev.redisatomic.attribute;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The types whose values stand for work that may still go on, or has not begun. */
final class LaterTypes {

  static final List<Class<?>> ALL =
      Stream.of(
              Future.class,
              CompletionStage.class,
              Flow.Publisher.class,
              BaseStream.class,
              present("org.reactivestreams.Publisher"))
          .filter(type -> type != null)
          .<Class<?>>map(type -> type)
          .toList();

  /** Remembered, because it is asked for the result of each call. */
  private static final ClassValue<Boolean> INCLUDED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return ALL.stream().anyMatch(later -> later.isAssignableFrom(type));
        }
      };

  private LaterTypes() {}

  private static @Nullable Class<?> present(String name) {
    return ClassUtils.isPresent(name, null) ? ClassUtils.resolveClassName(name, null) : null;
  }

  static boolean include(Class<?> type) {
    return INCLUDED.get(type);
  }
}
