package dev.redisatomic.testserver;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The knowledge of one node about its cluster: the lines of {@code CLUSTER NODES}. */
record NodeView(List<Member> members) {

  /** The flags of a member that is not well, or not yet. */
  private static final Pattern ILL = Pattern.compile("fail|fail\\?|handshake|noaddr");

  /**
   * One line.
   *
   * @param master the id of a replica's master, or a dash
   * @param epoch which of two claims to a slot is the newer one
   * @param slots as they are written, without those on their way
   */
  record Member(
      String id, int port, List<String> flags, String master, String epoch, List<String> slots) {

    boolean isMyself() {
      return flags.contains("myself");
    }

    boolean isWell() {
      return flags.stream().noneMatch(flag -> ILL.matcher(flag).matches());
    }
  }

  static NodeView of(RedisServer node) throws IOException {
    String lines = String.join("\n", RespConnection.ask(node, "CLUSTER", "NODES"));
    return new NodeView(lines.lines().map(NodeView::member).toList());
  }

  private static Member member(String line) {
    String[] words = line.split(" ", -1);
    String address = words[1].replaceFirst("@.*", "");
    return new Member(
        words[0],
        Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
        List.of(words[2].split(",", -1)),
        words[3],
        words[6],
        Arrays.stream(words).skip(8).filter(range -> !range.startsWith("[")).toList());
  }

  /** Whether there is a line for this node, be it ill or not yet a member. */
  boolean names(RedisServer node) {
    return members.stream().anyMatch(member -> member.port() == node.port());
  }

  boolean knows(RedisServer node) {
    return members.stream().anyMatch(member -> member.port() == node.port() && member.isWell());
  }

  boolean allAreWell() {
    return members.stream().allMatch(Member::isWell);
  }

  /**
   * Describes who owns what by which claim, and who follows whom; two nodes that agree give the
   * same text. A node that has not heard of the newest claim could make one of the same age, and
   * both be lost.
   */
  String agreement() {
    return members.stream()
        .map(
            member ->
                member.id()
                    + " "
                    + member.master()
                    + (member.flags().contains("master") ? " " + member.epoch() : "")
                    + " "
                    + member.slots())
        .collect(toCollection(TreeSet::new))
        .toString();
  }
}
