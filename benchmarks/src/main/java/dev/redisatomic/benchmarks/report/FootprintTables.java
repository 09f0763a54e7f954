package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.Footprint;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.work.Work;
import java.util.List;

/** What single calls cost. */
final class FootprintTables {

  private FootprintTables() {}

  static String of(Results results) {
    if (results.footprints().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("## What one call costs\n\n");
    text.append(
        "One thread, nobody else, means of many calls. Round trips and bytes are counted by a proxy;"
            + " allocation is that of all threads of the JVM.\n\n");
    for (Work work : Work.values()) {
      List<Footprint> footprints =
          results.footprints().stream().filter(one -> one.work().equals(work.id())).toList();
      if (!footprints.isEmpty()) {
        text.append("### ").append(work.label()).append(": one call\n\n").append(table(footprints));
      }
    }
    return text.toString();
  }

  private static Table table(List<Footprint> footprints) {
    Table table = new Table("", "round trips", "bytes sent", "bytes received", "bytes allocated");
    for (Footprint footprint : footprints) {
      table.row(
          Labels.of(footprint.contestant()),
          Format.number(footprint.roundTrips()),
          Format.whole(footprint.bytesSent()),
          Format.whole(footprint.bytesReceived()),
          Format.whole(footprint.allocatedBytes()));
    }
    return table;
  }
}
