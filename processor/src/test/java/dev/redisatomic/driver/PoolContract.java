package dev.redisatomic.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.command.Words;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;

/** {@link Driver#open}, {@link PinnedConnection#release} and {@link PinnedConnection#destroy}. */
interface PoolContract extends DriverContract {

  @Test
  default void aConnectionGivenBackIsTheNextOneAndWorks() {
    Driver driver = driver(options());
    Object id;
    try (HeldConnection first = DriverContract.open(driver)) {
      id = first.id();
      first.send("SET", "key", "value");
      first.release();
    }

    try (HeldConnection second = DriverContract.open(driver)) {
      assertThat(second.id()).isEqualTo(id);
      assertThat(second.send("GET", "key")).isEqualTo(new byte[] {'v', 'a', 'l', 'u', 'e'});
    }
  }

  @Test
  default void aDestroyedConnectionIsClosedAndThePoolHasRoomAgain() {
    Driver driver = driver(options().maxWait(Duration.ofSeconds(2)).clientName("destroyed"));
    HeldConnection first = DriverContract.open(driver);
    Object id = first.id();
    first.sendAll("WATCH key", "MULTI", "SET key value");
    first.destroy();

    try (HeldConnection second = DriverContract.open(driver)) {
      assertThat(second.id()).isNotEqualTo(id);
      assertThat(second.send("GET", "key")).as("in no transaction").isNull();
    }
    Await.until(
        "the server has noticed",
        () -> redis().admin().clientList().lines().noneMatch(line -> line.startsWith("id=" + id)));
  }

  @Test
  default void anExhaustedPoolIsSaidSoInTime() {
    Driver driver = driver(options().maxWait(Duration.ofMillis(100)));
    try (HeldConnection held = DriverContract.open(driver)) {
      assertThatExceptionOfType(TransientDataAccessResourceException.class)
          .isThrownBy(() -> DriverContract.open(driver))
          .withMessageContaining("pool");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      held.release();
    }

    try (HeldConnection next = DriverContract.open(driver)) {
      assertThat(next.send("PING")).isNotNull();
    }
  }

  @Test
  default void anInterruptWhileWaitingIsKept() throws Exception {
    Driver driver = driver(options().maxWait(Duration.ofMinutes(1)));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    try (HeldConnection held = DriverContract.open(driver)) {
      Thread waiting =
          new Thread(
              () -> {
                thrown.set(catchThrowable(() -> DriverContract.open(driver)));
                flag.set(Thread.currentThread().isInterrupted());
              });
      waiting.start();
      Await.until(
          "the thread waits",
          () ->
              waiting.getState() == Thread.State.TIMED_WAITING
                  || waiting.getState() == Thread.State.WAITING);

      waiting.interrupt();
      waiting.join(Duration.ofSeconds(20).toMillis());

      assertThat(waiting.isAlive()).isFalse();
      assertThat(held.send("PING")).isNotNull();
    }
    assertThat(thrown.get()).isInstanceOf(TransientDataAccessResourceException.class);
    assertThat(flag).isTrue();
    try (HeldConnection next = DriverContract.open(driver)) {
      assertThat(next.send("PING")).as("nobody took the connection").isNotNull();
    }
  }

  @Test
  default void whereThereIsNoServerNoConnectionIsOpened() throws IOException {
    Driver driver = provider().create(connect(FactoryOptions.port(RedisServer.freePort())));

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> DriverContract.open(driver));
    assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(driver::probe);
  }

  @Test
  default void aServerThatComesBackIsFoundAgain() {
    try (CuttingProxy proxy = new CuttingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()));
      try (HeldConnection first = DriverContract.open(driver)) {
        proxy.refuse(true);
        proxy.cutAll();
        assertThatExceptionOfType(BrokenConnectionException.class)
            .isThrownBy(() -> first.send("PING"));
      }
      assertThatExceptionOfType(DataAccessResourceFailureException.class)
          .isThrownBy(() -> DriverContract.open(driver));

      proxy.refuse(false);

      try (HeldConnection next = DriverContract.open(driver)) {
        assertThat(next.send("PING")).isNotNull();
      }
    }
  }

  @Test
  default void givingBackOrDestroyingALostConnectionDoesNotThrow() {
    try (CuttingProxy proxy = new CuttingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()).connections(2));
      HeldConnection first = DriverContract.open(driver);
      HeldConnection second = DriverContract.open(driver);
      proxy.cutAll();
      proxy.refuse(true);

      assertThat(catchThrowable(first::release)).isNull();
      assertThat(catchThrowable(second::destroy)).isNull();
    }
  }

  /** The driver is shared; what one thread watches is not the business of another. */
  @Test
  default void threadsLoseNoUpdateOnConnectionsOfTheirOwn() throws Exception {
    int threads = 4;
    int increments = 50;
    Driver driver = driver(options().connections(threads));
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        ends.add(
            executor.submit(
                () -> {
                  for (int done = 0; done < increments; done += increment(driver) ? 1 : 0) {}
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(redis().other().get("counter")).isEqualTo(String.valueOf(threads * increments));
  }

  private static boolean increment(Driver driver) {
    try (HeldConnection connection = DriverContract.open(driver)) {
      Object seen = connection.sendAll("WATCH counter", "GET counter").get(1);
      long value = seen == null ? 0 : Long.parseLong(Words.text((byte[]) seen));
      boolean committed =
          connection.sendAll("MULTI", "SET counter " + (value + 1), "EXEC").get(2) != null;
      connection.release();
      return committed;
    }
  }
}
