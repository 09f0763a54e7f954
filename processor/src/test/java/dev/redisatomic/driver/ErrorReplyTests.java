package dev.redisatomic.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.driver.ErrorReply.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.ClusterStateFailureException;

class ErrorReplyTests {

  private static ErrorReply error(String message) {
    return new ErrorReply(message, IllegalStateException::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "READONLY You can't write against a read only replica.",
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
        "CLUSTERDOWN The cluster is down",
        "TRYAGAIN Multiple keys request during rehashing of slot",
        "NOREPLICAS Not enough good replicas to write.",
        "BUSY Redis is busy running a script.",
        "EXECABORT Transaction discarded because of: LOADING Redis is loading the dataset in memory"
      })
  void notNowIsRetryable(String message) {
    assertThat(error(message).kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(error(message).isRetryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MOVED 3999 127.0.0.1:6381",
        "ASK 3999 127.0.0.1:6381",
        "EXECABORT Transaction discarded because of: MOVED 3999 127.0.0.1:6381"
      })
  void notHereIsMisrouted(String message) {
    assertThat(error(message).kind()).isEqualTo(Kind.MISROUTED);
    assertThat(error(message).isRetryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERR unknown command 'x', with args beginning with: 'y' ",
        "ERR unknown subcommand 'x'. Try OBJECT HELP.",
        "NOPERM this user has no permissions to run the 'set' command"
      })
  void notForThisUserOrOnThisServerIsRefused(String message) {
    assertThat(error(message).kind()).isEqualTo(Kind.REFUSED);
    assertThat(error(message).isRetryable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WRONGTYPE Operation against a key holding the wrong kind of value",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "BUSYKEY Target key name already exists.",
        "BUSYGROUP Consumer Group name already exists",
        "EXECABORT Transaction discarded because of previous errors.",
        "ERR LOADING is only mentioned",
        "ERR"
      })
  void anyOtherDependsOnTheCommandAndTheData(String message) {
    assertThat(error(message).kind()).isEqualTo(Kind.OTHER);
    assertThat(error(message).isRetryable()).isFalse();
  }

  @Test
  void theCodeIsTheFirstWordAndTheReasonThatOfWhatAbortedExec() {
    ErrorReply aborted = error("EXECABORT Transaction discarded because of: READONLY You can't");

    assertThat(aborted.code()).isEqualTo("EXECABORT");
    assertThat(aborted.reason()).isEqualTo("READONLY");
    assertThat(error("WRONGTYPE no").reason()).isEqualTo("WRONGTYPE");
  }

  @Test
  void itIsTranslatedOnce() {
    ErrorReply error = error("WRONGTYPE no");

    assertThat(error.translated()).hasMessage("WRONGTYPE no").isSameAs(error.translated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MOVED 1 h:1", "ASK 1 h:1", "CLUSTERDOWN no", "TRYAGAIN later"})
  void whatComesFromTheStateOfAClusterSaysSo(String message) {
    assertThat(error(message).translated())
        .isInstanceOf(ClusterStateFailureException.class)
        .hasMessageContaining(message);
  }

  @Test
  void otherWordsAreTranslatedAsTheFirstOnesWere() {
    ErrorReply error = error("ERR value secret is wrong");

    assertThat(error.withMessage("ERR value … is wrong").translated())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ERR value … is wrong");
    assertThat(error.withMessage(error.message())).isSameAs(error);
  }
}
