package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicSetupException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin's suspend functions finish later than they return. */
class SuspendFunctionTests {

  private static final String CONTINUATION =
      "package kotlin.coroutines; public interface Continuation<T> { void resumeWith(Object r); }";

  /** What javap shows of an open class with a suspend function: the body is in a static method. */
  private static final String PAYMENTS =
      """
      import dev.redisatomic.annotation.*;
      import kotlin.coroutines.Continuation;
      public class Payments {
        @RedisAtomic
        public Object pay(@Watched("order:{}") String id, Continuation<? super Long> completion) {
          return pay$suspendImpl(this, id, completion);
        }
        static Object pay$suspendImpl(Payments self, String id, Continuation<? super Long> c) {
          return null;
        }
      }
      """;

  private static final String BY_CLASS =
      """
      import dev.redisatomic.annotation.*;
      import kotlin.coroutines.Continuation;
      @RedisAtomic
      public class ByClass {
        public Object pay(Continuation<? super Long> completion) {
          return null;
        }
      }
      """;

  private static final String RESUMES =
      """
      import dev.redisatomic.annotation.*;
      import kotlin.coroutines.Continuation;
      public class Resumes {
        @RedisAtomic
        public void resume(Continuation<? super Long> waiting, String id) {}
      }
      """;

  @Test
  void aSuspendFunctionIsRefused(@TempDir Path directory) throws Exception {
    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> AtomicMethodChecksTests.check(compiled(directory, "Payments", PAYMENTS)))
        .withMessageContaining("Payments.pay(String, Continuation) cannot be atomic")
        .withMessageContaining("suspend function")
        .withMessageContaining("ordinary function");
    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> AtomicMethodChecksTests.check(compiled(directory, "ByClass", BY_CLASS)))
        .withMessageContaining("ByClass.pay(Continuation) cannot be atomic");
  }

  @Test
  void aContinuationThatIsNotTheLastParameterIsAnArgument(@TempDir Path directory)
      throws Exception {
    assertThat(AtomicMethodChecksTests.check(compiled(directory, "Resumes", RESUMES))).hasSize(1);
  }

  private static Class<?> compiled(Path directory, String name, String source) throws Exception {
    return CompiledSources.in(directory)
        .add("kotlin.coroutines.Continuation", CONTINUATION)
        .add(name, source)
        .load(name);
  }
}
