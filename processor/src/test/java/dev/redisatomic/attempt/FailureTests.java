package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "READONLY You can't write against a read only replica.",
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
        "CLUSTERDOWN The cluster is down",
        "TRYAGAIN Multiple keys request during rehashing of slot",
        "MOVED 3999 127.0.0.1:6381",
        "ASK 3999 127.0.0.1:6381",
        "NOREPLICAS Not enough good replicas to write.",
        "BUSY Redis is busy running a script.",
        "EXECABORT Transaction discarded because of: LOADING Redis is loading the dataset in memory"
      })
  void notNowIsPassing(String error) {
    assertThat(Failure.isPassing(new IllegalStateException(error))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERR unknown command",
        "WRONGTYPE Operation against a key holding the wrong kind of value",
        "NOPERM this user has no permissions to run the 'set' command",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "BUSYKEY Target key name already exists.",
        "BUSYGROUP Consumer Group name already exists",
        "EXECABORT Transaction discarded because of previous errors.",
        "ERR LOADING is only mentioned"
      })
  void notAtAllIsNot(String error) {
    assertThat(Failure.isPassing(new IllegalStateException(error))).isFalse();
  }
}
