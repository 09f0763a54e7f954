package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two keys always change together, yet the first run reads one before and one after a change. */
class TornReadTests extends WiredBodies {

  private final List<String> seen = new ArrayList<>();

  TornReadTests(RedisSetup setup) {
    super(setup);
  }

  @BeforeEach
  void fill() {
    other.mset("a", "1", "b", "1");
  }

  private String readBoth(boolean changing) {
    String a = values.get("a");
    if (changing) {
      other.mset("a", "2", "b", "2");
    }
    String both = a + values.get("b");
    seen.add(both);
    return both;
  }

  private String readBothTornAtFirst() {
    return readBoth(seen.isEmpty());
  }

  @Test
  void anExceptionOutOfATornStateIsNotTheCallersProblem() throws Exception {
    String result =
        atomic.call(
            () -> {
              String both = readBothTornAtFirst();
              if (both.equals("12")) {
                throw new TimeoutException("torn");
              }
              values.set("written", both);
              return both;
            });

    assertThat(seen).containsExactly("12", "22");
    assertThat(result).isEqualTo("22");
    assertThat(other.get("written")).isEqualTo("22");
  }

  @Test
  void aTornReadOnlyResultIsNotReturned() throws Exception {
    assertThat(atomic.call(this::readBothTornAtFirst)).isEqualTo("22");
    assertThat(seen).containsExactly("12", "22");
  }

  @Test
  void aTornStateIsNotWritten() throws Exception {
    atomic.run(() -> values.set("written", readBothTornAtFirst()));

    assertThat(other.get("written")).isEqualTo("22");
  }

  @Test
  void exceptionsOutOfTornStatesOnlyEndAsAConflictWithTheLastOneAsItsCause() {
    List<Exception> thrown = new ArrayList<>();

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      readBoth(true);
                      thrown.add(new IllegalArgumentException("torn"));
                      throw thrown.get(thrown.size() - 1);
                    }))
        .satisfies(
            e -> {
              assertThat(e.getCause()).isSameAs(thrown.get(thrown.size() - 1));
              assertThat(e.getAttempts()).isEqualTo(11);
            });
    assertThat(thrown).hasSize(11);
  }

  @Test
  void anExceptionFromConsistentReadsReachesTheCaller() {
    Exception exception = new IllegalArgumentException("on purpose");

    assertThatThrownBy(
            () ->
                atomic.run(
                    () -> {
                      readBoth(false);
                      throw exception;
                    }))
        .isSameAs(exception)
        .hasNoSuppressedExceptions();
    assertThat(seen).containsExactly("11");
  }

  @Test
  void oneReadOfBothIsConsistentWhateverHappensLater() throws Exception {
    List<String> both =
        atomic.call(
            () -> {
              List<String> read = values.multiGet(List.of("a", "b"));
              other.mset("a", "2", "b", "2");
              seen.add("once");
              return read;
            });

    assertThat(both).containsExactly("1", "1");
    assertThat(seen).containsExactly("once");
  }

  @Test
  void anErrorIsNotRetriedEvenOutOfATornState() {
    Error error = new AssertionError("on purpose");

    assertThatThrownBy(
            () ->
                atomic.run(
                    () -> {
                      readBothTornAtFirst();
                      throw error;
                    }))
        .isSameAs(error);
    assertThat(seen).containsExactly("12");
  }

  @Test
  void aDeclaredKeyThatChangedIsNoTornRead() throws Exception {
    String a =
        atomic.call(
            () -> {
              String read = values.get("a");
              other.set("b", "2");
              seen.add("once");
              return read;
            },
            "b");

    assertThat(a).isEqualTo("1");
    assertThat(seen).containsExactly("once");
  }
}
