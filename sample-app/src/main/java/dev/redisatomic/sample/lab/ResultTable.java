package dev.redisatomic.sample.lab;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The results side by side. */
class ResultTable {

  private static final String UNKNOWN = "-";
  private static final int LABEL = 26;
  private static final int COLUMN = 22;

  private final List<Result> results;

  ResultTable(List<Result> results) {
    this.results = results;
  }

  void print(PrintStream out) {
    out.println();
    out.println(row("", result -> result.contestant().name()));
    out.println("-".repeat(LABEL + results.size() * COLUMN));
    out.println(row("queue", ResultTable::queue));
    out.println(number("money before", Result::moneyBefore));
    out.println(number("money after", Result::moneyAfter));
    out.println(row("looks with a wrong total", ResultTable::wrongTotals));
    out.println(number("overdrafts seen", Result::overdrafts));
    out.println(number("lost updates", Result::lostUpdates));
    out.println(number("transfers done", Result::done));
    out.println(number("refused, no money", Result::refused));
    out.println(guarded("conflicts", Result::conflicts));
    out.println(row("conflicts per transfer", ResultTable::conflictsPerTransfer));
    out.println(guarded("retries", Result::retries));
    out.println(guarded("gave up", Result::gaveUp));
    out.println(number("transfers per second", Result::perSecond));
    out.println(row("verdict", result -> result.isExact() ? "exact" : "WRONG"));
    out.println();
  }

  private static String wrongTotals(Result result) {
    return String.format(Locale.ROOT, "%,d of %,d", result.wrongTotals(), result.looks());
  }

  private static String queue(Result result) {
    QueueSetting queue = result.contestant().queue();
    return queue == null ? UNKNOWN : queue.text();
  }

  private static String conflictsPerTransfer(Result result) {
    return result.contestant().watches()
        ? String.format(Locale.ROOT, "%.3f", result.conflictsPerTransfer())
        : UNKNOWN;
  }

  private String number(String label, ToLongFunction<Result> value) {
    return row(label, result -> String.format(Locale.ROOT, "%,d", value.applyAsLong(result)));
  }

  /** A row of numbers that code which does not watch cannot know. */
  private String guarded(String label, ToLongFunction<Result> value) {
    return row(
        label,
        result ->
            result.contestant().watches()
                ? String.format(Locale.ROOT, "%,d", value.applyAsLong(result))
                : UNKNOWN);
  }

  private String row(String label, Function<Result, String> value) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL + "s", label));
    for (Result result : results) {
      row.append(String.format(Locale.ROOT, "%" + COLUMN + "s", value.apply(result)));
    }
    return row.toString();
  }
}
