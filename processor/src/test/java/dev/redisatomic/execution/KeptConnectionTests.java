package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;

/** A connection of an attempt, used elsewhere or later. */
class KeptConnectionTests extends WiredBodies {

  private static final byte[] KEY = "key".getBytes(UTF_8);

  KeptConnectionTests(RedisSetup setup) {
    super(setup);
  }

  private RedisConnection connection() {
    List<RedisConnection> kept = new ArrayList<>();
    redis.execute((RedisCallback<Boolean>) connection -> kept.add(connection), true);
    return kept.get(0);
  }

  private static @Nullable Object use(RedisConnection connection, String how) {
    return switch (how) {
      case "GET" -> connection.stringCommands().get(KEY);
      case "SET" -> connection.stringCommands().set(KEY, KEY);
      case "WATCH" -> {
        connection.watch(KEY);
        yield null;
      }
      case "raw" -> connection.execute("GET", KEY);
      default -> throw new IllegalArgumentException(how);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "SET", "WATCH", "raw"})
  void isRefusedAfterTheMethod(String how) throws Exception {
    List<RedisConnection> kept = new ArrayList<>();
    atomic.run(
        () -> {
          values.get("key");
          kept.add(connection());
        });
    proxy.reset();

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> use(kept.get(0), how))
        .withMessageContaining("that is over");
    assertThat(proxy.commands()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "SET", "WATCH", "raw"})
  void isRefusedInTheNextAttempt(String how) throws Exception {
    List<RedisConnection> kept = new ArrayList<>();
    atomic.run(() -> kept.add(connection()));

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> atomic.run(() -> use(kept.get(0), how)))
        .withMessageContaining("that is over");
    assertThat(other.exists("key")).isFalse();
  }

  /** Spring Data's connection behind both is that of the thread. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "SET", "WATCH", "raw"})
  void addsNothingToTheNextAttempt(String how) throws Exception {
    List<RedisConnection> kept = new ArrayList<>();
    atomic.run(
        () -> {
          kept.add(connection());
          values.get("key");
        });
    proxy.reset();

    atomic.run(
        () -> {
          values.get("read");
          assertThat(catchThrowable(() -> use(kept.get(0), how)))
              .isInstanceOf(InvalidDataAccessApiUsageException.class)
              .hasMessageContaining("that is over");
          values.set("written", "1");
        });

    assertThat(proxy).hasToString("WATCH read; GET read\nMULTI; SET written 1; EXEC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "SET", "WATCH", "raw"})
  void isRefusedOnAnotherThread(String how) throws Exception {
    atomic.run(
        () -> {
          values.get("read");
          RedisConnection connection = connection();

          assertThat(
                  CompletableFuture.supplyAsync(
                          () -> catchThrowable(() -> use(connection, how)),
                          task -> new Thread(task, "another").start())
                      .get())
              .isInstanceOf(InvalidDataAccessApiUsageException.class)
              .hasMessageContaining("on thread '" + Thread.currentThread().getName() + "'")
              .hasMessageContaining("cannot be used on thread 'another'");
          values.set("written", "1");
        });

    assertThat(proxy).hasToString("WATCH read; GET read\nMULTI; SET written 1; EXEC");
  }

  @Test
  void anotherThreadIsOutside() throws Exception {
    atomic.run(
        () -> assertThat(CompletableFuture.supplyAsync(AtomicContext::isActive).get()).isFalse());
    assertThat(AtomicContext.isActive()).isFalse();
  }

  @Test
  void aContextIsOverWithItsMethod() throws Exception {
    List<AtomicContext> contexts = new ArrayList<>();
    atomic.run(() -> contexts.add(AtomicContext.current()));

    assertThatIllegalStateException()
        .isThrownBy(() -> contexts.get(0).afterCommit(() -> {}))
        .withMessageContaining("is over");
    assertThatIllegalStateException().isThrownBy(AtomicContext::current);
  }

  @Test
  void aSessionCallbackInsideUsesTheAttempt() throws Exception {
    atomic.run(
        () ->
            redis.execute(
                new SessionCallback<String>() {
                  @Override
                  public <K, V> String execute(RedisOperations<K, V> operations) {
                    values.set("written", values.get("read") + "!");
                    return "done";
                  }
                }));

    assertThat(proxy).hasToString("WATCH read; GET read\nMULTI; SET written null!; EXEC");
  }
}
