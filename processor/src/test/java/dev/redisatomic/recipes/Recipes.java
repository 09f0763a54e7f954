package dev.redisatomic.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The document, and what it says is sent. */
final class Recipes {

  private static final Path FILE = Path.of("..", "docs", "recipes.md");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\n]+)\n(.*?)(?=^## |\\z)");

  /** A block without a language; a line of it is a round trip. */
  private static final Pattern WIRE = Pattern.compile("(?ms)^```\n(.*?)^```$");

  private static final Pattern CODE = Pattern.compile("(?ms)^```\\w+\n.*?^```$");

  private Recipes() {}

  static List<String> sections() {
    return SECTION.matcher(text()).results().map(section -> section.group(1)).toList();
  }

  /** What a section shows to be sent, in the form of {@code RecordingProxy}. */
  static List<String> wires(String section) {
    Matcher matcher = SECTION.matcher(text());
    while (matcher.find()) {
      if (matcher.group(1).equals(section)) {
        return WIRE.matcher(CODE.matcher(matcher.group(2)).replaceAll(""))
            .results()
            .map(block -> block.group(1).strip().replace(" · ", "; "))
            .toList();
      }
    }
    throw new IllegalArgumentException("There is no section " + section + " in " + FILE);
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
