package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandFlag;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.connection.RecordedWrite;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one recorded INCR and its replies mean. */
class ExecRepliesTests {

  private static final byte[] OK = "OK".getBytes(US_ASCII);
  private static final byte[] QUEUED = "QUEUED".getBytes(US_ASCII);

  private record Named(String name) implements Command {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public byte[] word(int index) {
      return name().getBytes(US_ASCII);
    }

    @Override
    public List<byte[]> keys() {
      return List.of();
    }

    @Override
    public EnumSet<CommandFlag> flags() {
      return EnumSet.of(CommandFlag.WRITE);
    }
  }

  private static Outcome verdict(@Nullable Object... replies) {
    return verdict(List.of("INCR"), replies);
  }

  private static Outcome verdict(List<String> commands, @Nullable Object... replies) {
    List<RecordedWrite> writes =
        commands.stream()
            .map(
                name ->
                    new RecordedWrite(
                        new ClassifiedCommand(
                            new Named(name), CommandRole.WRITE, List.of(), List.of(), "")))
            .toList();
    return new ExecReplies(writes, Arrays.asList(replies), e -> e).verdict();
  }

  private static RuntimeException error(String message) {
    return new IllegalStateException(message);
  }

  @Test
  void aListOfResultsIsACommit() {
    assertThat(verdict(OK, QUEUED, List.of(1L))).isInstanceOf(Outcome.Committed.class);
  }

  @Test
  void nilIsAConflict() {
    assertThat(verdict(OK, QUEUED, null)).isInstanceOf(Outcome.Conflict.class);
  }

  @Test
  void anErrorAmongTheResultsIsPartial() {
    assertThat(
            verdict(
                List.of("INCR", "INCR"), OK, QUEUED, QUEUED, List.of(1L, error("WRONGTYPE no"))))
        .isInstanceOf(Outcome.Partial.class);
  }

  @Test
  void nothingButErrorsIsAFailureThatIsNotRetried() {
    RuntimeException first = error("READONLY not even this");
    RuntimeException second = error("WRONGTYPE no");

    assertThat(verdict(List.of("INCR", "INCR"), OK, QUEUED, QUEUED, List.of(first, second)))
        .isEqualTo(new Outcome.Failed(first, false));
    assertThat(first.getSuppressed()).containsExactly(second);
  }

  /** What the library adds behind the writes, such as the marker, does not count. */
  @Test
  void nothingButErrorsAmongTheWritesIsAFailure() {
    assertThat(verdict(List.of("INCR"), OK, QUEUED, QUEUED, List.of(error("WRONGTYPE"), OK)))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void anErrorThatIsTheSameObjectTwiceIsNotSuppressedByItself() {
    RuntimeException same = error("WRONGTYPE no");

    assertThat(verdict(List.of("INCR", "INCR"), OK, QUEUED, QUEUED, List.of(same, same)))
        .isEqualTo(new Outcome.Failed(same, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EVAL", "EVALSHA", "EVAL_RO", "FCALL", "FCALL_RO", "MIGRATE", "JSON.MSET"})
  void whatCanFailHalfWayMayHaveAppliedSomething(String command) {
    assertThat(
            verdict(
                List.of("INCR", command),
                OK,
                QUEUED,
                QUEUED,
                List.of(error("WRONGTYPE no"), error("ERR in the middle"))))
        .isInstanceOf(Outcome.Partial.class);
  }

  @Test
  void anErrorInsteadOfTheResultsAppliedNothing() {
    assertThat(verdict(OK, error("ERR wrong number"), error("EXECABORT")))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void withoutMultiTheWritesWereAppliedOneByOne() {
    assertThat(verdict(error("NOPERM"), 1L, error("ERR EXEC without MULTI")))
        .isInstanceOf(Outcome.Partial.class);
  }

  /** EXEC answers so as well if its user may run neither. */
  @Test
  void withoutMultiAndExecTheWritesWereAppliedOneByOne() {
    assertThat(verdict(error("NOPERM"), 1L, error("EXECABORT … because of: NOPERM")))
        .isInstanceOf(Outcome.Partial.class);
  }

  @Test
  void aForeignTransactionThatWasDiscardedAppliedNothing() {
    assertThat(verdict(error("ERR MULTI calls can not be nested"), QUEUED, error("EXECABORT")))
        .isInstanceOf(Outcome.Failed.class);
  }

  /** Somebody else's transaction was still open on the pooled connection. */
  @Test
  void aTransactionThatWasNotBegunHereIsUnknown() {
    assertThat(verdict(error("ERR MULTI calls can not be nested"), QUEUED, List.of(OK, 1L)))
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void repliesThatDoNotFitAreUnknown() {
    assertThat(verdict(OK, QUEUED, QUEUED)).isInstanceOf(Outcome.Unknown.class);
    assertThat(verdict(OK, QUEUED, List.of(1L, 2L))).isInstanceOf(Outcome.Unknown.class);
  }
}
