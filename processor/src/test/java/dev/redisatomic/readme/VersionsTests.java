package dev.redisatomic.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The version of the library, wherever it is repeated. */
class VersionsTests {

  private static final Path ROOT = Path.of("..");

  private static final Pattern VERSION =
      Pattern.compile(
          "(?:<artifactId>redis-atomic-[a-z-]+</artifactId>\\s*<version>|:redis-atomic-[a-z-]+:)"
              + "([0-9A-Z.-]+)");

  private static List<String> versionsIn(Path file) throws IOException {
    Matcher matcher = VERSION.matcher(Files.readString(file));
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static Set<String> versionsBelow(Path directory, String ending) throws IOException {
    Set<String> versions = new TreeSet<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(ending)).toList()) {
        versions.addAll(versionsIn(file));
      }
    }
    return versions;
  }

  @Test
  void allDocumentsNameOneVersion() throws IOException {
    Set<String> versions = versionsBelow(ROOT.resolve("docs"), ".md");
    assertThat(versions).hasSize(1);

    assertThat(versionsIn(ROOT.resolve("README.md")))
        .hasSizeGreaterThan(3)
        .containsOnly(versions.iterator().next());
  }

  @Test
  void theProjectsOfANewUserHaveTheVersionThatIsBuilt() throws IOException {
    List<String> own = versionsIn(Path.of("pom.xml"));

    assertThat(versionsBelow(ROOT.resolve(".ci/fresh"), "pom.xml"))
        .containsExactly(own.get(0))
        .isNotEmpty();
  }
}
