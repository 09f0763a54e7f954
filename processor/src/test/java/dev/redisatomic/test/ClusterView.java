package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/** What one node thinks of its cluster: the lines of {@code CLUSTER NODES}. */
record ClusterView(List<Member> members) {

  /** One line; {@code master} is the id of a replica's master, or a dash. */
  record Member(String id, int port, List<String> flags, String master, BitSet slots) {

    boolean isMaster() {
      return flags.contains("master");
    }

    boolean isWell() {
      return flags.stream()
          .noneMatch(flag -> List.of("fail", "fail?", "handshake", "noaddr").contains(flag));
    }
  }

  static ClusterView of(RedisServer node) {
    try (Jedis jedis = new Jedis(node.host(), node.port())) {
      return new ClusterView(jedis.clusterNodes().lines().map(ClusterView::member).toList());
    }
  }

  private static Member member(String line) {
    String[] words = line.split(" ", -1);
    String address = words[1].replaceFirst("@.*", "");
    BitSet slots = new BitSet();
    // the last ones, in brackets, are slots on their way
    Stream.of(words)
        .skip(8)
        .filter(range -> !range.startsWith("["))
        .map(range -> range.split("-", -1))
        .forEach(
            range ->
                slots.set(
                    Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]) + 1));
    return new Member(
        words[0],
        Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
        List.of(words[2].split(",")),
        words[3],
        slots);
  }

  Member myself() {
    return members.stream().filter(m -> m.flags().contains("myself")).findFirst().orElseThrow();
  }

  Optional<Member> ownerOf(int slot) {
    return members.stream().filter(m -> m.isMaster() && m.slots().get(slot)).findFirst();
  }

  /** Who owns what and who follows whom; two nodes that agree give the same text. */
  String agreement() {
    TreeMap<String, List<Object>> lines = new TreeMap<>();
    for (Member m : members) {
      lines.put(m.id(), new ArrayList<>(List.of(m.isMaster(), m.master(), m.slots(), m.isWell())));
    }
    return lines.toString();
  }
}
