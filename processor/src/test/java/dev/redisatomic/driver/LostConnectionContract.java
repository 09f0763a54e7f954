package dev.redisatomic.driver;

import static dev.redisatomic.test.RecordingProxy.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redisatomic.command.Command;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.Stall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** {@link BrokenConnectionException}, and that nothing of a lost connection reaches the next. */
interface LostConnectionContract extends DriverContract {

  /** More than the buffers of both sides of a socket hold. */
  int MORE_THAN_BUFFERED = 64 << 20;

  private static BrokenConnectionException lost(HeldConnection connection, Command... commands) {
    BrokenConnectionException broken =
        catchThrowableOfType(BrokenConnectionException.class, () -> connection.send(commands));
    assertThat(broken).isNotNull();
    assertThat(broken.translated()).isInstanceOf(DataAccessException.class);
    return broken;
  }

  private static void assertNextWorks(Driver driver, String value) {
    try (HeldConnection next = DriverContract.open(driver)) {
      assertThat((byte[]) next.send("GET", "witness")).asString(UTF_8).isEqualTo(value);
    }
  }

  @Test
  default void aCommandWhoseReplyIsLostMayHaveArrived() {
    try (RecordingProxy proxy = new RecordingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()));
      try (HeldConnection connection = DriverContract.open(driver)) {
        proxy.cutAfterNext(named("SET"));

        assertThat(lost(connection, DriverContract.command("SET", "witness", "1")).mayHaveArrived())
            .isTrue();
      }
      assertNextWorks(driver, "1");
    }
  }

  @Test
  default void aCommandThatWasWrittenAndDidNotArriveMayHaveArrived() {
    redis().other().set("witness", "old");
    try (RecordingProxy proxy = new RecordingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()));
      try (HeldConnection connection = DriverContract.open(driver)) {
        proxy.cutBeforeNext(named("SET"));

        assertThat(lost(connection, DriverContract.command("SET", "witness", "1")).mayHaveArrived())
            .isTrue();
      }
      assertNextWorks(driver, "old");
    }
  }

  /** The first of two replies is complete; the last command counts. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6})
  default void aReplyThatIsLostInPartMayHaveArrived(int bytes) {
    try (CuttingProxy proxy = new CuttingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()));
      try (HeldConnection connection = DriverContract.open(driver)) {
        proxy.mark();
        proxy.cutAfter(Way.TO_CLIENT, bytes);

        assertThat(
                lost(
                        connection,
                        DriverContract.command("SET", "witness", "1"),
                        DriverContract.command("SET", "witness", "2"))
                    .mayHaveArrived())
            .isTrue();
        proxy.awaitEnds();
      }
      assertNextWorks(driver, "2");
    }
  }

  @Test
  default void whatCouldNotBeWrittenInFullHasNotArrived() {
    redis().other().set("witness", "old");
    try (RecordingProxy proxy = new RecordingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()));
      try (HeldConnection connection = DriverContract.open(driver)) {
        proxy.close();

        assertThat(
                lost(
                        connection,
                        Command.of("SET", new byte[] {'a'}, new byte[MORE_THAN_BUFFERED]),
                        DriverContract.command("SET", "witness", "1"))
                    .mayHaveArrived())
            .isFalse();
      }
    }
    assertThat(redis().other().get("witness")).isEqualTo("old");
  }

  @Test
  default void aReplyThatComesTooLateIsNotTakenForAnother() {
    redis().other().set("witness", "right");
    redis().other().set("late", "wrong");
    try (CuttingProxy proxy = new CuttingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()).readTimeout(Duration.ofMillis(300)));
      try (HeldConnection connection = DriverContract.open(driver)) {
        proxy.mark();
        Stall stall = proxy.stallAfter(Way.TO_CLIENT, 0);

        assertThat(lost(connection, DriverContract.command("GET", "late")).mayHaveArrived())
            .isTrue();
        stall.goOn();
      }
      assertNextWorks(driver, "right");
    }
  }
}
