package dev.redisatomic.soak;

import static dev.redisatomic.soak.Histories.values;
import static dev.redisatomic.soak.Histories.writes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTests {

  private final Path directory;

  HistoryTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Operation append =
        new Operation(
            "p1-0-1",
            "append",
            5,
            9,
            Result.OK,
            3,
            values("list:0:0=p2-0-1,p2-0-2", "list:0:1="),
            writes("list:0:0=p1-0-1"),
            "");
    Operation transfer =
        new Operation(
            "p1-0-2",
            "transfer",
            -5,
            9,
            Result.FAILED,
            1,
            values("account:0=50@initial"),
            writes("account:0=49@p1-0-2"),
            "in two\tor\nthree lines");
    Path file = directory.resolve("p1");
    try (HistoryWriter writer = new HistoryWriter(file)) {
      writer.begin("p1-0-1", "append", 5);
      writer.begin("p1-0-2", "transfer", -5);
      writer.end(transfer);
      writer.end(append);
    }

    History history = History.read(List.of(file));

    assertThat(history.find("p1-0-1")).isEqualTo(append);
    Operation read = history.find("p1-0-2");
    assertThat(read).usingRecursiveComparison().ignoringFields("note").isEqualTo(transfer);
    assertThat(history.operations()).extracting(Operation::note).contains("in two or three lines");
  }

  @Test
  void whatHasNotEndedIsUnknown() throws IOException {
    Path file = directory.resolve("p1");
    try (HistoryWriter writer = new HistoryWriter(file)) {
      writer.begin("p1-0-1", "append", 5);
      writer.begin("p1-0-2", "append", 6);
    }
    Files.writeString(file, "E\tp1-0-1\t7\tOK\t1\tlist:0", StandardOpenOption.APPEND);

    assertThat(History.read(List.of(file)).operations())
        .extracting(Operation::result)
        .containsExactly(Result.UNKNOWN, Result.UNKNOWN);
  }

  @Test
  void anIdIsUsedOnce() throws IOException {
    Path file = directory.resolve("p1");
    try (HistoryWriter writer = new HistoryWriter(file)) {
      writer.begin("p1-0-1", "append", 5);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.read(List.of(file, file)))
        .withMessageContaining("p1-0-1");
  }
}
