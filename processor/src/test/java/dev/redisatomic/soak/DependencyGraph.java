package dev.redisatomic.soak;

import java.util.ArrayList;
import java.util.List;

/** Who has to come before whom, and why. */
final class DependencyGraph {

  /** Why one operation comes before another. */
  enum Dependency {
    /** It wrote the version that the other replaced. */
    WW,
    /** It wrote the version that the other read. */
    WR,
    /** It read the version that the other replaced. */
    RW,
    /** It had returned before the other was asked for. */
    RT
  }

  /**
   * An arrow from the earlier to the later.
   *
   * @param key what both touched; empty for RT
   */
  record Edge(int from, int to, Dependency type, String key) {}

  private final List<String> nodes = new ArrayList<>();
  private final List<List<Edge>> edges = new ArrayList<>();

  /** Adds a node; one without a name is a point in time. */
  int add(String name) {
    nodes.add(name);
    edges.add(new ArrayList<>(4));
    return nodes.size() - 1;
  }

  void add(int from, int to, Dependency type, String key) {
    if (from != to) {
      edges.get(from).add(new Edge(from, to, type, key));
    }
  }

  int size() {
    return nodes.size();
  }

  String name(int node) {
    return nodes.get(node);
  }

  List<Edge> from(int node) {
    return edges.get(node);
  }
}
