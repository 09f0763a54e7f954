package dev.redisatomic.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedisSentinelsTests {

  @Test
  void theSentinelKnowsTheMasterAndItsReplica() throws IOException {
    try (RedisSentinels sentinels = RedisSentinels.start("databases 3")) {
      RedisServer master = sentinels.master();
      RedisServer replica = sentinels.replica();

      assertThat(masterBy(sentinels)).containsExactly(master.host(), String.valueOf(master.port()));
      assertThat(RespConnection.ask(sentinels.sentinel(), "SENTINEL", "REPLICAS", "the-master"))
          .contains(String.valueOf(replica.port()));
      assertThat(RespConnection.ask(sentinels.sentinel(), "ROLE")).first().isEqualTo("sentinel");
      RespConnection.ask(master, "SET", "key", "value");
      Waiting.until(
          "the replica has the key",
          () -> RespConnection.ask(replica, "GET", "key").equals(List.of("value")));
      assertThat(RespConnection.ask(replica, "CONFIG", "GET", "databases")).last().isEqualTo("3");
    }
  }

  private static List<String> masterBy(RedisSentinels sentinels) throws IOException {
    return RespConnection.ask(
        sentinels.sentinel(), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", sentinels.masterName());
  }

  @Test
  void theReplicaTakesOverAndTheOldMasterComesBackAsItsReplica() throws IOException {
    try (RedisSentinels sentinels = RedisSentinels.start("requirepass secret")) {
      RedisServer before = sentinels.master();
      RedisServer after = sentinels.replica();

      before.kill();
      assertThatIllegalStateException()
          .isThrownBy(sentinels::awaitStable)
          .withMessageContaining(before.address() + " is not running");
      Waiting.until("the replica has taken over", () -> sentinels.master() == after);
      before.restart();
      sentinels.awaitStable();

      assertThat(sentinels.master()).isSameAs(after);
      assertThat(sentinels.replica()).isSameAs(before);
      assertThat(masterBy(sentinels)).last().isEqualTo(String.valueOf(after.port()));
      assertThat(String.join("\n", RespConnection.ask(before, "INFO", "replication")))
          .contains("role:slave", "master_port:" + after.port(), "master_link_status:up");
      assertReplicaIsKnown(before, sentinels);
    }
  }

  /** By itself, the Sentinel would see for ten seconds what it saw last: another master. */
  @Test
  void afterAFailoverOnRequestTheSentinelKnowsTheReplicaAtOnce() throws IOException {
    try (RedisSentinels sentinels = RedisSentinels.start()) {
      RedisServer before = sentinels.master();

      RespConnection.ask(sentinels.sentinel(), "SENTINEL", "FAILOVER", sentinels.masterName());
      Waiting.until("the replica has taken over", () -> sentinels.master() != before);
      sentinels.awaitStable();

      assertThat(sentinels.replica()).isSameAs(before);
      assertReplicaIsKnown(before, sentinels);
    }
  }

  private static void assertReplicaIsKnown(RedisServer replica, RedisSentinels sentinels)
      throws IOException {
    assertThat(
            RespConnection.ask(
                sentinels.sentinel(), "SENTINEL", "REPLICAS", sentinels.masterName()))
        .containsSequence("port", String.valueOf(replica.port()))
        .containsSequence("flags", "slave")
        .containsSequence("master-link-status", "ok");
  }

  @Test
  void closingLeavesNoProcesses() {
    RedisSentinels sentinels = RedisSentinels.start();
    List<ProcessHandle> processes =
        Stream.of(sentinels.master(), sentinels.replica(), sentinels.sentinel())
            .map(server -> ProcessHandle.of(server.pid()).orElseThrow())
            .toList();
    assertThat(processes).allMatch(ProcessHandle::isAlive);

    sentinels.close();

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }
}
