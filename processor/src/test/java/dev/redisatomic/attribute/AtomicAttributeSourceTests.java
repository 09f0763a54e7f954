package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.command.Key;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where annotations are found. Each is told from the others by its {@code policy}. */
class AtomicAttributeSourceTests {

  private final AtomicInteger resolved = new AtomicInteger();
  private final AtomicAttributeSource attributes =
      new AtomicAttributeSource(
          text -> {
            resolved.incrementAndGet();
            return text;
          });

  static class Plain {
    @RedisAtomic(policy = "method")
    public void atomic() {}

    public void other() {}
  }

  @Test
  void findsTheAnnotationOfTheMethod() {
    assertThat(policy(Plain.class, Plain.class, "atomic")).isEqualTo("method");
    assertThat(policy(Plain.class, Plain.class, "other")).isNull();
  }

  @RedisAtomic(policy = "class")
  static class OnClass {
    @RedisAtomic(policy = "method")
    public void both() {}

    public void one() {}
  }

  static class Sub extends OnClass {
    @Override
    public void one() {}

    public void own() {}
  }

  @Test
  void theMethodWinsOverItsClass() {
    assertThat(policy(OnClass.class, OnClass.class, "both")).isEqualTo("method");
    assertThat(policy(OnClass.class, OnClass.class, "one")).isEqualTo("class");
  }

  @Test
  void theClassPassesItsAnnotationOnToSubclasses() {
    assertThat(policy(Sub.class, Sub.class, "own")).isEqualTo("class");
    assertThat(policy(Sub.class, OnClass.class, "one")).isEqualTo("class");
    assertThat(policy(Sub.class, OnClass.class, "both")).isEqualTo("method");
  }

  @Test
  void theMethodsOfObjectAreNotAtomic() {
    for (Method method : Object.class.getMethods()) {
      assertThat(attributes.find(method, OnClass.class)).as(method.getName()).isNull();
    }
  }

  static class OverridingMethod extends Plain {
    @Override
    public void atomic() {}
  }

  @Test
  void anOverriddenMethodPassesItsAnnotationOn() {
    assertThat(policy(OverridingMethod.class, Plain.class, "atomic")).isEqualTo("method");
  }

  interface Declared {
    @RedisAtomic(policy = "interface-method")
    void atomic(@Watched("k:{}") String id);

    void other(String id);
  }

  static class Implementing implements Declared {
    @Override
    public void atomic(String id) {}

    @Override
    public void other(String id) {}
  }

  @Test
  void findsTheAnnotationsOfTheInterfaceMethod() {
    for (Class<?> declaring : List.of(Declared.class, Implementing.class)) {
      AtomicAttribute found = Objects.requireNonNull(find(Implementing.class, declaring, "atomic"));

      assertThat(found.settings().policy()).isEqualTo("interface-method");
      assertThat(found.keysOf(new Object[] {"1"}, 10)).containsExactly(Key.of("k:1"));
      assertThat(policy(Implementing.class, declaring, "other")).isNull();
    }
  }

  @RedisAtomic(policy = "interface-type")
  interface OnInterface {
    void one();

    default void standard() {}
  }

  static class ImplementingType implements OnInterface {
    @Override
    public void one() {}
  }

  @RedisAtomic(policy = "class")
  static class ImplementingBoth implements OnInterface, Declared {
    @Override
    public void one() {}

    @Override
    public void atomic(String id) {}

    @Override
    public void other(String id) {}
  }

  @Test
  void findsTheAnnotationOfTheInterface() {
    assertThat(policy(ImplementingType.class, OnInterface.class, "one"))
        .isEqualTo("interface-type");
    assertThat(policy(ImplementingType.class, ImplementingType.class, "one"))
        .isEqualTo("interface-type");
    assertThat(policy(ImplementingType.class, OnInterface.class, "standard"))
        .isEqualTo("interface-type");
  }

  @Test
  void theClassWinsOverItsInterface() {
    assertThat(policy(ImplementingBoth.class, OnInterface.class, "one")).isEqualTo("class");
    assertThat(policy(ImplementingBoth.class, Declared.class, "atomic"))
        .isEqualTo("interface-method");
  }

  interface Store<T> {
    @RedisAtomic(policy = "generic")
    void save(@Watched("k:{}") T value);
  }

  static class TextStore implements Store<String> {
    @Override
    public void save(String value) {}
  }

  @Test
  void bridgeMethodsLeadToTheMethodThatTheUserWrote() {
    List<Method> methods =
        Stream.of(TextStore.class.getMethods()).filter(m -> m.getName().equals("save")).toList();

    assertThat(methods).hasSize(2).anyMatch(Method::isBridge);
    for (Method method : methods) {
      AtomicAttribute found = Objects.requireNonNull(attributes.find(method, TextStore.class));

      assertThat(found.settings().policy()).isEqualTo("generic");
      assertThat(found.method().isBridge()).isFalse();
      assertThat(found.keysOf(new Object[] {"1"}, 10)).containsExactly(Key.of("k:1"));
    }
  }

  static class Resolving {
    @RedisAtomic(timeout = "2s", maxRetriesString = "3")
    public void atomic() {}
  }

  @Test
  void aMethodIsParsedOnce() {
    AtomicAttribute first = find(Resolving.class, Resolving.class, "atomic");
    AtomicAttribute second = find(Resolving.class, Resolving.class, "atomic");

    assertThat(second).isNotNull().isSameAs(first);
    assertThat(resolved).hasValue(2); // timeout and maxRetriesString, once each
  }

  private @Nullable String policy(Class<?> target, Class<?> declaring, String method) {
    AtomicAttribute found = find(target, declaring, method);
    return found == null ? null : found.settings().policy();
  }

  private @Nullable AtomicAttribute find(Class<?> target, Class<?> declaring, String method) {
    return Stream.of(declaring.getMethods())
        .filter(candidate -> candidate.getName().equals(method) && !candidate.isBridge())
        .findFirst()
        .map(candidate -> attributes.find(candidate, target))
        .orElse(null);
  }
}
