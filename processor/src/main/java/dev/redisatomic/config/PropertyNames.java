package dev.redisatomic.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of all properties, with those of {@link MethodSettings}. What is not listed cannot be
 * read, is not documented, and stops start-up where it is set.
 */
final class PropertyNames {

  static final String PREFIX = "redis.atomic.";
  static final String POLICIES = "policies";

  /** The properties of a named policy, after its name, and of the global one. */
  static final List<String> OF_POLICY = MethodSettings.OF_POLICY;

  /** All properties, after the prefix, but for those of named policies. */
  static final List<String> GLOBAL =
      Stream.of(
              OF_POLICY,
              MethodSettings.GLOBAL,
              List.of(
                  "enabled",
                  "contention.local-queue",
                  "contention.group-commit",
                  "contention.group-patience",
                  "inner-transactions",
                  "events",
                  "order"))
          .flatMap(List::stream)
          .toList();

  private PropertyNames() {}

  /** The prefix of a policy's properties. The global policy has an empty name. */
  static String policyPrefix(String policy) {
    if (policy.isEmpty()) {
      return PREFIX;
    }
    // in brackets as Boot has it for keys of maps
    return policy.matches("[\\w-]+")
        ? PREFIX + POLICIES + '.' + policy + '.'
        : PREFIX + POLICIES + '[' + policy + "].";
  }

  /** Whether a full name, spelled exactly, is one of the library. */
  static boolean isLegal(String name) {
    return name.startsWith(PREFIX)
        && (GLOBAL.contains(name.substring(PREFIX.length())) || policyProperty(name) != null);
  }

  /**
   * The names under which a property may be found, the given one first.
   *
   * @param name a legal name
   * @param relaxed whether case and punctuation of names are free
   */
  static List<String> spellings(String name, boolean relaxed) {
    PolicyProperty found = policyProperty(name);
    if (found == null) {
      return List.of(name);
    }
    String root = PREFIX + POLICIES;
    String dotted = root + '.' + found.policy() + '.' + found.property();
    String inBrackets = root + '[' + found.policy() + "]." + found.property();
    // Boot takes no other form than this for a name that is asked for
    String uniform = root + '.' + uniform(found.policy()) + '.' + found.property();
    return relaxed ? List.of(dotted, inBrackets, uniform) : List.of(dotted, inBrackets);
  }

  private static String uniform(String policy) {
    return policy.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
  }

  private static @Nullable PolicyProperty policyProperty(String name) {
    String root = PREFIX + POLICIES;
    for (String property : OF_POLICY) {
      String policy = between(name, root + '.', '.' + property);
      if (policy == null) {
        policy = between(name, root + '[', "]." + property);
      }
      if (policy != null) {
        return new PolicyProperty(policy, property);
      }
    }
    return null;
  }

  private static @Nullable String between(String name, String before, String after) {
    return name.startsWith(before)
            && name.endsWith(after)
            && name.length() > before.length() + after.length()
        ? name.substring(before.length(), name.length() - after.length())
        : null;
  }

  private record PolicyProperty(String policy, String property) {}
}
