package dev.redisatomic.driver.lettuce;

import static dev.redisatomic.driver.lettuce.LettuceSetUp.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.Warnings;
import dev.redisatomic.testserver.RedisServer;
import io.lettuce.core.RedisChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.clients.jedis.params.ClientKillParams;

/** What only a driver with event loops and a client of its own can get wrong. */
@EachServer(modes = ClientMode.LETTUCE)
class LettuceDriverTests {
  private final RedisSetup redis;
  private final LettuceSetUp lettuce = new LettuceSetUp();

  LettuceDriverTests(RedisSetup redis) {
    this.redis = redis;
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @AfterEach
  void close() {
    lettuce.close();
  }

  private RedisStandaloneConfiguration server() {
    return server(redis.server().port());
  }

  private RedisStandaloneConfiguration server(int port) {
    return new RedisStandaloneConfiguration(redis.server().host(), port);
  }

  private LettuceDriver driver(Duration timeout) {
    return lettuce.driver(lettuce.factory(server(), client -> client.commandTimeout(timeout)));
  }

  private static PinnedConnection open(Driver driver) {
    return driver.open(Driver.NO_SLOT);
  }

  private static Object id(PinnedConnection connection) {
    return Objects.requireNonNull(send(connection, "CLIENT", "ID"));
  }

  private void assertGone(Object id) {
    Await.until(
        "the server has closed it, and so read all that was sent",
        () -> redis.admin().clientList().lines().noneMatch(line -> line.startsWith("id=" + id)));
  }

  @Test
  void whatTheEventLoopHasNotWrittenInTimeHasNotArrivedAndNeverWill() throws Exception {
    PinnedConnection connection = open(driver(Duration.ofMillis(100)));
    Object id = id(connection);
    CountDownLatch goOn = lettuce.stopLastLoop();

    BrokenConnectionException broken =
        catchThrowableOfType(
            BrokenConnectionException.class, () -> send(connection, "SET", "key", "value"));
    connection.destroy();
    goOn.countDown();

    assertThat(broken.mayHaveArrived()).isFalse();
    assertThat(broken.translated()).isInstanceOf(QueryTimeoutException.class);
    assertGone(id);
    assertThat(redis.other().exists("key")).isFalse();
  }

  /** Each would wake the event loop. */
  @Test
  void howeverManyCommandsTheChannelGetsOneMessage() {
    PinnedConnection connection = open(driver(Duration.ofSeconds(10)));
    AtomicInteger messages = lettuce.messagesFromNowOn();

    assertThat(
            connection.send(List.of(Command.of("MULTI"), Command.of("PING"), Command.of("EXEC"))))
        .hasSize(3);

    assertThat(messages).hasValue(1);
    connection.release();
  }

  @Test
  void aConnectionCannotBeOpenedOrUsedOnAnEventLoop() throws Exception {
    LettuceConnectionFactory factory = lettuce.factory(server());
    try (RedisConnection applications = factory.getConnection()) {
      applications.ping();
    }
    EventLoop loop = lettuce.lastLoop();
    LettuceDriver driver = lettuce.driver(factory);
    // the first connection of a driver, of which it learns the event loops
    assertRefused(loop.submit(() -> catchThrowable(() -> open(driver))).get());
    PinnedConnection connection = open(driver);

    assertRefused(loop.submit(() -> catchThrowable(() -> open(driver))).get());
    assertRefused(loop.submit(() -> catchThrowable(() -> send(connection, "PING"))).get());

    assertThat(send(connection, "PING")).isNotNull();
    connection.release();
  }

  private static void assertRefused(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("an event loop of Lettuce");
  }

  @Test
  void anInterruptDoesNotEndTheWaitForAReply() {
    redis.other().set("key", "value");
    try (RecordingProxy proxy = new RecordingProxy(redis.server())) {
      PinnedConnection connection = open(lettuce.driver(lettuce.factory(server(proxy.port()))));
      proxy.beforeNext(RecordingProxy.named("GET"), Thread.currentThread()::interrupt);

      assertThat((byte[]) send(connection, "GET", "key")).asString(UTF_8).isEqualTo("value");

      assertThat(Thread.interrupted()).isTrue();
      connection.release();
    }
  }

  @Test
  void anInterruptDoesNotKeepAFreeConnectionFromBeingOpenedAndUsed() {
    LettuceDriver driver = driver(Duration.ofSeconds(10));
    Thread.currentThread().interrupt();

    PinnedConnection connection = open(driver);
    Object reply = send(connection, "PING");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(reply).isNotNull();
    connection.release();
  }

  @Test
  void withoutAPoolThereAreEightConnectionsAndTheWaitIsTheCommandTimeout() {
    LettuceDriver driver = driver(Duration.ofMillis(200));
    List<PinnedConnection> taken = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      taken.add(open(driver));
    }

    assertThatExceptionOfType(TransientDataAccessResourceException.class)
        .isThrownBy(() -> open(driver))
        .withMessageContaining("all 8 connections of the pool")
        .withMessageContaining("200 ms")
        .withMessageContainingAll(
            "org.apache.commons:commons-pool2", "spring.data.redis.lettuce.pool.max-active");

    taken.forEach(PinnedConnection::release);
    PinnedConnection next = open(driver);
    assertThat(send(next, "PING")).isNotNull();
    next.release();
  }

  @Test
  void aFactoryThatWasStoppedAndStartedIsFollowed() {
    LettuceConnectionFactory factory = lettuce.factory(server());
    LettuceDriver driver = lettuce.driver(factory);
    PinnedConnection first = open(driver);
    Object id = id(first);
    first.release();

    factory.stop();
    factory.start();

    PinnedConnection second = open(driver);
    assertThat(id(second)).isNotEqualTo(id);
    second.release();
    assertGone(id);
  }

  @Test
  void closingTheDriverClosesItsConnectionsAndLeavesTheEventLoopsToOthers() {
    LettuceConnectionFactory factory = lettuce.factory(server());
    LettuceDriver driver = lettuce.driver(factory);
    PinnedConnection idle = open(driver);
    PinnedConnection inUse = open(driver);
    Object idleId = id(idle);
    Object inUseId = id(inUse);
    idle.release();

    driver.close();

    assertGone(idleId);
    assertGone(inUseId);
    inUse.release();
    try (RedisConnection applications = factory.getConnection()) {
      assertThat(applications.ping()).isEqualTo("PONG");
    }
  }

  /** Netty cannot tell of the end of a connection when its executors have ended before. */
  @Test
  void eventLoopsThatEndAfterTheDriverHaveNothingToComplainOf() throws Exception {
    LettuceDriver driver = driver(Duration.ofSeconds(10));
    open(driver).release();
    CountDownLatch goOn = lettuce.stopLastLoop();
    Thread end =
        new Thread(
            () -> {
              driver.close();
              lettuce.resources().shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            });
    try (Warnings rejected = new Warnings(DefaultPromise.class.getName() + ".rejectedExecution")) {
      end.start();
      Await.until(
          "the driver waits, or it is too late",
          () ->
              end.getState() == Thread.State.TIMED_WAITING
                  || lettuce.resources().eventExecutorGroup().isTerminated());
      goOn.countDown();
      end.join();

      assertThat(rejected.messages()).isEmpty();
    }
    assertThat(lettuce.lastChannelIsActive()).isFalse();
  }

  @Test
  void anEventLoopThatDoesNotAnswerDoesNotKeepTheDriverFromClosing() throws Exception {
    LettuceDriver driver = driver(Duration.ofSeconds(10));
    open(driver).release();
    CountDownLatch goOn = lettuce.stopLastLoop();
    try {
      CompletableFuture.runAsync(driver::close).get(30, TimeUnit.SECONDS);

      assertThat(lettuce.lastChannelIsActive()).isTrue();
    } finally {
      goOn.countDown();
    }
  }

  /** What closes connections would wait for itself. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingOnAnEventLoopOrAnExecutorOfLettuceDoesNotWait(boolean onEventLoop) throws Exception {
    LettuceDriver driver = driver(Duration.ofSeconds(10));
    PinnedConnection connection = open(driver);
    Object id = id(connection);
    connection.release();
    EventExecutor thread =
        onEventLoop ? lettuce.lastLoop() : lettuce.resources().eventExecutorGroup().next();

    assertThat(
            thread
                .submit(
                    () -> {
                      long before = waits();
                      driver.close();
                      return waits() - before;
                    })
                .get())
        .isZero();

    assertGone(id);
  }

  /** How often this thread has waited for others. */
  private static long waits() {
    return ManagementFactory.getThreadMXBean()
        .getThreadInfo(Thread.currentThread().getId())
        .getWaitedCount();
  }

  @Test
  void aThreadThatIsInterruptedClosesTheDriverWithoutWaiting() throws Exception {
    LettuceDriver driver = driver(Duration.ofSeconds(10));
    PinnedConnection connection = open(driver);
    Object id = id(connection);
    connection.release();
    Thread.currentThread().interrupt();

    driver.close();

    assertThat(Thread.interrupted()).isTrue();
    assertGone(id);
  }

  @Test
  void aConnectionThatEndedWhileItWasIdleIsNotGivenOut() throws InterruptedException {
    LettuceDriver driver = driver(Duration.ofSeconds(10));
    PinnedConnection first = open(driver);
    Object id = id(first);
    first.release();

    redis.admin().clientKill(new ClientKillParams().id(id.toString()));
    Await.until("the channel is closed", () -> !lettuce.lastChannelIsActive());
    lettuce.awaitLoop(); // which tells Lettuce

    PinnedConnection second = open(driver);
    assertThat(id(second)).isNotEqualTo(id);
    second.release();
  }

  /** The configuration is not that of {@code getStandaloneConfiguration()} then. */
  @Test
  void anAddressWithAUserArrivesWhicheverWayItWasConfigured() {
    try (RedisServer own =
        RedisServer.start(
            redis.server().binary(), "user default off", "user app on >secret ~* +@all")) {
      LettuceConnectionFactory factory =
          lettuce.factory(
              LettuceConnectionFactory.createRedisConfiguration(
                  "redis://app:secret@" + own.host() + ":" + own.port() + "/3"));

      PinnedConnection connection = open(lettuce.driver(factory));

      assertThat((byte[]) send(connection, "ACL", "WHOAMI")).asString(UTF_8).isEqualTo("app");
      assertThat((byte[]) send(connection, "CLIENT", "LIST")).asString(UTF_8).contains(" db=3 ");
      connection.release();
    }
  }

  @Test
  void aSubclassOfTheFactoryIsSupported() {
    LettuceConnectionFactory factory = new LettuceConnectionFactory(server()) {};
    factory.afterPropertiesSet();
    try (LettuceDriver driver = new LettuceDriver(factory)) {
      assertThat(new LettuceDriverProvider().supports(factory)).isTrue();
      PinnedConnection connection = open(driver);
      assertThat(send(connection, "PING")).isNotNull();
      connection.release();
    } finally {
      factory.destroy();
    }
  }

  /** Lettuce warns of a connection that is closed twice. */
  @Test
  void eachConnectionIsClosedOnce() {
    LettuceDriver driver = driver(Duration.ofSeconds(5));
    try (Warnings warnings = new Warnings(RedisChannelHandler.class)) {
      PinnedConnection inUse = open(driver);
      open(driver).release();
      driver.close();
      inUse.release();

      assertThat(warnings.messages()).isEmpty();
    }
  }
}
