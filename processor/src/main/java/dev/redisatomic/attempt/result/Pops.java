package dev.redisatomic.attempt.result;

import static dev.redisatomic.attempt.result.WriteWords.bytes;

import dev.redisatomic.attempt.result.NeededResult.Answer;
import dev.redisatomic.attempt.result.NeededResult.Read;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes that answer the elements which they take away. */
final class Pops {

  private static final byte[] FIRST = bytes("0");
  private static final byte[] LAST = bytes("-1");
  private static final byte[] WITHSCORES = bytes("WITHSCORES");

  private Pops() {}

  static @Nullable NeededResult first(WriteWords write) {
    return write.size() == 2 ? one(write, FIRST) : several(write, true);
  }

  static @Nullable NeededResult last(WriteWords write) {
    return write.size() == 2 ? one(write, LAST) : several(write, false);
  }

  static @Nullable NeededResult moved(WriteWords write) {
    if (write.size() != 5) {
      return null;
    }
    return switch (write.option(3)) {
      case "LEFT" -> one(write, FIRST);
      case "RIGHT" -> one(write, LAST);
      default -> null;
    };
  }

  static @Nullable NeededResult lastMoved(WriteWords write) {
    return write.size() == 3 ? one(write, LAST) : null;
  }

  private static NeededResult one(WriteWords write, byte[] index) {
    return NeededResult.of(
        write.read(null, "LINDEX", 1, index),
        element -> new Answer(element, element == null ? null : write.command()));
  }

  private static @Nullable NeededResult several(WriteWords write, boolean left) {
    long count = write.size() == 3 ? write.count(2) : -1;
    if (count < 0) {
      return null;
    }
    return NeededResult.of(
        elements(write, 1, left, count),
        reply -> {
          List<?> range = inOrder(reply, left);
          // a list that is not there is nil here, not empty
          return range.isEmpty() ? new Answer(null, null) : new Answer(range, write.command());
        });
  }

  private static Read elements(WriteWords write, int key, boolean left, long count) {
    if (count == 0) {
      return write.read(List.of(), "LRANGE", key, bytes(1), bytes(0));
    }
    return left
        ? write.read(List.of(), "LRANGE", key, FIRST, bytes(count - 1))
        : write.read(List.of(), "LRANGE", key, bytes(-count), LAST);
  }

  private static List<?> inOrder(@Nullable Object range, boolean left) {
    if (left || !(range instanceof List<?>)) {
      return list(range);
    }
    List<?> reversed = new ArrayList<>(list(range));
    Collections.reverse(reversed);
    return reversed;
  }

  /** Recorded as SREM of the members shown: another SPOP would take others. */
  static @Nullable NeededResult member(WriteWords write) {
    if (write.size() == 2) {
      return NeededResult.of(
          write.read(null, "SRANDMEMBER", 1),
          member ->
              new Answer(
                  member,
                  member == null ? null : Replay.removal(write.command(), List.of(member))));
    }
    if (write.size() != 3 || write.count(2) < 0) {
      return null;
    }
    return NeededResult.of(
        write.read(List.of(), "SRANDMEMBER", 1, write.word(2)),
        reply -> {
          List<?> members = list(reply);
          return new Answer(
              members, members.isEmpty() ? null : Replay.removal(write.command(), members));
        });
  }

  static @Nullable NeededResult lowest(WriteWords write) {
    return scored(write, true);
  }

  static @Nullable NeededResult highest(WriteWords write) {
    return scored(write, false);
  }

  private static @Nullable NeededResult scored(WriteWords write, boolean lowest) {
    long count = write.size() == 2 ? 1 : write.size() == 3 ? write.count(2) : -1;
    if (count < 0) {
      return null;
    }
    return NeededResult.of(
        members(write, 1, lowest, count),
        reply -> {
          List<?> members = list(reply);
          if (members.isEmpty()) {
            return new Answer(members, null);
          }
          // RESP3 nests member and score, except in the reply to a pop without a count
          boolean nested = members.get(0) instanceof List<?>;
          return new Answer(
              nested && write.size() == 2 ? members.get(0) : members, write.command());
        });
  }

  private static Read members(WriteWords write, int key, boolean lowest, long count) {
    byte[] from = count == 0 ? bytes(1) : FIRST;
    byte[] to = bytes(Math.max(count - 1, 0));
    return lowest
        ? write.read(List.of(), "ZRANGE", key, from, to, WITHSCORES)
        : write.read(List.of(), "ZRANGE", key, from, to, bytes("REV"), WITHSCORES);
  }

  static @Nullable NeededResult fromFirstList(WriteWords write) {
    return fromFirst(write, "LEFT", "RIGHT");
  }

  static @Nullable NeededResult fromFirstSortedSet(WriteWords write) {
    return fromFirst(write, "MIN", "MAX");
  }

  /** Answers {@code LMPOP} and {@code ZMPOP} with the first key that has elements, and those. */
  private static @Nullable NeededResult fromFirst(WriteWords write, String near, String far) {
    long keys = write.count(1);
    if (keys < 1 || keys > write.size() - 3) {
      return null;
    }
    int where = (int) keys + 2;
    boolean nearEnd = write.option(where).equals(near);
    if (!nearEnd && !write.option(where).equals(far)) {
      return null;
    }
    long count = countAfter(write, where);
    if (count < 1) {
      return null;
    }
    boolean isList = near.equals("LEFT");
    List<Read> reads = new ArrayList<>();
    for (int i = 2; i < where; i++) {
      reads.add(isList ? elements(write, i, nearEnd, count) : members(write, i, nearEnd, count));
    }
    return NeededResult.ofAny(
        reads,
        replies -> {
          for (int i = 0; i < replies.size(); i++) {
            NeededResult.requireNoError(replies.get(i));
            List<?> found = isList ? inOrder(replies.get(i), nearEnd) : pairs(list(replies.get(i)));
            if (!found.isEmpty()) {
              return new Answer(List.of(write.word(i + 2), found), write.command());
            }
          }
          return new Answer(null, null);
        });
  }

  private static long countAfter(WriteWords write, int where) {
    if (write.size() == where + 1) {
      return 1;
    }
    return write.size() == where + 3 && write.option(where + 1).equals("COUNT")
        ? write.count(where + 2)
        : -1;
  }

  /** Members with their scores as ZMPOP nests them, in RESP2 as well. */
  private static List<?> pairs(List<?> members) {
    if (members.isEmpty() || members.get(0) instanceof List<?>) {
      return members;
    }
    List<Object> pairs = new ArrayList<>(members.size() / 2);
    for (int i = 0; i + 1 < members.size(); i += 2) {
      pairs.add(List.of(members.get(i), members.get(i + 1)));
    }
    return pairs;
  }

  private static List<?> list(@Nullable Object reply) {
    return reply instanceof List<?> list ? list : List.of();
  }
}
