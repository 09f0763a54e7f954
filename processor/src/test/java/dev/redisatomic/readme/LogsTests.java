package dev.redisatomic.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of loggers in {@code docs/operations.md}. */
class LogsTests {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");

  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern LOGGER = Pattern.compile("LogFactory\\.getLog\\((\\w+)\\.class\\)");
  private static final Pattern LEVEL = Pattern.compile("\\blog\\.(trace|debug|info|warn|error)\\(");
  private static final Pattern ROW =
      Pattern.compile("\\| (`dev\\.redisatomic\\.[^|]+) \\| (\\w+) \\|");

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  /** What a source file logs, as {@code logger level}. */
  private static Set<String> logged(Path file) throws IOException {
    String code = Files.readString(file);
    Set<String> logged = new TreeSet<>();
    if (LOGGER.matcher(code).find()) {
      String logger = found(PACKAGE, code) + "." + found(LOGGER, code);
      LEVEL.matcher(code).results().forEach(level -> logged.add(logger + " " + level.group(1)));
    }
    return logged;
  }

  @Test
  void theTableHasEachLoggerWithItsLevels() throws IOException {
    Set<String> logged = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        logged.addAll(logged(file));
      }
    }

    Set<String> documented = new TreeSet<>();
    for (MatchResult row : ROW.matcher(Files.readString(DOCUMENT)).results().toList()) {
      for (String logger : row.group(1).replace("`", "").split(", ", -1)) {
        documented.add(logger + " " + row.group(2));
      }
    }
    assertThat(documented).isEqualTo(logged).hasSizeGreaterThan(20);
  }
}
