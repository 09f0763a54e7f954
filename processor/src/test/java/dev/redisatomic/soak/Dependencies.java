package dev.redisatomic.soak;

import dev.redisatomic.soak.DependencyGraph.Dependency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives the dependencies from what was read, as Elle does: a list shows the order in which it was
 * written, and so does a chain of balances.
 *
 * @see <a href="https://github.com/jepsen-io/elle">Elle</a>
 */
final class Dependencies {

  private final DependencyGraph graph = new DependencyGraph();
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<String, List<String>> versions;

  /** Where each balance stands in its account's chain, from 1; all values are different. */
  private final Map<String, Map<String, Integer>> balances = new HashMap<>();

  private Dependencies(Map<String, List<String>> versions) {
    this.versions = versions;
    versions.forEach(
        (key, order) -> {
          if (Operation.isAccount(key)) {
            Map<String, Integer> positions = new HashMap<>();
            order.forEach(balance -> positions.put(balance, positions.size() + 1));
            balances.put(key, positions);
          }
        });
  }

  /**
   * The graph of all operations that took effect.
   *
   * @param versions what each key has been, oldest first
   */
  static DependencyGraph of(History history, Map<String, List<String>> versions) {
    Dependencies dependencies = new Dependencies(versions);
    List<Operation> effective = dependencies.effective(history);
    effective.forEach(
        operation -> dependencies.nodes.put(operation.id(), dependencies.add(operation)));
    dependencies.writes();
    effective.forEach(dependencies::reads);
    dependencies.realTime(effective);
    return dependencies.graph;
  }

  /** Those that are known to have been committed, and those whose writes are there. */
  private List<Operation> effective(History history) {
    Map<String, Operation> effective = new HashMap<>();
    for (Operation operation : history.operations()) {
      if (operation.isCommitted()) {
        effective.put(operation.id(), operation);
      }
    }
    for (List<String> written : versions.values()) {
      for (String version : written) {
        Operation writer = history.find(Operation.writerOf(version));
        if (writer != null) {
          effective.put(writer.id(), writer);
        }
      }
    }
    return new ArrayList<>(effective.values());
  }

  private int add(Operation operation) {
    return graph.add(operation.kind() + " " + operation.id());
  }

  private @Nullable Integer writer(String version) {
    return nodes.get(Operation.writerOf(version));
  }

  private void writes() {
    versions.forEach(
        (key, order) -> {
          for (int i = 1; i < order.size(); i++) {
            add(writer(order.get(i - 1)), writer(order.get(i)), Dependency.WW, key);
          }
        });
  }

  private void reads(Operation operation) {
    Integer reader = nodes.get(operation.id());
    operation
        .reads()
        .forEach(
            (key, seen) -> {
              List<String> order = versions.getOrDefault(key, List.of());
              Integer next = following(key, seen, order);
              if (next != null && next > 0) {
                add(writer(order.get(next - 1)), reader, Dependency.WR, key);
              }
              if (next != null && next < order.size()) {
                add(reader, writer(order.get(next)), Dependency.RW, key);
              }
            });
  }

  /** Where the version stands that follows what was seen; null if that has never been. */
  private @Nullable Integer following(String key, List<String> seen, List<String> order) {
    Map<String, Integer> positions = balances.get(key);
    if (positions != null) {
      return positions.get(seen.get(0));
    }
    return ListCheck.isPrefix(seen, order) ? seen.size() : null;
  }

  private void add(@Nullable Integer from, @Nullable Integer to, Dependency type, String key) {
    if (from != null && to != null) {
      graph.add(from, to, type, key);
    }
  }

  /**
   * A point in time for each end, one after the other: everything that has ended leads there, and
   * from there to everything that begins later. Of an operation that nobody knows the end of, only
   * the beginning counts.
   */
  private void realTime(List<Operation> effective) {
    List<Operation> ended =
        effective.stream()
            .filter(Operation::isCommitted)
            .sorted(Comparator.comparingLong(Operation::end))
            .toList();
    List<Operation> begun =
        effective.stream().sorted(Comparator.comparingLong(Operation::begin)).toList();
    int next = 0;
    Integer moment = null;
    for (Operation operation : begun) {
      for (; next < ended.size() && ended.get(next).end() < operation.begin(); next++) {
        int later = graph.add("");
        add(moment, later, Dependency.RT, "");
        add(nodes.get(ended.get(next).id()), later, Dependency.RT, "");
        moment = later;
      }
      add(moment, nodes.get(operation.id()), Dependency.RT, "");
    }
  }
}
