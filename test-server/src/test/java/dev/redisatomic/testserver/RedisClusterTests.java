package dev.redisatomic.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RedisClusterTests {

  @Test
  void threeMastersShareTheSlotsAndAreWell() throws IOException {
    try (RedisCluster cluster = RedisCluster.start()) {
      assertThat(cluster.nodes()).hasSize(3);
      assertThat(cluster.addresses())
          .containsExactlyElementsOf(cluster.nodes().stream().map(RedisServer::address).toList());
      for (RedisServer node : cluster.nodes()) {
        assertThat(ask(node, "CLUSTER", "INFO"))
            .contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_known_nodes:3");
      }
      assertThat(slots(cluster.nodes().get(0)))
          .containsExactly("0-5460", "5461-10921", "10922-16383");
      // the slot of "foo" is 12182, which the last one owns
      assertThat(RespConnection.ask(cluster.nodes().get(2), "SET", "foo", "bar"))
          .containsExactly("OK");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> RespConnection.ask(cluster.nodes().get(0), "GET", "foo"))
          .withMessageContaining("MOVED 12182 " + cluster.addresses().get(2));
    }
  }

  private static String ask(RedisServer node, String... command) throws IOException {
    return String.join("\n", RespConnection.ask(node, command));
  }

  private static List<String> slots(RedisServer node) throws IOException {
    List<String> slots = new ArrayList<>();
    NodeView.of(node).members().forEach(member -> slots.addAll(member.slots()));
    slots.sort((one, other) -> first(one) - first(other));
    return slots;
  }

  private static int first(String range) {
    return Integer.parseInt(range.replaceFirst("-.*", ""));
  }

  @Test
  void replicasFollowTheirMastersAndTakeOver() throws IOException {
    try (RedisCluster cluster =
        RedisCluster.start(RedisBinary.find(), 3, 1, "cluster-node-timeout 1000")) {
      RedisServer master = cluster.nodes().get(1);
      RedisServer replica = cluster.nodes().get(4);
      assertThat(ask(replica, "INFO", "replication"))
          .contains("role:slave", "master_port:" + master.port(), "master_link_status:up");

      master.kill();
      assertThatIllegalStateException()
          .isThrownBy(cluster::awaitStable)
          .withMessageContaining(master.address() + " is not running");
      Waiting.until(
          "the replica has taken over",
          () -> ask(replica, "INFO", "replication").contains("role:master"));
      master.restart();
      cluster.awaitStable();

      assertThat(ask(master, "INFO", "replication"))
          .contains("role:slave", "master_port:" + replica.port(), "master_link_status:up");
    }
  }

  @Test
  void nodesComeAndGo() throws IOException {
    try (RedisCluster cluster = RedisCluster.start(RedisBinary.find(), 1, 0)) {
      RedisServer first = cluster.nodes().get(0);

      try (RedisServer added = cluster.addNode()) {
        assertThat(cluster.nodes()).containsExactly(first, added);
        assertThat(NodeView.of(first).knows(added)).isTrue();
        assertThat(NodeView.of(added).knows(first)).isTrue();
        assertThatIllegalStateException()
            .isThrownBy(() -> cluster.forget(first))
            .withMessageContaining("owns slots");

        cluster.forget(added);

        assertThat(cluster.nodes()).containsExactly(first);
        assertThat(added.isRunning()).isTrue();
        assertThat(NodeView.of(first).knows(added)).isFalse();
        assertThat(NodeView.of(added).members()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> cluster.forget(added));
      }
    }
  }

  @Test
  void nodesWithAPasswordFindEachOther() throws IOException {
    try (RedisCluster cluster =
        RedisCluster.start(RedisBinary.find(), 1, 1, "requirepass secret")) {
      assertThat(ask(cluster.nodes().get(1), "INFO", "replication"))
          .contains("master_link_status:up");
    }
  }

  @Test
  void aClosedClusterLeavesNoProcesses() {
    RedisCluster cluster = RedisCluster.start(RedisBinary.find(), 2, 1);
    Set<ProcessHandle> processes =
        cluster.nodes().stream()
            .map(node -> ProcessHandle.of(node.pid()).orElseThrow())
            .collect(Collectors.toSet());
    assertThat(processes).hasSize(4).allMatch(ProcessHandle::isAlive);

    cluster.close();

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void aClusterThatDoesNotStartLeavesNoProcesses() {
    Set<ProcessHandle> before = children();

    assertThatExceptionOfType(NoRedisServerException.class)
        .isThrownBy(() -> RedisCluster.start("no-such-directive yes"));
    // the servers start, and refuse to be a cluster
    assertThatIllegalStateException()
        .isThrownBy(
            () -> RedisCluster.start(RedisBinary.find(), 2, 0, "rename-command CLUSTER \"\""))
        .withMessageContaining("CLUSTER");

    assertThat(children()).isEqualTo(before);
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  @Test
  void aClusterNeedsAMaster() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisCluster.start(RedisBinary.find(), 0, 1));
  }
}
