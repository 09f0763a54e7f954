package dev.redisatomic.transaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of docs/transactions.md by their headings. */
record TransactionTables(Map<String, Map<String, Line>> tables) {

  private static final String ANYTHING = "anything";
  private static final Pattern CELLS = Pattern.compile("\\s*\\|\\s*");
  private static final Pattern OR = Pattern.compile(" or ");

  /** What is applied in the end, what the caller gets, how often the body runs. */
  record Line(String applied, String caller, int runs) {

    /** The cell, if it names the class of this exception, or a class above. */
    String result(Object result) {
      if (!(result instanceof Throwable)) {
        return String.valueOf(result);
      }
      List<String> named = List.of(OR.split(caller));
      return Stream.<Class<?>>iterate(
                  result.getClass(), type -> type != Object.class, Class::getSuperclass)
              .map(Class::getSimpleName)
              .anyMatch(named::contains)
          ? caller
          : result.getClass().getSimpleName();
    }
  }

  static TransactionTables read() {
    Map<String, Map<String, Line>> tables = new LinkedHashMap<>();
    String heading = "";
    try {
      for (String line : Files.readAllLines(Path.of("../docs/transactions.md"))) {
        if (line.startsWith("#")) {
          heading = line.replaceFirst("#+ ", "");
        }
        String[] cells = CELLS.splitAsStream(line).toArray(String[]::new);
        if (cells.length == 5 && cells[4].matches("\\d+")) {
          tables
              .computeIfAbsent(heading, key -> new LinkedHashMap<>())
              .put(
                  cells[1],
                  new Line(cells[2], cells[3].replace("`", ""), Integer.parseInt(cells[4])));
        }
      }
    } catch (IOException e) {
      throw new LinkageError("docs/transactions.md", e);
    }
    return new TransactionTables(tables);
  }

  Optional<Line> line(String heading, String event) {
    Map<String, Line> table = tables.getOrDefault(heading, Map.of());
    return Optional.ofNullable(table.getOrDefault(event, table.get(ANYTHING)));
  }

  List<String> lines(String heading) {
    return new ArrayList<>(tables.getOrDefault(heading, Map.of()).keySet());
  }
}
