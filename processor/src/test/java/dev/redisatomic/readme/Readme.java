package dev.redisatomic.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README and its fenced blocks. */
final class Readme {

  private static final Path FILE = Path.of("..", "README.md");
  private static final Path SOURCES = Path.of("src/test/java/dev/redisatomic/readme");

  private Readme() {}

  static List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(read(FILE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  static String compiledSources() {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return String.join("\n", files.map(Readme::read).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Code without its layout. */
  static String squeeze(String code) {
    return code.replaceAll("\\s+", " ").trim();
  }
}
