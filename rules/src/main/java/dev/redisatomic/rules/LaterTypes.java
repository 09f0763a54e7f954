package dev.redisatomic.rules;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/** The types whose values stand for work that may still go on, or has not begun. */
public final class LaterTypes {

  /**
   * The type that Kotlin adds as last parameter to a suspend function, which returns an {@code
   * Object}.
   */
  public static final String CONTINUATION = "kotlin.coroutines.Continuation";

  /** The type that an {@code @Async} method may return. */
  public static final String FUTURE = Future.class.getName();

  /** The type that an interface may return of which a class makes a future. */
  public static final String STAGE = CompletionStage.class.getName();

  private static final List<String> ALL =
      List.of(
          FUTURE,
          STAGE,
          Flow.Publisher.class.getName(),
          BaseStream.class.getName(),
          "org.reactivestreams.Publisher");

  /** The answers per class, kept because each call asks for that of its result. */
  private static final ClassValue<Boolean> INCLUDED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return include(new ClassFacts(type));
        }
      };

  private LaterTypes() {}

  /**
   * Whether a class is one of them.
   *
   * @param type a class or interface
   * @return whether it is one of them, or a subtype
   */
  public static boolean include(Class<?> type) {
    return INCLUDED.get(type);
  }

  /**
   * Whether a type is one of them.
   *
   * @param type a class or interface
   * @return whether it is one of them, or a subtype
   */
  public static boolean include(TypeFacts type) {
    return ALL.stream().anyMatch(type::isA);
  }
}
