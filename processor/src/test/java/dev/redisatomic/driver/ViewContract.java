package dev.redisatomic.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.connection.CommandCall;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RecordingProxy;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** {@link Driver#view}: every call reaches the handler, no byte the server. */
interface ViewContract extends DriverContract {

  /**
   * Samples that the view is known to convert otherwise than the factory's own connection. They
   * have to differ, so that none stays here for nothing.
   */
  default Set<ViewSample> differences(Protocol protocol) {
    return Set.of();
  }

  /** Without the methods that an atomic method refuses, or does itself. */
  private static Stream<CommandCall> calls() {
    return CommandCall.all().stream()
        .filter(call -> !CommandCall.REFUSED_METHODS.contains(call.name()))
        .filter(call -> !call.name().equals("watch"));
  }

  @ParameterizedTest
  @EnumSource
  default void everyCallIsHandedToTheHandlerAndNothingIsSent(Protocol protocol) {
    try (RecordingProxy proxy = new RecordingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()).protocol(protocol));
      proxy.reset();
      Set<Method> unheard = new LinkedHashSet<>();
      Set<Method> heard = new HashSet<>();
      calls()
          .forEach(
              call -> {
                unheard.add(call.method());
                call.on(
                    driver.view(
                        command -> {
                          heard.add(call.method());
                          return null;
                        }));
              });
      unheard.removeAll(heard);

      assertThat(unheard).isEmpty();
      assertThat(proxy.commands()).isEmpty();
    }
  }

  static Stream<Throwable> thrown() {
    return Stream.of(
        new InvalidDataAccessApiUsageException("Spring's"),
        new DataAccessException("the library's") {},
        new AssertionError("a signal"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  default void whatTheHandlerThrowsReachesTheCallerUnchanged(Throwable thrown) {
    Driver driver = driver(options());
    List<String> changed = new ArrayList<>();
    calls()
        .forEach(
            call -> {
              boolean[] asked = new boolean[1];
              Throwable caught =
                  call.on(
                      driver.view(
                          command -> {
                            asked[0] = true;
                            if (thrown instanceof Error error) {
                              throw error;
                            }
                            throw (DataAccessException) thrown;
                          }));
              if (asked[0] && caught != thrown) {
                changed.add(call + ": " + caught);
              }
            });

    assertThat(changed).isEmpty();
  }

  @Test
  default void theHandlerIsGivenTheWords() {
    List<Command> handed = new ArrayList<>();

    driver(options())
        .view(
            command -> {
              handed.add(command);
              return null;
            })
        .stringCommands()
        .get(Words.bytes("key"));

    Command command = handed.get(0);
    assertThat(handed).hasSize(1);
    assertThat(command.name()).isEqualTo("GET");
    assertThat(command.size()).isEqualTo(2);
    assertThat(command.word(0)).isEqualTo(Words.bytes("GET"));
    assertThat(command.word(1)).isEqualTo(Words.bytes("key"));
  }

  @ParameterizedTest
  @EnumSource
  default void repliesAreConvertedAsByTheFactorysOwnConnection(Protocol protocol) {
    RedisConnectionFactory factory = connect(options().protocol(protocol).connections(2));
    Driver driver = provider().create(factory);
    driver.probe();
    Map<ViewSample, String> expected = new EnumMap<>(ViewSample.class);
    Map<ViewSample, String> results = new EnumMap<>(ViewSample.class);
    try (HeldConnection pinned = DriverContract.open(driver);
        RedisConnection own = factory.getConnection()) {
      RedisConnection view = driver.view(command -> reply(pinned, command));
      for (ViewSample sample : ViewSample.values()) {
        expected.put(sample, result(sample, own));
        results.put(sample, result(sample, view));
      }
    }
    Set<ViewSample> different = differences(protocol);
    for (ViewSample sample : different) {
      assertThat(results.remove(sample)).as("%s", sample).isNotEqualTo(expected.remove(sample));
    }
    assertThat(results).isEqualTo(expected);
  }

  private String result(ViewSample sample, RedisConnection connection) {
    redis().flushAll();
    ViewSample.fill(redis().other());
    Object[] result = new Object[1];
    Throwable thrown = catchThrowable(() -> result[0] = sample.on(connection));
    return thrown == null ? ViewSample.text(result[0]) : thrown.toString();
  }

  /** As an attempt answers: an error is thrown. */
  private static @Nullable Object reply(HeldConnection pinned, Command command) {
    Object reply = pinned.send(command).get(0);
    if (reply instanceof ErrorReply error) {
      throw error.translated();
    }
    return reply;
  }
}
