package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation of the library's sources: that it is there, and in plain words. */
class JavadocLanguageTests {

  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java"),
          Path.of("..", "annotations", "src", "main", "java"),
          Path.of("..", "test-server", "src", "main", "java"),
          Path.of("..", "rules", "src", "main", "java"),
          Path.of("..", "checks", "src", "main", "java"),
          Path.of("..", "test-kit", "src", "main", "java"),
          Path.of("..", "sample-app", "src", "main", "java"));

  private static final List<Path> API =
      List.of(
          Path.of("dev", "redisatomic"),
          Path.of("dev", "redisatomic", "annotation"),
          Path.of("dev", "redisatomic", "testserver"),
          Path.of("dev", "redisatomic", "testing"));

  /** Words that leave it to the reader who or what is meant. */
  private static final Pattern RIDDLES =
      Pattern.compile("\\b(whoever|what there is|told of|so many)\\b", Pattern.CASE_INSENSITIVE);

  /** Words that begin a fragment, or refer to something that has not been named yet. */
  private static final Pattern FRAGMENT =
      Pattern.compile(
          "(About|After|Against|Among|Around|As|At|Before|Behind|Below|Between|Beyond|But|By|During"
              + "|For|From|If|In|Inside|Instead|Into|Of|Off|On|Once|Onto|Out|Outside|Over|Per|Since"
              + "|Than|Through|Till|To|Under|Unless|Until|Up|Upon|When|Where|While|With|Within|Without"
              + "|How|What|Which|Who|Whom|Whose|Why"
              + "|Again|Almost|Also|Always|Apart|Away|Else|Ever|Here|Maybe|Mostly|Never|Not|Now|Often"
              + "|Only|Otherwise|Perhaps|So|Sometimes|Soon|Still|Then|There|Thus|Too|Yet"
              + "|Everybody|Everything|He|It|Its|Neither|Nobody|None|Nor|Nothing|She|Somebody|Something"
              + "|That|These|They|This|Those|We|You)\\b.*");

  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*(\\*/?|//+|/\\*+)\\s?");

  /** What comes after the main description, or interrupts it. */
  private static final Pattern BEHIND = Pattern.compile("(?m)^@\\w+|<(p|ul|ol|pre|table|h\\d)\\b");

  private static final Pattern TYPE =
      Pattern.compile("(?m)^public (?:[\\w-]+ )*(class|interface|enum|record|@interface) (\\w+)");

  /** A source, and a piece of it that is wrong. */
  private record Finding(String file, String text) {
    @Override
    public String toString() {
      return file + ": " + text;
    }
  }

  @Test
  void noCommentIsARiddle() {
    assertThat(findings(JavadocLanguageTests::riddles)).isEmpty();
  }

  @Test
  void everyFirstParagraphIsMadeOfSentences() {
    assertThat(
            findings(
                source ->
                    summaries(source).filter(Predicate.not(JavadocLanguageTests::isSentence))))
        .isEmpty();
  }

  @Test
  void everyFirstParagraphBeginsWithAVerbOrANoun() {
    assertThat(
            findings(
                source -> summaries(source).filter(summary -> FRAGMENT.matcher(summary).matches())))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    List<Path> packages = files().map(Path::getParent).distinct().toList();

    assertThat(packages).hasSizeGreaterThan(10);
    assertThat(packages)
        .allSatisfy(
            each ->
                assertThat(summaries(read(each.resolve("package-info.java"))))
                    .as("package %s", each)
                    .isNotEmpty());
  }

  @Test
  void everyTypeThatApplicationsUseHasASummary() {
    List<Path> types =
        files()
            .filter(file -> API.stream().anyMatch(file.resolveSibling("")::endsWith))
            .filter(file -> TYPE.matcher(read(file)).find())
            .toList();

    assertThat(types).hasSizeGreaterThan(10);
    assertThat(types)
        .allSatisfy(
            file -> {
              String source = read(file);
              Matcher type = TYPE.matcher(source);
              assertThat(type.find()).isTrue();
              assertThat(summaries(source.substring(0, type.start())))
                  .as("type in %s", file)
                  .hasSize(1);
            });
  }

  private static boolean isSentence(String summary) {
    return summary.matches("[A-Z0-9].*[.:]");
  }

  private static Stream<String> riddles(String source) {
    return RIDDLES
        .matcher(squeeze(MARGIN.matcher(source).replaceAll("")))
        .results()
        .map(MatchResult::group);
  }

  /** The first paragraph of each Javadoc comment that has one, up to a list or an example. */
  private static Stream<String> summaries(String source) {
    return JAVADOC
        .matcher(source)
        .results()
        .map(comment -> MARGIN.matcher(comment.group(1)).replaceAll(""))
        .map(text -> BEHIND.split(text.strip(), 2)[0])
        .map(text -> squeeze(withoutMarkup(text)))
        .filter(text -> !text.isEmpty() && !text.equals("inheritDoc"));
  }

  private static String withoutMarkup(String text) {
    return text.replaceAll("\\{@\\w+\\s*([^{}]*(?:\\{[^{}]*\\}[^{}]*)*)\\}", "$1")
        .replaceAll("</?\\w+>", "");
  }

  private static String squeeze(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static List<Finding> findings(Function<String, Stream<String>> wrong) {
    return files()
        .flatMap(
            file ->
                wrong
                    .apply(read(file))
                    .map(text -> new Finding(file.getFileName().toString(), text)))
        .toList();
  }

  private static Stream<Path> files() {
    return SOURCES.stream().flatMap(JavadocLanguageTests::javaFiles);
  }

  private static Stream<Path> javaFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
