package dev.redisatomic.soak;

import dev.redisatomic.soak.DependencyGraph.Dependency;
import dev.redisatomic.soak.DependencyGraph.Edge;
import dev.redisatomic.soak.Violation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for circles in the dependencies: operations of which each had to come before the next
 * cannot have run one after the other. Reports the simplest kind there is, and for each knot of
 * operations a short circle; the anomalies are named after Adya.
 */
final class CycleSearch {

  /** A knot can have many thousand edges; one of the first leads to a short circle. */
  private static final int EDGES_TRIED = 500;

  private static final Set<Dependency> WRITES = EnumSet.of(Dependency.WW);
  private static final Set<Dependency> OBSERVED = EnumSet.of(Dependency.WW, Dependency.WR);
  private static final Set<Dependency> SERIAL =
      EnumSet.of(Dependency.WW, Dependency.WR, Dependency.RW);
  private static final Set<Dependency> STRICT = EnumSet.allOf(Dependency.class);

  private final DependencyGraph graph;

  CycleSearch(DependencyGraph graph) {
    this.graph = graph;
  }

  List<Violation> run() {
    for (Set<Dependency> types : List.of(WRITES, OBSERVED, SERIAL, STRICT)) {
      List<Violation> violations = new ArrayList<>();
      for (List<Integer> component : Components.of(graph, types)) {
        List<Edge> cycle = shortCycle(component, types);
        violations.add(new Violation(kind(cycle), describe(cycle)));
      }
      if (!violations.isEmpty()) {
        return violations;
      }
    }
    return List.of();
  }

  /** With a single RW edge if there is one, for that says most about what went wrong. */
  private List<Edge> shortCycle(List<Integer> component, Set<Dependency> types) {
    Set<Integer> within = new HashSet<>(component);
    Set<Dependency> back = EnumSet.copyOf(types);
    back.remove(Dependency.RW);
    List<Edge> missed = edges(within, EnumSet.of(Dependency.RW));
    List<Edge> best = types.contains(Dependency.RW) ? shortest(missed, within, back) : null;
    if (best == null) {
      best = shortest(edges(within, types), within, types);
    }
    if (best == null) {
      throw new IllegalStateException("No circle in a strongly connected component");
    }
    return best;
  }

  private List<Edge> edges(Set<Integer> within, Set<Dependency> types) {
    return within.stream()
        .flatMap(node -> graph.from(node).stream())
        .filter(edge -> within.contains(edge.to()) && types.contains(edge.type()))
        .limit(EDGES_TRIED)
        .toList();
  }

  private @Nullable List<Edge> shortest(
      List<Edge> starts, Set<Integer> within, Set<Dependency> back) {
    List<Edge> best = null;
    for (Edge start : starts) {
      List<Edge> cycle = closed(start, within, back);
      if (cycle != null && (best == null || cycle.size() < best.size())) {
        best = cycle;
      }
    }
    return best;
  }

  /** The shortest way from the edge's end back to its start, behind the edge. */
  private @Nullable List<Edge> closed(Edge start, Set<Integer> within, Set<Dependency> types) {
    Map<Integer, Edge> arrivedBy = new HashMap<>();
    Deque<Integer> reached = new ArrayDeque<>(List.of(start.to()));
    while (!reached.isEmpty() && !arrivedBy.containsKey(start.from())) {
      for (Edge edge : graph.from(reached.remove())) {
        if (types.contains(edge.type())
            && within.contains(edge.to())
            && edge.to() != start.to()
            && arrivedBy.putIfAbsent(edge.to(), edge) == null) {
          reached.add(edge.to());
        }
      }
    }
    if (!arrivedBy.containsKey(start.from())) {
      return null;
    }
    Deque<Edge> cycle = new ArrayDeque<>();
    for (Edge edge = arrivedBy.get(start.from()); edge != null; edge = arrivedBy.get(edge.from())) {
      cycle.addFirst(edge);
    }
    cycle.addFirst(start);
    return new ArrayList<>(cycle);
  }

  private static Kind kind(List<Edge> cycle) {
    Set<Dependency> types = EnumSet.noneOf(Dependency.class);
    cycle.forEach(edge -> types.add(edge.type()));
    if (types.contains(Dependency.RT)) {
      return Kind.REAL_TIME;
    }
    if (!types.contains(Dependency.RW)) {
      return types.contains(Dependency.WR) ? Kind.G1C : Kind.G0;
    }
    long missed = cycle.stream().filter(edge -> edge.type() == Dependency.RW).count();
    return missed == 1 ? Kind.G_SINGLE : Kind.G2;
  }

  private String describe(List<Edge> cycle) {
    StringBuilder text = new StringBuilder();
    for (Edge edge : cycle) {
      if (!graph.name(edge.from()).isEmpty()) {
        text.append(graph.name(edge.from()));
        text.append(
            switch (edge.type()) {
              case WW -> ", whose write to " + edge.key() + " was followed by that of ";
              case WR -> ", whose write to " + edge.key() + " was read by ";
              case RW -> ", which read " + edge.key() + " before the write of ";
              case RT -> ", which had returned before the beginning of ";
            });
      }
    }
    return text.append("the first").toString();
  }
}
