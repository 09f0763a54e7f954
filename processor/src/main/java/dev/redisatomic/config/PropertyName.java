package dev.redisatomic.config;

import static dev.redisatomic.config.PropertyNames.POLICIES;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name as somebody has spelled it, in its elements: {@code redis.atomic.policies[a.b].timeout}
 * has five.
 *
 * @param text as it was spelled
 * @param elements between dots, and in brackets
 */
record PropertyName(String text, List<String> elements) {

  private static final List<String> GLOBAL =
      PropertyNames.GLOBAL.stream().map(PropertyName::plain).toList();
  private static final List<String> OF_POLICY =
      PropertyNames.OF_POLICY.stream().map(PropertyName::plain).toList();

  /**
   * The number of edits that make {@code policies} of {@code policy}. A word that takes more is
   * another one.
   */
  private static final int LIKE_POLICIES = 3;

  static PropertyName of(String text) {
    List<String> elements = new ArrayList<>();
    StringBuilder element = new StringBuilder();
    boolean inBrackets = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separates = inBrackets ? c == ']' : c == '.' || c == '[';
      if (separates) {
        add(element, elements);
        inBrackets = c == '[';
      } else {
        element.append(c);
      }
    }
    add(element, elements);
    return new PropertyName(text, elements);
  }

  private static void add(StringBuilder element, List<String> elements) {
    if (!element.isEmpty()) {
      elements.add(element.toString());
      element.setLength(0);
    }
  }

  /** Whether it begins with {@code redis.atomic}, in any spelling, and goes on. */
  boolean isUnderPrefix() {
    return elements.size() > 2
        && plain(elements.get(0)).equals("redis")
        && plain(elements.get(1)).equals("atomic");
  }

  /** The policy that it is about; {@code null} if about none. */
  @Nullable String policy() {
    return elements.size() > 3 && plain(elements.get(2)).equals(POLICIES) ? elements.get(3) : null;
  }

  /**
   * Whether the library reads it.
   *
   * @param relaxed whether case and punctuation are free, as with Boot
   */
  boolean isLegal(boolean relaxed) {
    boolean legal =
        policy() == null ? GLOBAL.contains(plain(rest(2))) : OF_POLICY.contains(plain(rest(4)));
    return legal && (relaxed ? !hasOddBrackets() : PropertyNames.isLegal(text));
  }

  /** Whether there are brackets other than those around the name of a policy. */
  private boolean hasOddBrackets() {
    String policy = policy();
    return (policy == null ? text : text.replace('[' + policy + ']', "")).contains("[");
  }

  /** Whether it only leads to properties, as an empty section of a YAML file does. */
  boolean isSection() {
    String rest = plain(rest(2));
    boolean inPolicies = plain(elements.get(2)).equals(POLICIES);
    return (inPolicies && elements.size() <= 4)
        || GLOBAL.stream().anyMatch(end -> end.startsWith(rest + '.'))
        || (inPolicies && OF_POLICY.stream().anyMatch(end -> end.startsWith(plain(rest(4)) + '.')));
  }

  /** The legal name that it looks most like. */
  String nearest() {
    String third = elements.get(2);
    if (elements.size() < 4 || EditDistance.between(plain(third), POLICIES) > LIKE_POLICIES) {
      return PropertyNames.PREFIX + nearest(PropertyNames.GLOBAL, rest(2));
    }
    for (int i = 5; i < elements.size(); i++) {
      if (OF_POLICY.contains(plain(rest(i)))) {
        String policy = String.join(".", elements.subList(3, i));
        return PropertyNames.policyPrefix(policy) + nearest(PropertyNames.OF_POLICY, rest(i));
      }
    }
    return PropertyNames.policyPrefix(elements.get(3)) + nearest(PropertyNames.OF_POLICY, rest(4));
  }

  private static String nearest(List<String> legal, String name) {
    return legal.stream()
        .min(Comparator.comparingInt(each -> edits(plain(each), plain(name))))
        .orElseThrow();
  }

  /** Counts edits. To leave out the first word is one. */
  private static int edits(String legal, String name) {
    int dot = legal.indexOf('.');
    int edits = EditDistance.between(legal, name);
    return dot < 0
        ? edits
        : Math.min(edits, 1 + EditDistance.between(legal.substring(dot + 1), name));
  }

  private String rest(int from) {
    return String.join(".", elements.subList(Math.min(from, elements.size()), elements.size()));
  }

  /** Drops the characters in which Boot lets names differ. */
  private static String plain(String name) {
    return name.replaceAll("[^\\p{Alnum}.]", "").toLowerCase(Locale.ROOT);
  }
}
