package dev.redisatomic.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all clients did. */
final class History {

  private static final int FIELDS = 8;

  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, String> values = new HashMap<>();

  private History() {}

  static History of(Collection<Operation> operations) {
    History history = new History();
    operations.forEach(history::add);
    return history;
  }

  /** Reads what {@link HistoryWriter}s wrote. */
  static History read(List<Path> files) throws IOException {
    History history = new History();
    for (Path file : files) {
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          history.add(line.split("\t", -1));
        }
      }
    }
    history.values.clear();
    return history;
  }

  /** A line that the end of the process cut off says nothing. */
  private void add(String[] line) {
    if (line[0].equals("B") && line.length == 4) {
      add(Operation.begun(one(line[1]), one(line[2]), Long.parseLong(line[3])));
    } else if (line[0].equals("E") && line.length == FIELDS) {
      Operation begun = operations.get(line[1]);
      if (begun == null) {
        throw new IllegalArgumentException("Ended, but never begun: " + String.join(" ", line));
      }
      operations.put(
          begun.id(),
          new Operation(
              begun.id(),
              begun.kind(),
              begun.begin(),
              Long.parseLong(line[2]),
              Result.valueOf(line[3]),
              Integer.parseInt(line[4]),
              reads(line[5]),
              writes(line[6]),
              one(line[7])));
    }
  }

  private void add(Operation operation) {
    if (operations.putIfAbsent(operation.id(), operation) != null) {
      throw new IllegalArgumentException("Begun twice: " + operation.id());
    }
  }

  private Map<String, List<String>> reads(String field) {
    Map<String, List<String>> reads = new LinkedHashMap<>();
    pairs(field)
        .forEach((key, text) -> reads.put(key, split(text, ",").stream().map(this::one).toList()));
    return reads;
  }

  private Map<String, String> writes(String field) {
    Map<String, String> writes = new LinkedHashMap<>();
    pairs(field).forEach((key, text) -> writes.put(key, one(text)));
    return writes;
  }

  private Map<String, String> pairs(String field) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : split(field, ";")) {
      int equals = pair.indexOf('=');
      pairs.put(one(pair.substring(0, equals)), pair.substring(equals + 1));
    }
    return pairs;
  }

  private static List<String> split(String text, String separator) {
    return text.isEmpty() ? List.of() : List.of(text.split(separator));
  }

  /** The same few values are read over and over: one object for each. */
  private String one(String value) {
    return values.computeIfAbsent(value, same -> same);
  }

  List<Operation> operations() {
    return new ArrayList<>(operations.values());
  }

  @Nullable Operation find(String id) {
    return operations.get(id);
  }
}
