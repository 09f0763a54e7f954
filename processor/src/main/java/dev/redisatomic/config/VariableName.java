package dev.redisatomic.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable by its name. Others may own names that begin like those of the library
 * (Kubernetes has one for each service), so the worst to be said is that it looks misspelt.
 */
record VariableName(String text) {

  private static final String PREFIX = variable(PropertyNames.PREFIX);
  private static final String POLICIES = PREFIX + variable(PropertyNames.POLICIES);

  /**
   * The variable that was probably meant; {@code null} if this one is read, or looks like none that
   * is.
   *
   * @param relaxed whether dashes may be left out, as with Boot
   */
  @Nullable String meant(boolean relaxed) {
    String name = variable(text);
    List<String> global =
        spellings(PropertyNames.GLOBAL, relaxed).map(end -> PREFIX + end).toList();
    String meant = null;
    for (String legal : global) {
      int edits = edits(name, legal);
      if (edits == 0) {
        return null;
      }
      meant = edits == 1 && meant == null ? legal : meant;
    }
    return meant != null ? meant : meantOfPolicy(name, relaxed);
  }

  /** Tries each end that the name of a policy may have. */
  private static @Nullable String meantOfPolicy(String name, boolean relaxed) {
    String[] words = name.split("_", -1);
    String meant = null;
    for (int end = 4; end < words.length; end++) {
      String policies = join(words, 0, 3);
      String policy = join(words, 3, end);
      String property = join(words, end, words.length);
      for (String legal : spellings(PropertyNames.OF_POLICY, relaxed).toList()) {
        int edits = edits(policies, POLICIES) + edits(property, legal);
        if (edits == 0) {
          return null;
        }
        meant = edits == 1 ? POLICIES + '_' + policy + '_' + legal : meant;
      }
    }
    return meant;
  }

  private static String join(String[] words, int from, int to) {
    return String.join("_", List.of(words).subList(from, to));
  }

  private static Stream<String> spellings(List<String> properties, boolean relaxed) {
    return properties.stream()
        .flatMap(
            property ->
                relaxed
                    ? Stream.of(variable(property), variable(property.replace("-", "")))
                    : Stream.of(variable(property)))
        .distinct();
  }

  private static String variable(String property) {
    return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /** Counts edits, exactly up to 1; more are not told apart. */
  private static int edits(String one, String other) {
    return Math.abs(one.length() - other.length()) > 1 ? 2 : EditDistance.between(one, other);
  }
}
