package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.attribute.DurationValues;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertyResolver;

/** Reads single properties; one that is wrong is refused with its name, value and what is legal. */
final class PropertyReader {

  private final PropertyResolver properties;
  private final boolean relaxed;

  PropertyReader(PropertyResolver properties) {
    this.properties = properties;
    this.relaxed = isRelaxed(properties);
  }

  /** Whether Boot has put its own view of all properties first. */
  private static boolean isRelaxed(PropertyResolver properties) {
    return properties instanceof ConfigurableEnvironment environment
        && environment.getPropertySources().contains("configurationProperties");
  }

  boolean has(String name) {
    return properties.containsProperty(spelled(name));
  }

  /**
   * Refuses names that nobody reads.
   *
   * @return the names of the policies that are declared, as far as they can be listed
   * @throws AtomicSetupException if there are such names
   */
  Set<String> checkNames() {
    return PropertyNameCheck.policies(properties, relaxed);
  }

  boolean bool(String name, boolean standard) {
    return read(name, standard, "true or false", PropertyReader::parseBool, value -> true);
  }

  <E extends Enum<E>> E choice(String name, E standard) {
    return choice(name, standard, EnumSet.allOf(standard.getDeclaringClass()));
  }

  <E extends Enum<E>> E choice(String name, E standard, Set<E> choices) {
    String legal =
        choices.stream()
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return read(
        name,
        standard,
        "one of " + legal,
        text -> Enum.valueOf(standard.getDeclaringClass(), text.toUpperCase(Locale.ROOT)),
        choices::contains);
  }

  int integer(String name, int standard) {
    return read(
        name,
        standard,
        "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE,
        Integer::valueOf,
        value -> true);
  }

  int positive(String name, int standard) {
    return read(
        name,
        standard,
        "a whole number of 1 or more, at most " + Integer.MAX_VALUE,
        Integer::valueOf,
        value -> value >= 1);
  }

  int countInt(String name, int standard) {
    return read(
        name,
        standard,
        "a whole number of 0 or more, at most " + Integer.MAX_VALUE,
        Integer::valueOf,
        value -> value >= 0);
  }

  long count(String name, long standard) {
    return read(
        name,
        standard,
        "a whole number of 0 or more, at most " + Long.MAX_VALUE,
        Long::valueOf,
        value -> value >= 0);
  }

  double factor(String name, double standard) {
    return read(
        name,
        standard,
        "a number of 1 or more, at most " + Double.MAX_VALUE,
        Double::valueOf,
        value -> value >= 1 && !value.isInfinite());
  }

  Duration duration(String name, Duration standard) {
    return read(
        name,
        standard,
        "a duration of 0 or more, such as 5ms or 1s, " + DurationValues.limit(),
        DurationValues::parse,
        DurationValues::isNotNegative);
  }

  @Nullable Duration timeout(String name, @Nullable Duration standard) {
    return has(name) ? positive(name, Duration.ZERO) : standard;
  }

  Duration positive(String name, Duration standard) {
    return read(
        name,
        standard,
        "a positive duration, such as 500ms or 2s, " + DurationValues.limit(),
        DurationValues::parse,
        DurationValues::isPositive);
  }

  private static Boolean parseBool(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException(text);
  }

  private <T> T read(
      String name, T standard, String legal, Function<String, T> parse, Predicate<T> check) {
    String text = text(name);
    if (text == null) {
      return standard;
    }
    try {
      T value = parse.apply(text.trim());
      if (check.test(value)) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw illegal(name, text, legal, e);
    }
    throw illegal(name, text, legal, null);
  }

  /** The value; {@code null} if there is none. */
  @Nullable String text(String name) {
    String spelled = spelled(name);
    try {
      return properties.getProperty(spelled);
    } catch (RuntimeException e) {
      // a placeholder, or an object that is no text
      throw new AtomicSetupException(
          "The property " + spelled + " cannot be resolved: " + e.getMessage() + ".",
          "Set what it refers to, or give a default, as in ${name:10}.",
          e);
    }
  }

  /** The name as it is spelled where it is set. */
  private String spelled(String name) {
    if (!PropertyNames.isLegal(name)) {
      throw new IllegalArgumentException(name + " is not in " + PropertyNames.class.getName());
    }
    return PropertyNames.spellings(name, relaxed).stream()
        .filter(properties::containsProperty)
        .findFirst()
        .orElse(name);
  }

  static IllegalStateException illegal(
      String name, String value, String legal, @Nullable Exception cause) {
    return new AtomicSetupException(
        "The property " + name + " is '" + value + "', but must be " + legal + ".",
        "Correct the property, or remove it.",
        cause);
  }
}
