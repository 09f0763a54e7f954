package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Every way in which a body can end, on the only connection of a pool: it comes back clean. */
@EachServer(everyMode = true)
class ConnectionHygieneTests {

  private static final String NAME = "the-only-one";

  private final RedisSetup setup;
  private final RecordingProxy proxy;
  private final TestApplication application;
  private final StringRedisTemplate redis;

  ConnectionHygieneTests(RedisSetup setup) {
    this.setup = setup;
    proxy = new RecordingProxy(setup.server());
    RedisConnectionFactory factory =
        setup.connectionFactory(o -> o.port(proxy.port()).clientName(NAME).poolOfOne());
    application =
        TestApplication.on(factory)
            .property("redis.atomic.max-watched-keys", "3")
            .start(Bodies.class);
    redis = new StringRedisTemplate(factory);
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
    setup.other().sadd("set", "member");
  }

  @AfterEach
  void end() {
    application.close();
    proxy.close();
  }

  /** A body, which runs in an atomic method that declares the keys "a" and "b". */
  interface Ending {
    void of(ConnectionHygieneTests test) throws Exception;
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        ending("commit", null, t -> t.readAndWrite()),
        ending("write only", null, t -> t.write()),
        ending("read only, one read", null, t -> t.read("a")),
        ending("read only, two reads", null, t -> t.readTwo()),
        ending("nothing at all", null, t -> {}),
        ending("conflict", WatchConflictException.class, t -> t.conflict()),
        ending("exception, nothing done", IOException.class, t -> t.fail()),
        ending("exception after a read", IOException.class, t -> t.fail(t::read)),
        ending("exception after reads", IOException.class, t -> t.fail(t::readTwo)),
        ending("exception after writes", IOException.class, t -> t.fail(t::readAndWrite)),
        ending("error", StackOverflowError.class, t -> t.overflow()),
        ending("refused", InvalidDataAccessApiUsageException.class, t -> t.multiByHand()),
        ending("read after write", null, t -> t.readWritten()),
        ending("read after a script", ReadAfterWriteException.class, t -> t.readAfterScript()),
        ending("too many keys", InvalidDataAccessApiUsageException.class, t -> t.readMany()),
        ending("partial commit", PartialCommitException.class, t -> t.writeWrongType()),
        ending("EXECABORT", InvalidDataAccessApiUsageException.class, t -> t.writeWrongArity()),
        ending("lost read", RedisConnectionFailureException.class, t -> t.cutAt("GET")),
        ending("lost EXEC", CommitOutcomeUnknownException.class, t -> t.cutAt("EXEC")),
        ending("lost UNWATCH", null, t -> t.cutAtUnwatch()),
        ending("interrupt", WatchConflictException.class, t -> t.interruptAndConflict()),
        ending("nested exception", IOException.class, t -> t.nestedFailure()),
        ending("nested exception, caught", null, t -> t.nestedFailureCaught()),
        ending("cursor left open", null, t -> t.cursorLeftOpen()),
        ending("watch by hand", null, t -> t.redis.watch("a")),
        ending("callback throws", null, t -> t.callbackThrows()));
  }

  private static Arguments ending(
      String name, @Nullable Class<? extends Throwable> thrown, Ending ending) {
    return Arguments.argumentSet(name, thrown, ending);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void theConnectionComesBackClean(@Nullable Class<? extends Throwable> expected, Ending ending)
      throws Exception {
    Throwable thrown =
        catchThrowable(() -> application.methods().runOnce(() -> ending.of(this), "a", "b"));
    Thread.interrupted();

    if (expected == null) {
      assertThat(thrown).isNull();
    } else {
      assertThat(thrown).isInstanceOf(expected);
    }
    assertThat(AtomicContext.isActive()).isFalse();
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    setup.other().mset("a", "theirs", "b", "theirs", "c", "theirs");
    assertThat(setup.admin().clientList().lines().filter(line -> line.contains(" name=" + NAME)))
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(line -> line.contains(" flags=N ") && line.matches(".* multi=(-1|0) .*"));
    application.methods().runOnce(() -> redis.opsForValue().set("next", read("a") + "!"));
    assertThat(setup.other().get("next")).isEqualTo("theirs!");
    assertThat(redis.opsForValue().get("next"))
        .as("outside, on the same pool")
        .isEqualTo("theirs!");
  }

  private @Nullable String read(String key) {
    return redis.opsForValue().get(key);
  }

  private void read() {
    read("a");
  }

  private void readTwo() {
    read("a");
    read("c");
  }

  private void write() {
    redis.opsForValue().set("written", "1");
  }

  private void readAndWrite() {
    readTwo();
    write();
  }

  private void conflict() {
    readAndWrite();
    setup.other().set("a", "theirs");
  }

  private void interruptAndConflict() {
    conflict();
    Thread.currentThread().interrupt();
  }

  private void fail(Runnable... before) throws IOException {
    for (Runnable action : before) {
      action.run();
    }
    throw new IOException("on purpose");
  }

  private void overflow() {
    readAndWrite();
    throw new StackOverflowError("on purpose");
  }

  private void multiByHand() {
    readAndWrite();
    redis.multi();
  }

  private void readWritten() {
    write();
    read("written");
  }

  private void readAfterScript() {
    redis.execute(RedisScript.of("return 1"), List.of("written"));
    read("written");
  }

  private void readMany() {
    read("a");
    redis.opsForValue().multiGet(List.of("c", "d"));
  }

  private void writeWrongType() {
    readAndWrite();
    redis.opsForValue().increment("set");
  }

  private void writeWrongArity() {
    readAndWrite();
    redis.execute(
        (RedisCallback<@Nullable Object>) c -> c.execute("APPEND", "written".getBytes(UTF_8)));
  }

  private void cutAt(String command) {
    proxy.cutAfterNext(RecordingProxy.named(command));
    readAndWrite();
  }

  private void cutAtUnwatch() {
    proxy.cutAfterNext(RecordingProxy.named("UNWATCH"));
    read("a");
  }

  private void nestedFailure() throws Exception {
    readAndWrite();
    application.methods().run(() -> fail(this::write), "c");
  }

  private void nestedFailureCaught() throws Exception {
    try {
      nestedFailure();
    } catch (IOException e) {
      write();
    }
  }

  @SuppressWarnings("resource") // that is the point
  private void cursorLeftOpen() {
    redis.scan(ScanOptions.scanOptions().match("*").build()).next();
    redis.opsForSet().scan("set", ScanOptions.NONE).next();
    write();
  }

  private void callbackThrows() {
    readAndWrite();
    AtomicContext.current()
        .afterCommit(
            () -> {
              throw new IllegalStateException("on purpose");
            });
  }
}
