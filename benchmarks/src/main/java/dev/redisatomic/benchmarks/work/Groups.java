package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.stream.IntStream;

/** Keys in groups of five. */
final class Groups {

  static final int SIZE = 5;

  private static final int GROUPS = 200;

  private final List<String> keys;
  private final List<List<String>> groups;

  Groups(String prefix) {
    keys = IntStream.range(0, GROUPS * SIZE).mapToObj(i -> prefix + i).toList();
    groups =
        IntStream.range(0, GROUPS).mapToObj(i -> keys.subList(i * SIZE, (i + 1) * SIZE)).toList();
  }

  static int count(boolean hot) {
    return hot ? 1 : GROUPS;
  }

  List<String> get(int group) {
    return groups.get(group);
  }

  List<String> keys(int ofGroups) {
    return keys.subList(0, ofGroups * SIZE);
  }

  List<String> keys() {
    return keys;
  }
}
