package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.annotation.RedisAtomic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

/** A result that is finished after the commit would have read or written outside it. */
class ReturnTypeChecksTests {

  /** One method for each type, all refused. */
  abstract static class Later {

    abstract static class OfFuture {
      @RedisAtomic
      public abstract Future<String> pay(String id);
    }

    abstract static class OfCompletableFuture {
      @RedisAtomic
      public abstract CompletableFuture<String> pay(String id);
    }

    abstract static class OfCompletionStage {
      @RedisAtomic
      public abstract CompletionStage<String> pay(String id);
    }

    abstract static class OfPublisher {
      @RedisAtomic
      public abstract Publisher<String> pay(String id);
    }

    abstract static class OfFlowPublisher {
      @RedisAtomic
      public abstract Flow.Publisher<String> pay(String id);
    }

    abstract static class OfStream {
      @RedisAtomic
      public abstract Stream<String> pay(String id);
    }

    abstract static class OfIntStream {
      @RedisAtomic
      public abstract IntStream pay(String id);
    }

    @RedisAtomic
    abstract static class OfStreamByClass {
      public abstract Stream<String> pay(String id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Later.OfFuture.class,
        Later.OfCompletableFuture.class,
        Later.OfCompletionStage.class,
        Later.OfPublisher.class,
        Later.OfFlowPublisher.class,
        Later.OfStream.class,
        Later.OfIntStream.class,
        Later.OfStreamByClass.class
      })
  void aReturnTypeThatFinishesLaterIsRefused(Class<?> type) throws NoSuchMethodException {
    String returned = type.getMethod("pay", String.class).getReturnType().getSimpleName();

    assertThatIllegalStateException()
        .isThrownBy(() -> AtomicMethodChecksTests.check(type))
        .withMessageContaining(type.getSimpleName() + ".pay(String)")
        .withMessageContaining("return type " + returned)
        .withMessageContaining("Return the finished value");
  }

  abstract static class Finished {
    @RedisAtomic
    public abstract Optional<String> optional();

    @RedisAtomic
    public abstract List<Stream<String>> list();

    @RedisAtomic
    public abstract void none();

    public abstract Stream<String> notAtomic();
  }

  @Test
  void otherReturnTypesAreFine() {
    assertThat(AtomicMethodChecksTests.check(Finished.class)).hasSize(3);
  }
}
