package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known to be wrong before the first call. */
class AtomicMethodChecksTests {

  static class NotAtomic {
    public void pay(@Watched("k:{}") String id) {}
  }

  static class NotAtomicPrivate {
    @SuppressWarnings({"unused", "UnusedMethod"})
    private void pay(@Watched("k:{}") String id) {}
  }

  interface WatchedOnly {
    void pay(@Watched("k:{}") String id);
  }

  static class InheritsWatchedOnly implements WatchedOnly {
    @Override
    public void pay(String id) {}
  }

  static class DoesNotParse {
    @RedisAtomic
    public void pay(@Watched("k:#{id") String id) {}
  }

  static class UnknownParameter {
    @RedisAtomic
    public void pay(@Watched("k:#{#od}") String id) {}
  }

  static class UnknownParameterInKeys {
    @RedisAtomic(keys = "k:#{#od}")
    public void pay(String id) {}
  }

  static class Constant {
    @RedisAtomic
    public void pay(@Watched("balance") String id) {}
  }

  static class ArgumentInKeys {
    @RedisAtomic(keys = "k:{}")
    public void pay(String id) {}
  }

  static class Private {
    @SuppressWarnings({"unused", "UnusedMethod"})
    @RedisAtomic
    private void pay(String id) {}
  }

  static class Static {
    @RedisAtomic
    public static void pay(String id) {}
  }

  static class Final {
    @RedisAtomic
    public final void pay(String id) {}
  }

  static final class FinalClass {
    @RedisAtomic
    public void pay(String id) {}
  }

  @RedisAtomic
  static final class FinalAnnotatedClass {
    public void pay(String id) {}
  }

  static class Inherited extends Static {}

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            NotAtomic.class,
            List.of("parameter 'id' of NotAtomic.pay(String)", "not atomic", "Add @RedisAtomic")),
        Arguments.of(
            NotAtomicPrivate.class, List.of("'id' of NotAtomicPrivate.pay(String)", "not atomic")),
        Arguments.of(
            InheritsWatchedOnly.class,
            List.of("'id' of InheritsWatchedOnly.pay(String)", "not atomic")),
        Arguments.of(
            DoesNotParse.class,
            List.of("parameter 'id' of DoesNotParse.pay(String)", "k:#{id", "no matching }")),
        Arguments.of(
            UnknownParameter.class,
            List.of("parameter 'id' of UnknownParameter.pay(String)", "#od is not the name")),
        Arguments.of(
            UnknownParameterInKeys.class,
            List.of("keys = \"k:#{#od}\"", "UnknownParameterInKeys.pay(String)", "#od is not")),
        Arguments.of(
            Constant.class,
            List.of("parameter 'id' of Constant.pay(String)", "\"balance\"", "Put {} where")),
        Arguments.of(
            ArgumentInKeys.class,
            List.of("keys = \"k:{}\"", "ArgumentInKeys.pay(String)", "no", "Name a parameter")),
        Arguments.of(
            Private.class, List.of("Private.pay(String)", "is private", "RedisAtomicOperations")),
        Arguments.of(
            Static.class, List.of("Static.pay(String)", "is static", "RedisAtomicOperations")),
        Arguments.of(Inherited.class, List.of("Inherited.pay(String)", "is static")),
        Arguments.of(
            Final.class, List.of("Final.pay(String)", "is final", "RedisAtomicOperations")),
        Arguments.of(
            FinalClass.class,
            List.of("FinalClass.pay(String)", "class is final", "Make the class non-final")),
        Arguments.of(
            FinalAnnotatedClass.class,
            List.of("FinalAnnotatedClass.pay(String)", "class is final")));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotTakeEffectNamesItsPlaceAndWhatToDo(Class<?> type, List<String> message) {
    assertThatIllegalStateException()
        .isThrownBy(() -> check(type))
        .withMessageContainingAll(message.toArray(String[]::new));
  }

  interface Payments {
    void pay(String id);
  }

  static final class FinalWithInterface implements Payments {
    @RedisAtomic
    @Override
    public void pay(@Watched("k:{}") String id) {}
  }

  @RedisAtomic
  static class ClassWithHelpers {
    public void pay(@Watched String id) {}

    public final void helper() {}

    public static void util() {}

    @SuppressWarnings({"unused", "UnusedMethod"})
    private void detail() {}
  }

  @Test
  void aFinalClassWithAnInterfaceIsFine() {
    assertThat(check(FinalWithInterface.class)).hasSize(1);
  }

  @Test
  void anAnnotationOnTheClassIsForTheMethodsThatAProxyCanIntercept() {
    assertThat(check(ClassWithHelpers.class))
        .extracting(AtomicAttribute::name)
        .containsExactly("ClassWithHelpers.pay(String)");
  }

  @Test
  void aClassWithoutAnnotationsIsFine() {
    assertThat(check(String.class)).isEmpty();
    assertThat(check(AtomicMethodChecksTests.class)).isEmpty();
  }

  static List<AtomicAttribute> check(Class<?> type) {
    return new AtomicMethodChecks(new AtomicAttributeSource(text -> text)).check(type);
  }
}
