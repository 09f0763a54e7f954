package dev.redisatomic.soak;

import dev.redisatomic.soak.DependencyGraph.Dependency;
import dev.redisatomic.soak.DependencyGraph.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The strongly connected components of a graph, after Tarjan: every circle lies within one. Without
 * recursion, because a history is longer than a stack.
 */
final class Components {

  private static final int NEW = 0;

  private final DependencyGraph graph;
  private final Set<Dependency> types;
  private final int[] index;
  private final int[] low;
  private final int[] nextEdge;
  private final boolean[] open;
  private final Deque<Integer> members = new ArrayDeque<>();
  private final List<List<Integer>> found = new ArrayList<>();
  private int visited = NEW;

  private Components(DependencyGraph graph, Set<Dependency> types) {
    this.graph = graph;
    this.types = types;
    this.index = new int[graph.size()];
    this.low = new int[graph.size()];
    this.nextEdge = new int[graph.size()];
    this.open = new boolean[graph.size()];
  }

  /** Those of more than one node, along edges of these types. */
  static List<List<Integer>> of(DependencyGraph graph, Set<Dependency> types) {
    Components components = new Components(graph, types);
    for (int node = 0; node < graph.size(); node++) {
      if (components.index[node] == NEW) {
        components.walk(node);
      }
    }
    return components.found;
  }

  private void walk(int start) {
    Deque<Integer> path = new ArrayDeque<>();
    enter(start, path);
    while (!path.isEmpty()) {
      int node = path.element();
      List<Edge> edges = graph.from(node);
      if (nextEdge[node] == edges.size()) {
        path.remove();
        leave(node, path);
        continue;
      }
      Edge edge = edges.get(nextEdge[node]++);
      if (!types.contains(edge.type())) {
        continue;
      }
      if (index[edge.to()] == NEW) {
        enter(edge.to(), path);
      } else if (open[edge.to()]) {
        low[node] = Math.min(low[node], index[edge.to()]);
      }
    }
  }

  private void enter(int node, Deque<Integer> path) {
    index[node] = ++visited;
    low[node] = visited;
    open[node] = true;
    members.push(node);
    path.push(node);
  }

  private void leave(int node, Deque<Integer> path) {
    if (!path.isEmpty()) {
      low[path.element()] = Math.min(low[path.element()], low[node]);
    }
    if (low[node] != index[node]) {
      return;
    }
    List<Integer> component = new ArrayList<>();
    int member;
    do {
      member = members.pop();
      open[member] = false;
      component.add(member);
    } while (member != node);
    if (component.size() > 1) {
      found.add(component);
    }
  }
}
