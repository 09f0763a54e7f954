package dev.redisatomic.soak;

import static java.util.stream.Collectors.joining;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a process's history: one line before an operation is asked for and one after it, each
 * handed to the operating system at once, so that a process that ends leaves what it did.
 */
final class HistoryWriter implements AutoCloseable {

  private final BufferedWriter out;

  HistoryWriter(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
  }

  void begin(String id, String kind, long time) {
    line(List.of("B", id, kind, String.valueOf(time)));
  }

  void end(Operation operation) {
    line(
        List.of(
            "E",
            operation.id(),
            String.valueOf(operation.end()),
            operation.result().name(),
            String.valueOf(operation.attempts()),
            operation.reads().entrySet().stream()
                .map(read -> read.getKey() + "=" + String.join(",", read.getValue()))
                .collect(joining(";")),
            operation.writes().entrySet().stream().map(Map.Entry::toString).collect(joining(";")),
            operation.note().replaceAll("\\s+", " ")));
  }

  private synchronized void line(List<String> fields) {
    try {
      out.write(String.join("\t", fields));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
