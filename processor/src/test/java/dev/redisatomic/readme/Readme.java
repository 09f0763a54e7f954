package dev.redisatomic.readme;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README, the documents in docs, and their fenced blocks. */
final class Readme {

  private static final Path FILE = Path.of("..", "README.md");
  private static final Path DOCS = Path.of("..", "docs");
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/test/java/dev/redisatomic/readme"),
          Path.of("src/test/java/dev/redisatomic/recipes"),
          // what is written with Redisson, which only the benchmarks have
          Path.of("..", "benchmarks", "src/test/java/dev/redisatomic/benchmarks/migration"),
          // what is written with the test kit, which stands on this module
          Path.of("..", "test-kit", "src/test/java/dev/redisatomic/testing/guide"));

  private Readme() {}

  /** The blocks of the README, and then of the documents by name. */
  static List<String> blocks(String language) {
    Pattern fenced = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return files()
        .flatMap(file -> fenced.matcher(read(file)).results())
        .map(block -> block.group(1))
        .toList();
  }

  static Stream<Path> files() {
    return Stream.concat(
        Stream.of(FILE), list(DOCS).filter(file -> file.toString().endsWith(".md")).sorted());
  }

  static Map<String, Object> properties(String block) {
    Properties read = new Properties();
    try {
      read.load(new StringReader(block));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> properties = new HashMap<>();
    read.forEach((name, value) -> properties.put((String) name, value));
    return properties;
  }

  static String compiledSources() {
    return String.join("\n", SOURCES.stream().flatMap(Readme::list).map(Readme::read).toList());
  }

  private static Stream<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
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
