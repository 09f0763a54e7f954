package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.command.Key;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AliasFor;

/** Annotations of one's own that carry the library's. */
class ComposedAnnotationsTests {

  @RedisAtomic(policy = "meta")
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface Meta {}

  @RedisAtomic(policy = "aliased")
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Aliased {
    @AliasFor(annotation = RedisAtomic.class, attribute = "maxRetries")
    long times() default 5;

    @AliasFor(annotation = RedisAtomic.class)
    String[] keys() default {};
  }

  @Watched("account:{}")
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  @interface Account {}

  static class Composed {
    @Meta
    public void meta() {}

    @Aliased(times = 7, keys = "fixed")
    public void aliased() {}

    @Aliased
    public void standard(@Account String id) {}
  }

  @Meta
  static class ComposedType {
    public void meta() {}
  }

  @Test
  void composedAnnotationsWork() {
    assertThat(find(Composed.class, "meta").settings().policy()).isEqualTo("meta");
    assertThat(find(ComposedType.class, "meta").settings().policy()).isEqualTo("meta");
  }

  @Test
  void composedAnnotationsMayRenameAttributes() {
    AtomicAttribute aliased = find(Composed.class, "aliased");
    AtomicAttribute standard = find(Composed.class, "standard");

    assertThat(aliased.settings().policy()).isEqualTo("aliased");
    assertThat(aliased.settings().maxRetries()).isEqualTo(7);
    assertThat(aliased.keysOf(new Object[0], 10)).containsExactly(Key.of("fixed"));
    assertThat(standard.settings().maxRetries()).isEqualTo(5);
    assertThat(standard.keysOf(new Object[] {"1"}, 10)).containsExactly(Key.of("account:1"));
  }

  private static AtomicAttribute find(Class<?> type, String method) {
    return Stream.of(type.getMethods())
        .filter(candidate -> candidate.getName().equals(method))
        .map(candidate -> new AtomicAttributeSource(text -> text).find(candidate, type))
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }
}
