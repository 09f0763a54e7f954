package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.ErrorReply;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one recorded INCR and its replies mean. */
class TransactionRepliesTests {

  private static final byte[] OK = "OK".getBytes(US_ASCII);
  private static final byte[] QUEUED = "QUEUED".getBytes(US_ASCII);

  private static Outcome verdict(@Nullable Object... replies) {
    return verdict(List.of("INCR"), replies);
  }

  private static Outcome verdict(List<String> commands, @Nullable Object... replies) {
    List<RecordedWrite> writes =
        commands.stream()
            .map(
                name ->
                    new RecordedWrite(
                        ClassifiedCommand.of(Command.of(name), CommandRole.WRITE, List.of())))
            .toList();
    return TransactionReplies.of(writes, Arrays.asList(replies), replies.length - 1).verdict();
  }

  private static ErrorReply error(String message) {
    return new ErrorReply(message, IllegalStateException::new);
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
    ErrorReply first = error("READONLY not even this");
    ErrorReply second = error("WRONGTYPE no");

    Outcome outcome = verdict(List.of("INCR", "INCR"), OK, QUEUED, QUEUED, List.of(first, second));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).retryable()).isFalse();
    assertThat(((Outcome.Failed) outcome).cause())
        .hasMessageContaining("READONLY not even this")
        .hasMessageContaining("WRONGTYPE no")
        .hasSuppressedException(second.translated());
  }

  /** What the library adds behind the writes, such as the marker, does not count. */
  @Test
  void nothingButErrorsAmongTheWritesIsAFailure() {
    assertThat(verdict(List.of("INCR"), OK, QUEUED, QUEUED, List.of(error("WRONGTYPE"), OK)))
        .isInstanceOf(Outcome.Failed.class);
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
