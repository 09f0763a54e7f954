package dev.redisatomic.soak;

import static dev.redisatomic.soak.Histories.concurrent;
import static dev.redisatomic.soak.Histories.judge;
import static dev.redisatomic.soak.Histories.operation;
import static dev.redisatomic.soak.Histories.values;
import static dev.redisatomic.soak.Histories.writes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.soak.DependencyGraph.Dependency;
import dev.redisatomic.soak.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anomalies that no single list or account shows. */
class CycleTests {

  @Test
  void aLostUpdateOfAList() {
    assertThat(
            judge(
                values("x=1,2"),
                concurrent("1", Result.OK, values("x="), writes("x=1")),
                concurrent("2", Result.OK, values("x="), writes("x=2"))))
        .containsExactly(Kind.G_SINGLE);
  }

  @Test
  void aWriteSkew() {
    assertThat(
            judge(
                values("x=1", "y=2"),
                concurrent("1", Result.OK, values("x=", "y="), writes("x=1")),
                concurrent("2", Result.OK, values("x=", "y="), writes("y=2"))))
        .containsExactly(Kind.G2);
  }

  @Test
  void aWriteSkewWithAnUnknownOutcomeThatTookEffect() {
    assertThat(
            judge(
                values("x=1", "y=2"),
                concurrent("1", Result.UNKNOWN, values("x=", "y="), writes("x=1")),
                concurrent("2", Result.OK, values("x=", "y="), writes("y=2"))))
        .containsExactly(Kind.G2);
  }

  @Test
  void operationsThatSawEachOther() {
    assertThat(
            judge(
                values("x=1", "y=2"),
                concurrent("1", Result.OK, values("y=2"), writes("x=1")),
                concurrent("2", Result.OK, values("x=1"), writes("y=2"))))
        .containsExactly(Kind.G1C);
  }

  @Test
  void writesThatWentPastEachOther() {
    assertThat(
            judge(
                values("account:a=50@2", "account:b=50@1"),
                concurrent(
                    "1",
                    Result.OK,
                    values("account:a=50@initial", "account:b=50@2"),
                    writes("account:a=50@1", "account:b=50@1")),
                concurrent(
                    "2",
                    Result.OK,
                    values("account:a=50@1", "account:b=50@initial"),
                    writes("account:a=50@2", "account:b=50@2"))))
        .containsExactly(Kind.G0);
  }

  @Test
  void aTornReadOfTwoLists() {
    assertThat(
            judge(
                values("x=1", "y=2"),
                concurrent("1", Result.OK, values(), writes("x=1")),
                concurrent("2", Result.OK, values("x=1"), writes("y=2")),
                concurrent("3", Result.OK, values("x=", "y=2"), writes())))
        .containsExactly(Kind.G_SINGLE);
  }

  @Test
  void aStaleReadIsSerializableButAgainstTheClock() {
    assertThat(
            judge(
                values("x=1"),
                operation("1", Result.OK, 1, 2, values("x="), writes("x=1")),
                operation("2", Result.OK, 3, 4, values("x="), writes())))
        .containsExactly(Kind.REAL_TIME);
    assertThat(
            judge(
                values("x=1"),
                operation("1", Result.OK, 1, 2, values("x="), writes("x=1")),
                operation("2", Result.OK, 2, 4, values("x="), writes())))
        .as("at the same time")
        .isEmpty();
  }

  @Test
  void theFutureCannotBeRead() {
    assertThat(
            judge(
                values("x=1"),
                operation("2", Result.OK, 1, 2, values("x=1"), writes()),
                operation("1", Result.UNKNOWN, 3, 4, values("x="), writes("x=1"))))
        .containsExactly(Kind.REAL_TIME);
  }

  @Test
  void theCircleIsTold() {
    DependencyGraph graph = new DependencyGraph();
    int first = graph.add("append 1");
    int second = graph.add("append 2");
    graph.add(first, second, Dependency.WW, "x");
    graph.add(second, first, Dependency.RW, "x");

    assertThat(new CycleSearch(graph).run())
        .containsExactly(
            new Violation(
                Kind.G_SINGLE,
                "append 2, which read x before the write of append 1, whose write to x was followed"
                    + " by that of the first"));
  }

  @Test
  void aLongHistoryNeedsNoStackAndEachKnotIsReportedOnce() {
    int length = 200_000;
    DependencyGraph graph = new DependencyGraph();
    for (int node = 0; node < length; node++) {
      graph.add("append " + node);
    }
    for (int node = 1; node < length; node++) {
      graph.add(node - 1, node, Dependency.WW, "x");
    }
    assertThat(new CycleSearch(graph).run()).isEmpty();

    graph.add(10, 5, Dependency.WR, "y");
    graph.add(length - 1, length - 2, Dependency.WR, "y");
    List<Violation> violations = new CycleSearch(graph).run();
    assertThat(violations).hasSize(2).allMatch(violation -> violation.kind() == Kind.G1C);
  }
}
