package dev.redisatomic.checks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Classes that start-up refuses. The class is always called {@code Bank}, and {@code //!} marks the
 * line.
 */
enum Wrong {
  WATCHED_NOT_ATOMIC(
      """
      class Bank {
        public void pay(@Watched("k:{}") String id) {} //!
      }
      """),
  WATCHED_PRIVATE(
      """
      @RedisAtomic class Bank {
        private void pay(String other, @Watched("k:{}") String id) {} //!
      }
      """),
  WATCHED_BY_INTERFACE(
      """
      class Bank implements Payments {
        public void pay(String id) {} //!
      }
      interface Payments { void pay(@Watched("k:{}") String id); }
      """),
  WATCHED_BY_GENERIC_INTERFACE(
      """
      class Bank implements Payments<String> {
        public void pay(String id) {} //!
      }
      interface Payments<T> { void pay(@Watched("k:{}") T id); }
      """),
  COMPOSED_WATCHED(
      """
      class Bank {
        public void pay(@Account String id) {} //!
      }
      @Retention(RetentionPolicy.RUNTIME) @Watched("k:{}") @interface Account {}
      """),
  PRIVATE_METHOD(
      """
      class Bank {
        @RedisAtomic //!
        private void pay(String id) {}
      }
      """),
  STATIC_METHOD(
      """
      class Bank {
        @RedisAtomic public static void pay(String[] ids, long... amounts) {} //!
      }
      """),
  FINAL_METHOD(
      """
      class Bank {
        @RedisAtomic public final void pay(Map.Entry<String, int[]> id) {} //!
      }
      """),
  PRIVATE_STATIC_FINAL_METHOD(
      """
      class Bank {
        @RedisAtomic private static final void pay() {} //!
      }
      """),
  FINAL_METHOD_OF_AN_INTERFACE(
      """
      class Bank implements Payments {
        public final void pay(String id) {} //!
      }
      interface Payments { @RedisAtomic void pay(String id); }
      """),
  INHERITED_STATIC_METHOD(
      """
      class Bank extends Base {}
      abstract class Base {
        @RedisAtomic public static void pay() {} //!
      }
      """,
      "//!",
      "Base"),
  FINAL_CLASS(
      """
      final class Bank {
        @RedisAtomic public void pay(String id) {} //!
      }
      """),
  FINAL_ANNOTATED_CLASS(
      """
      @RedisAtomic
      final class Bank {
        public void pay(String id) {} //!
      }
      """),
  RECORD(
      """
      record Bank(String name) {
        @RedisAtomic public void pay(String id) {} //!
      }
      """),
  FUTURE(
      """
      class Bank {
        @RedisAtomic public CompletableFuture<String> pay(String id) { return null; } //!
      }
      """),
  FUTURE_BY_CLASS(
      """
      @RedisAtomic class Bank {
        public Future<String> pay(String id) { return null; } //!
      }
      """),
  STAGE_OF_AN_ASYNC_METHOD(
      """
      class Bank {
        @Async @RedisAtomic public CompletionStage<String> pay(String id) { return null; } //!
      }
      """),
  PUBLISHER(
      """
      class Bank {
        @RedisAtomic public org.reactivestreams.Publisher<String> pay(String id) { return null; } //!
      }
      """),
  FLOW(
      """
      class Bank {
        @RedisAtomic public Flow.Publisher<String> pay(String id) { return null; } //!
      }
      """),
  STREAM_BY_TYPE_VARIABLE(
      """
      class Bank extends Base<IntStream> {}
      abstract class Base<T> {
        @RedisAtomic public T pay() { return null; }
      }
      """,
      "class Bank"),
  STREAM_BY_BOUND(
      """
      class Bank {
        @RedisAtomic public <T extends Stream<String> & Runnable> T pay() { return null; } //!
      }
      """),
  SUSPEND_FUNCTION(
      """
      class Bank {
        @RedisAtomic public Object pay(String id, kotlin.coroutines.Continuation<? super Long> c) { return null; } //!
      }
      """),
  UNCLOSED_EXPRESSION(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:#{id") String id) {} //!
      }
      """),
  UNCLOSED_PLACEHOLDER(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:${id") String id) {} //!
      }
      """),
  BAD_EXPRESSION(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:#{#id +}") String id) {} //!
      }
      """),
  UNKNOWN_NAME(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:#{#od}") String id) {} //!
      }
      """),
  UNKNOWN_NAME_IN_KEYS(
      """
      class Bank {
        @RedisAtomic(keys = {"total", //!
            "k:#{#od}"})
        public void pay(String id) {}
      }
      """),
  UNKNOWN_NAME_IN_KEYS_OF_THE_CLASS(
      """
      @RedisAtomic(keys = "k:#{#od}") //!
      class Bank {
        public void pay(String id) {}
      }
      """),
  UNKNOWN_POSITION(
      """
      class Bank {
        @RedisAtomic(keys = "k:#{#p1}") public void pay(String id) {} //!
      }
      """),
  FUNCTION(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:#{#id()}") String id) {} //!
      }
      """),
  BRACES(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:{id}") String id) {} //!
      }
      """),
  HASH_SIGN(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:#p0") String id) {} //!
      }
      """),
  PROPERTY(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:#{id}") String id) {} //!
      }
      """),
  CONSTANT(
      """
      class Bank {
        @RedisAtomic public void pay(
            String first,
            @Watched("balance") String id) {} //!
      }
      """),
  COMPOSED_CONSTANT(
      """
      class Bank {
        @RedisAtomic public void pay(@Account String id) {} //!
      }
      @Retention(RetentionPolicy.RUNTIME) @Watched("balance") @interface Account {}
      """),
  ARGUMENT_IN_KEYS(
      """
      class Bank {
        @RedisAtomic(keys = "k:{}") public void pay(String id) {} //!
      }
      """),
  KEY_OF_ELEMENTS(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:{}") Set<Map.Entry<String, int[][]>> value) {} //!
      }
      """),
  KEY_OF_NESTED_LISTS(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched Collection<? extends Set<? super Long>> value) {} //!
      }
      """),
  KEY_OF_NESTED_OPTIONALS(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched List<Optional<Optional<?>>> value) {} //!
      }
      """),
  KEY_OF_RAW_LISTS(
      """
      class Bank {
        @RedisAtomic public void pay(@SuppressWarnings("rawtypes") @Watched List<List> value) {} //!
      }
      """),
  KEY_OF_ARRAYS(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched Map<List<String>[], String>[] value) {} //!
      }
      """),
  KEY_OF_PRIMITIVE_ARRAYS(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched int[][] value) {} //!
      }
      """),
  KEY_OF_CHARACTERS(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched char... value) {} //!
      }
      """),
  KEY_OF_A_STREAM(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:{}") Stream<String> value) {} //!
      }
      """),
  KEY_OF_A_CLASS_WITHOUT_TEXT(
      """
      class Bank {
        static class Order {}
        @RedisAtomic public void pay(@Watched("k:{}") Optional<Order> value) {} //!
      }
      """),
  KEY_OF_A_DATE(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:{}:#{#value.time}") Date value) {} //!
      }
      """),
  KEY_OF_A_BOUNDED_VARIABLE(
      """
      class Bank {
        @RedisAtomic public <E extends Thread> void pay(@Watched("k:{}") E value) {} //!
      }
      """),
  KEY_OF_AN_INHERITED_VARIABLE(
      """
      class Bank extends Base<Iterator<Long>> {}
      abstract class Base<T> {
        @RedisAtomic public void pay(@Watched("k:{}") T value) {}
      }
      """,
      "class Bank"),
  KEY_OF_AN_IMPLEMENTED_VARIABLE(
      """
      class Bank implements Payments<List<String[]>> {
        public void pay(List<String[]> value) {} //!
      }
      interface Payments<T> { @RedisAtomic void pay(@Watched("k:{}") T value); }
      """),
  KEY_OF_AN_INTERFACE_OF_OTHERS(
      """
      class Bank {
        @RedisAtomic public void pay(@Watched("k:{}") javax.sql.DataSource[][] value) {} //!
      }
      """),
  RETRIES(
      """
      class Bank {
        @RedisAtomic(maxRetries = -2) public void pay() {} //!
      }
      """),
  RETRIES_BY_CONSTANT(
      """
      class Bank {
        static final long NEVER = -5;
        @RedisAtomic(
            policy = "x",
            maxRetries = NEVER * 2) //!
        public void pay() {}
      }
      """),
  RETRIES_OF_THE_CLASS(
      """
      @RedisAtomic(maxRetries = -2) //!
      class Bank {
        public void pay() {}
      }
      """),
  RETRIES_AS_TEXT(
      """
      class Bank {
        @RedisAtomic(maxRetriesString = "many") public void pay() {} //!
      }
      """),
  NEGATIVE_RETRIES_AS_TEXT(
      """
      class Bank {
        @RedisAtomic(maxRetriesString = "-1") public void pay() {} //!
      }
      """),
  TIMEOUT_WITHOUT_NUMBER(
      """
      class Bank {
        @RedisAtomic(timeout = "soon") public void pay() {} //!
      }
      """),
  NO_TIME(
      """
      class Bank {
        @RedisAtomic(timeout = "0s") public void pay() {} //!
      }
      """),
  LONG_TIME(
      """
      class Bank {
        @RedisAtomic(timeout = "36501d") public void pay() {} //!
      }
      """),
  COMPOSED_RETRIES(
      """
      class Bank {
        @Atomic public void pay() {} //!
      }
      @RedisAtomic(maxRetries = -3)
      @Retention(RetentionPolicy.RUNTIME) @interface Atomic {}
      """),
  OTHER_PACKAGE(
      """
      class Bank extends other.Base {} //!
      """),
  NESTED_CLASS(
      """
      class Bank {
        static class Inner {
          @RedisAtomic private void pay(Inner id) {} //!
        }
      }
      """,
      "//!",
      "Bank$Inner");

  private static final String BASE =
      """
      package other;
      public abstract class Base {
        @dev.redisatomic.annotation.RedisAtomic void pay(String id) {}
      }
      """;

  private static final String PUBLISHER_OF_OTHERS =
      "package org.reactivestreams; public interface Publisher<T> {}";

  private static final String CONTINUATION =
      "package kotlin.coroutines; public interface Continuation<T> {}";

  final String source;
  final String mark;
  private final String type;

  Wrong(String source) {
    this(source, "//!");
  }

  Wrong(String source, String mark) {
    this(source, mark, "Bank");
  }

  Wrong(String source, String mark, String type) {
    this.source = source;
    this.mark = mark;
    this.type = type;
  }

  /** The name of the file; each has a package of its own. */
  String file() {
    return "shop." + name().toLowerCase(Locale.ROOT) + ".Bank";
  }

  /** The name of the class that start-up refuses. */
  String type() {
    return file().replace("Bank", type);
  }

  /** The line, from 1, that is wrong. */
  long line() {
    return source.substring(0, source.indexOf(mark)).chars().filter(c -> c == '\n').count() + 1;
  }

  /** All of them, with what they need from elsewhere: names and whole sources. */
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (Wrong each : values()) {
      files.put(each.file(), Sources.whole(each.file(), each.source));
    }
    files.put("other.Base", BASE);
    files.put("kotlin.coroutines.Continuation", CONTINUATION);
    files.put("org.reactivestreams.Publisher", PUBLISHER_OF_OTHERS);
    return files;
  }
}
