package dev.redisatomic.sample.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RoundTrip;
import dev.redisatomic.SentCommand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WhoseTests {

  private static final List<RoundTrip> TRIPS =
      List.of(trip("WATCH a b", "GET a"), trip("MULTI", "SET a 1", "SET a 1", "SET b 2", "EXEC"));

  @Test
  void writesAreThoseOfTheBodiesInTheirOrder() {
    assertThat(members(TRIPS, List.of(1, 0, 2))).containsExactly(0, 0, 0, 1, 3, 3, 0);
  }

  @Test
  void whereTheNumbersDoNotMatchNothingIsSaid() {
    assertThat(members(TRIPS, List.of(1, 1))).containsOnly(0);
    assertThat(members(TRIPS, List.of(3, 1))).containsOnly(0);
  }

  @Test
  void namesMayBeInLowerCase() {
    assertThat(members(List.of(trip("multi", "SET a 1", "exec")), List.of(1)))
        .containsExactly(0, 1, 0);
  }

  @Test
  void aTripWithoutACommitHasNoWrites() {
    assertThat(members(List.of(trip("GET a", "GET b")), List.of())).containsExactly(0, 0);
  }

  private static List<Integer> members(List<RoundTrip> trips, List<Integer> writes) {
    return Whose.of(trips, writes).stream().flatMap(List::stream).map(Whose.Part::member).toList();
  }

  private static RoundTrip trip(String... commands) {
    return new RoundTrip(
        Stream.of(commands)
            .map(command -> new SentCommand(List.of(command.split(" ")), "OK"))
            .toList());
  }
}
