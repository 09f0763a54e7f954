package dev.redisatomic.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiler refuses nothing that start-up accepts. */
class RightAnnotationsTests {

  /** Each is a class {@code Bank} that start-up accepts, and whatever it needs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // the annotations of an interface or a superclass
        """
        @RedisAtomic class Bank implements Payments {
          public void pay(String id) {}
        }
        interface Payments { void pay(@Watched("k:{}") String id); }
        """,
        """
        class Bank extends Base {}
        @RedisAtomic abstract class Base { public void pay(@Watched("k:{}") String id) {} }
        """,
        """
        @RedisAtomic class Bank extends Base {}
        abstract class Base { public void pay(@Watched("k:{}") String id) {} }
        """,
        """
        class Bank extends Base implements Payments {}
        abstract class Base { public void pay(@Watched("k:{}") String id) {} }
        interface Payments { @RedisAtomic void pay(String id); }
        """,
        """
        class Bank implements Payments<String> {
          public void pay(String id) {}
        }
        interface Payments<T> { @RedisAtomic void pay(@Watched("k:{}") T id); }
        """,
        // names are those of the method that runs
        """
        class Bank implements Payments {
          public void pay(String orderId) {}
        }
        interface Payments { @RedisAtomic void pay(@Watched("{id}:#{#orderId}") String id); }
        """,
        // the annotation of the method wins
        """
        @RedisAtomic(maxRetries = -5, timeout = "soon", keys = "{}") class Bank {
          @RedisAtomic public void pay(String id) {}
        }
        """,
        // not interceptable, and not annotated
        """
        @RedisAtomic class Bank {
          public void pay(@Watched String id) {}
          public final void helper() {}
          public static void util() {}
          private Stream<String> detail() { return null; }
          @Override public String toString() { return "Bank"; }
        }
        """,
        // an annotation that is not there at run time is none
        """
        class Bank {
          @Atomic public static void pay() {}
        }
        @RedisAtomic @interface Atomic {}
        """,
        // final classes
        """
        final class Bank implements Payments {
          @RedisAtomic public void pay(@Watched("k:{}") String id) {}
        }
        interface Payments { void pay(String id); }
        """,
        """
        final class Bank extends ArrayList<String> {
          @RedisAtomic public void pay() {}
        }
        """,
        """
        record Bank(String name) implements Runnable {
          @RedisAtomic public void run() {}
        }
        """,
        """
        enum Bank { ONE; @RedisAtomic public void pay() {} }
        """,
        """
        @RedisAtomic final class Bank {
          public static void pay() {}
        }
        """,
        // results
        """
        class Bank {
          @Async @RedisAtomic public CompletableFuture<String> pay() { return null; }
          @RedisAtomic public List<Stream<String>> list() { return null; }
          @RedisAtomic public int[] numbers() { return null; }
          @RedisAtomic public <T> T any() { return null; }
          @RedisAtomic public Object resume(kotlin.coroutines.Continuation<Long> c, String id) { return null; }
          public Stream<String> notAtomic() { return null; }
        }
        """,
        """
        @Async @RedisAtomic class Bank {
          public Future<String> pay() { return null; }
        }
        """,
        """
        class Bank implements Payments {
          @Later public CompletableFuture<String> pay() { return null; }
        }
        interface Payments { @RedisAtomic CompletionStage<String> pay(); }
        @Retention(RetentionPolicy.RUNTIME) @Async @interface Later {}
        """,
        // templates
        """
        class Bank {
          @RedisAtomic(keys = {"total", "#{#root[0]}", "#{#id}:x", "#{{'x', 'y'}}"})
          public void pay(@Watched("{order}:{}:#other:#{'{id}'}:#{#p0.length()}") String id) {}
          @RedisAtomic public void lines(@Watched("stock:#{product}") List<Map<String, String>> lines) {}
          @RedisAtomic public void part(@Watched("k:#{toList()}") Stream<String> value) {}
          @RedisAtomic public void root(@Watched("k:#{#root.product}") Map<String, String> product) {}
          @RedisAtomic public void literal(@Watched("\\\\${x}:{}:price${}:${{}}") String id) {}
        }
        """,
        // types of keys
        """
        class Bank<T, S extends java.io.Serializable> {
          record Line(String id) {}
          static class Named { @Override public String toString() { return "x"; } }
          static class Inherits extends Named {}
          interface Anything {}
          static abstract class Base {}
          @RedisAtomic public void all(
              @Watched CharSequence a, @Watched Number b, @Watched long c, @Watched char d,
              @Watched java.nio.file.Path e, @Watched java.net.URI f, @Watched java.time.Instant g,
              @Watched Object h, @Watched Iterable<?> i, @Watched java.io.Serializable j,
              @Watched T k, @Watched List<? super S> l, @Watched Base m, @Watched Anything n,
              @Watched Line o, @Watched List<?> p, @Watched Optional<String> q,
              @Watched List<Optional<String>> r, @Watched OptionalLong[] s,
              @Watched Map<String, List<String>> t, @Watched byte[] u, @Watched byte[][] v,
              @Watched List<byte[]> w, @Watched Named x, @Watched Inherits y,
              @Watched TimeUnit z, @Watched int[] aa, @Watched("k:{}") String... bb) {}
          @SuppressWarnings("rawtypes") @RedisAtomic public void raw(@Watched List a, @Watched Map b) {}
        }
        """,
        // settings
        """
        class Bank {
          @RedisAtomic(maxRetries = -1, timeout = "500ms") public void a() {}
          @RedisAtomic(maxRetries = 0, timeout = "PT2S") public void b() {}
          @RedisAtomic(maxRetriesString = " 7 ", maxRetries = -9, timeout = "1m30s") public void c() {}
          @RedisAtomic(maxRetriesString = "0", timeout = "36500d") public void d() {}
          @RedisAtomic(timeout = "250") public void e() {}
        }
        """,
      })
  void whatStartUpAcceptsIsAccepted(String source) {
    Sources sources =
        new Sources()
            .add("shop.Bank", source)
            .addWhole(
                "kotlin.coroutines.Continuation",
                "package kotlin.coroutines; public interface Continuation<T> {}");

    assertThat(sources.startUp().refusal("shop.Bank")).as("what start-up says").isNull();
    assertThat(sources.printed()).isEmpty();
  }

  /** What start-up alone can judge: values, beans, and classes that are no beans by themselves. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        class Bank {
          @RedisAtomic(maxRetriesString = "${retries}", timeout = "${time:soon}", keys = "${total}")
          public void pay(@Watched("${prefix}:{}") String id, @Watched("${template}") String other) {}
          @RedisAtomic(maxRetriesString = "#{2 - 1}", timeout = "%{time}")
          public void expressions(@Watched("#{'${prefix}:' + #id}:#id${x}:{id${x}}") String id) {}
          @RedisAtomic(keys = "#{@tenant.name}") public void beans() {}
          @RedisAtomic public void named(@Watched("${id}") String id) {}
        }
        """,
        // the values of a composed annotation may come from where it is used
        """
        class Bank {
          @Atomic(maxRetries = 3, at = "total") public void pay(@Account("k:{}") String id) {}
        }
        @Retention(RetentionPolicy.RUNTIME) @RedisAtomic(maxRetries = -7, keys = "{}") @interface Atomic {
          @org.springframework.core.annotation.AliasFor(annotation = RedisAtomic.class)
          long maxRetries() default 2;
          @org.springframework.core.annotation.AliasFor(annotation = RedisAtomic.class, attribute = "keys")
          String at();
        }
        @Retention(RetentionPolicy.RUNTIME) @Watched("constant") @interface Account {
          @org.springframework.core.annotation.AliasFor(annotation = Watched.class)
          String value();
        }
        """,
        // the class of the bean decides
        """
        interface Bank {
          @RedisAtomic CompletableFuture<String> pay(@Watched("{order}:#{#orderId}") String order);
          void close(@Watched("k:{}") String id);
        }
        """,
        """
        abstract class Bank {
          public void pay(@Watched("k:{}") String id) {}
        }
        """,
        """
        abstract class Bank<T> {
          @RedisAtomic public abstract void pay(@Watched("k:{}") T id);
          @RedisAtomic public abstract T pay();
          @RedisAtomic void near() {}
        }
        """,
        // as kapt shows an interface with a body
        """
        interface Bank {
          @RedisAtomic void pay(@Watched("k:{}") String id);
          final class DefaultImpls {
            @RedisAtomic public static void pay(Bank $this, @Watched("k:{}") String id) {}
          }
        }
        """,
        // another processor may make the text
        """
        class Bank {
          @lombok.Value static class Order { String id; }
          static class Special extends Order {}
          @RedisAtomic public void pay(@Watched("k:{}") Order id, @Watched("k:{}") Special other) {}
        }
        """,
      })
  void whatTheCompilerCannotKnowIsLeftToStartUp(String source) {
    assertThat(
            new Sources()
                .add("shop.Bank", source)
                .addWhole("lombok.Value", "package lombok; public @interface Value {}")
                .printed())
        .isEmpty();
  }

  @Test
  void whatIsWrongForEveryBeanIsRefusedInInterfacesAndAbstractClasses() {
    List<Sources.Printed> printed =
        new Sources()
            .add(
                "shop.Bank",
                """
                interface Bank {
                  @RedisAtomic(maxRetries = -2) void retries();
                  @RedisAtomic Stream<String> stream();
                  @RedisAtomic(keys = "{}") void argument();
                  @RedisAtomic void constant(@Watched("balance") String id);
                  void open(@Watched("#{id") String id);
                  void expression(@Watched("#{id +}") String id);
                  void type(@Watched Stream<String> id);
                }
                abstract class Base {
                  @RedisAtomic private void hidden() {}
                  private void watched(@Watched String id) {}
                  @RedisAtomic public abstract IntStream stream();
                  @RedisAtomic public void names(@Watched("#{#od}") String id) {}
                }
                """)
            .printed();

    assertThat(printed)
        .extracting(Sources.Printed::line)
        .containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L, 8L, 11L, 12L, 13L, 14L);
    assertThat(printed).allMatch(each -> each.kind() == javax.tools.Diagnostic.Kind.ERROR);
  }
}
