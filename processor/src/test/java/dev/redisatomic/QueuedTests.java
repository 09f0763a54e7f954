package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.serializer.RedisSerializer;

/** A {@link Queued} from its write to the end of the call. */
class QueuedTests extends QueuedWrites {

  QueuedTests(RedisSetup redis) {
    super(redis);
  }

  @Test
  void everyQueuedRefersToItsOwnWrite() {
    List<Queued<?>> results = new ArrayList<>();
    atomic.atomically(
        () -> {
          results.add(Queued.of(template.opsForValue().increment("number")));
          template.opsForValue().set("between", "has no result to ask for");
          results.add(Queued.of(template.opsForList().rightPush("list", "d")));
          results.add(Queued.of(template.opsForValue().increment("number")));
        });

    assertThat(results).extracting(Queued::get).isEqualTo(List.of(41L, 4L, 42L));
  }

  @Test
  void beforeTheCommitThereIsNoResult() {
    Queued<Long> result =
        atomic.atomically(
            () -> {
              Queued<Long> queued = Queued.of(template.opsForValue().increment("number"));
              assertThatIllegalStateException()
                  .isThrownBy(queued::get)
                  .withMessageContaining("INCR number is not known yet");
              return queued;
            });

    assertThat(result.get()).isEqualTo(41);
  }

  @Test
  void withoutAWriteThereIsNothingToReferTo() {
    atomic.atomically(
        () -> {
          String read = template.opsForValue().get("number");
          assertThatIllegalStateException()
              .isThrownBy(() -> Queued.of(read))
              .withMessageContaining("reads run at once");
          Queued.of(template.opsForValue().increment("number"));
          assertThatIllegalStateException()
              .isThrownBy(() -> Queued.of(null))
              .withMessageContaining("There is no recorded write to refer to");
          template.opsForValue().increment("number");
          String missing = template.opsForValue().get("missing");
          assertThatIllegalStateException()
              .as("a read after the write")
              .isThrownBy(() -> Queued.of(missing))
              .withMessageContaining("There is no recorded write to refer to");
        });
  }

  @Test
  void outsideAnAtomicMethodItSaysThatFirst() {
    for (String value : Arrays.asList(null, "value")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Queued.of(value))
          .withMessageStartingWith("No atomic method is running on thread")
          .withMessageContaining("self-invocation")
          .withMessageNotContaining("reads run at once");
    }
  }

  @Test
  void aValueThatNoWriteReturnedIsRefused() {
    atomic.atomically(
        () -> {
          template.opsForValue().increment("number");
          assertThatIllegalStateException()
              .isThrownBy(() -> Queued.of("from elsewhere"))
              .withMessageContaining("java.lang.String");
        });
  }

  @Test
  void aFunctionOfTheResult() {
    Queued<Long> number = committedHandle(() -> template.opsForValue().increment("number", 2));

    assertThat(number.map(n -> "number " + n).map(String::length).get()).isEqualTo(9);
    assertThat(number.get()).isEqualTo(42);
    assertThat(number.map(n -> n)).hasToString("Queued[INCRBY number]");
  }

  @Test
  void aFunctionDoesNotRunBeforeTheCommit() {
    Queued<Long> next =
        atomic.atomically(
            () -> {
              Queued<Long> queued =
                  Queued.of(template.opsForValue().increment("number")).map(n -> n + 1);
              assertThatIllegalStateException().isThrownBy(queued::get);
              return queued;
            });

    assertThat(next.get()).isEqualTo(42);
  }

  @Test
  @SuppressWarnings("NullAway") // what the test is about
  void nullIsRefusedByName() {
    atomic.atomically(
        () -> {
          Long increased = template.opsForValue().increment("number");
          assertThatIllegalArgumentException()
              .isThrownBy(() -> Queued.of(increased, null))
              .withMessageContaining("serializer");
          assertThatIllegalArgumentException()
              .isThrownBy(() -> Queued.of(increased).map(null))
              .withMessageContaining("function");
        });
  }

  @Test
  void asJsonItIsItsValue() throws Exception {
    Map<String, Queued<?>> answer =
        Map.of("hits", committedHandle(() -> template.opsForValue().increment("number", 2)));

    assertThat(new tools.jackson.databind.json.JsonMapper().writeValueAsString(answer))
        .isEqualTo("{\"hits\":42}");
    assertThat(new com.fasterxml.jackson.databind.json.JsonMapper().writeValueAsString(answer))
        .isEqualTo("{\"hits\":42}");
  }

  @Test
  void asJsonNilIsNull() {
    Queued<@Nullable String> nothing =
        atomic.atomically(
            () -> Queued.of(template.opsForList().leftPop("none"), RedisSerializer.string()));

    assertThat(new tools.jackson.databind.json.JsonMapper().writeValueAsString(nothing))
        .isEqualTo("null");
  }

  @Test
  void theResultOfALostAttemptDoesNotLeak() {
    List<Queued<Long>> results = new ArrayList<>();
    atomic.atomically(
        () -> {
          template.hasKey("number");
          results.add(Queued.of(template.opsForValue().increment("number")));
          if (AtomicContext.current().attempt() == 1) {
            redis.other().set("number", "100");
          }
        });

    assertThat(results).hasSize(2);
    assertThatIllegalStateException()
        .isThrownBy(results.get(0)::get)
        .withMessageContaining("the attempt that recorded it did not commit it");
    assertThat(results.get(1).get()).isEqualTo(101);
  }

  @Test
  void aBodyThatThrowsHasNoResult() {
    List<Queued<Long>> results = new ArrayList<>();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      results.add(Queued.of(template.opsForValue().increment("number")));
                      throw new UnsupportedOperationException();
                    }));

    assertThatIllegalStateException().isThrownBy(results.get(0)::get);
  }

  @Test
  void ofAPartialCommitOnlyTheAppliedWritesHaveResults() {
    List<Queued<Long>> results = new ArrayList<>();
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      results.add(Queued.of(template.opsForValue().increment("number")));
                      results.add(Queued.of(template.opsForValue().increment("list")));
                    }))
        .isInstanceOf(PartialCommitException.class);

    assertThat(results.get(0).get()).isEqualTo(41);
    assertThatIllegalStateException().isThrownBy(results.get(1)::get);
  }
}
