package dev.redisatomic.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A Markdown table: text in the first column, figures in the others. */
final class Table {

  private final List<String> lines = new ArrayList<>();

  Table(String... headers) {
    row(headers);
    List<String> alignment = new ArrayList<>(Collections.nCopies(headers.length, "---:"));
    alignment.set(0, "---");
    row(alignment.toArray(new String[0]));
  }

  Table row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
    return this;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n\n";
  }
}
