package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the declared type tells is told at start-up. */
class DeclaredTypeTests {

  /** One refused type each; the parameter is always called value. */
  interface Wrong<T> {
    void stream(@Watched("k:{}") Stream<String> value);

    void numbers(@Watched IntStream value);

    void iterator(@Watched("k:{}") Iterator<String> value);

    void buffer(@Watched("k:{}") ByteBuffer value);

    void date(@Watched("k:{}") Date value);

    void future(@Watched("k:{}") Future<String> value);

    void characters(@Watched("k:{}") char[] value);

    void noText(@Watched("k:{}") NoText value);

    void entry(@Watched("k:{}") Map.Entry<String, String> value);

    void basket(@Watched("k:{}") Basket value);

    void lists(@Watched("k:{}") List<List<String>> value);

    void sets(@Watched("k:{}") Collection<? extends Set<String>> value);

    void maps(@Watched("k:{}") List<Map<String, String>> value);

    void arrays(@Watched("k:{}") String[][] value);

    void primitives(@Watched("k:{}") int[][] value);

    void listOfArrays(@Watched("k:{}") List<String[]> value);

    void generics(@Watched("k:{}") List<String>[] value);

    void streams(@Watched("k:{}") List<Stream<String>> value);

    void entries(@Watched("k:{}") Set<Map.Entry<String, String>> value);

    void mapKeys(@Watched("k:{}") Map<List<String>, String> value);

    void optionalOfList(@Watched("k:{}") Optional<List<String>> value);

    void optionalOfOptional(@Watched("k:{}") Optional<OptionalLong> value);

    void optionals(@Watched("k:{}") List<Optional<Optional<String>>> value);

    void ofTheClass(@Watched("k:{}") T value);

    <E extends Thread> void variable(@Watched("k:{}") E value);

    void mixed(@Watched("k:#{size()}:{}") Stream<String> value);
  }

  static final class NoText {}

  abstract static class Basket implements Iterable<String> {}

  @RedisAtomic
  abstract static class Service implements Wrong<Stream<String>> {}

  static Stream<Method> wrong() {
    return Stream.of(Wrong.class.getDeclaredMethods());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aTypeThatIsNeverAKeyStopsStartUp(Method method) {
    String type = method.getParameterTypes()[0].getSimpleName();

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> new AtomicAttributeSource(text -> text).find(method, Service.class))
        .withMessageContaining("parameter 'value' of Service." + method.getName())
        .withMessageContaining(type.equals("Object") ? "java.util.stream.Stream" : type)
        .withMessageContaining("#{…}");
  }

  @Test
  void theMessageTellsTheElementsFromTheWhole() throws NoSuchMethodException {
    Method method = Wrong.class.getMethod("entries", Set.class);

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> new AtomicAttributeSource(text -> text).find(method, Service.class))
        .withMessageContaining("it is java.util.Set<")
        .withMessageContaining(", which has elements of java.util.Map$Entry<");
  }

  /** May all be keys. */
  @RedisAtomic
  interface Right<T, S extends Serializable> {
    void text(@Watched("k:{}") CharSequence value);

    void number(@Watched("k:{}") Number value);

    void primitive(@Watched("k:{}") long value);

    void character(@Watched("k:{}") char value);

    void path(@Watched("k:{}") Path value);

    void uri(@Watched("k:{}") URI value);

    void time(@Watched("k:{}") Instant value);

    void anything(@Watched("k:{}") Object value);

    void iterable(@Watched("k:{}") Iterable<?> value);

    void serializable(@Watched("k:{}") Serializable value);

    void variable(@Watched("k:{}") T value);

    void bounded(@Watched("k:{}") List<? super S> value);

    void abstractType(@Watched("k:{}") Abstract value);

    void interfaceType(@Watched("k:{}") Named value);

    void record(@Watched("k:{}") Line value);

    void raw(@Watched("k:{}") @SuppressWarnings("rawtypes") List value);

    void list(@Watched("k:{}") List<UUID> value);

    void unknown(@Watched("k:{}") List<?> value);

    void optional(@Watched("k:{}") Optional<String> value);

    void optionals(@Watched("k:{}") List<Optional<String>> value);

    void optionalArray(@Watched("k:{}") OptionalLong[] value);

    void map(@Watched("k:{}") Map<String, List<String>> value);

    void bytes(@Watched("k:{}") byte[] value);

    void manyBytes(@Watched("k:{}") byte[][] value);

    void listOfBytes(@Watched("k:{}") List<byte[]> value);

    void some(@Watched("k:{}") String... value);

    void partOfAStream(@Watched("k:#{toList()}") Stream<String> value);

    void partOfLists(@Watched("k:#{size()}") List<List<String>> value);
  }

  interface Named {}

  abstract static class Abstract {}

  record Line(String id) {
    @Override
    public String toString() {
      return id;
    }
  }

  @Test
  void whatMayBeAKeyIsLeftToTheCall() {
    assertThat(AtomicMethodChecksTests.check(Right.class))
        .hasSize(Right.class.getDeclaredMethods().length);
  }
}
