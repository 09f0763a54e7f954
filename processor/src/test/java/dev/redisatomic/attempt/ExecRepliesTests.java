package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.connection.ClassifiedCommand;
import dev.redisatomic.connection.Command;
import dev.redisatomic.connection.CommandFlag;
import dev.redisatomic.connection.CommandRole;
import dev.redisatomic.connection.RecordedWrite;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one recorded INCR and its replies mean. */
class ExecRepliesTests {

  private static final byte[] OK = "OK".getBytes(US_ASCII);
  private static final byte[] QUEUED = "QUEUED".getBytes(US_ASCII);

  private record Incr() implements Command {
    @Override
    public String name() {
      return "INCR";
    }

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
    RecordedWrite write =
        new RecordedWrite(
            new ClassifiedCommand(new Incr(), CommandRole.WRITE, List.of(), List.of(), ""));
    return new ExecReplies(List.of(write), Arrays.asList(replies), e -> e).verdict();
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
    assertThat(verdict(OK, QUEUED, List.of(error("WRONGTYPE"))))
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
