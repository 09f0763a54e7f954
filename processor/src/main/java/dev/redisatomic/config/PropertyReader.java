package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Reads single properties; one that is wrong is refused with its name, value and what is legal. */
final class PropertyReader {

  private final PropertyResolver properties;

  PropertyReader(PropertyResolver properties) {
    this.properties = properties;
  }

  boolean has(String name) {
    return properties.containsProperty(name);
  }

  /** The first words after the prefix, of all properties whose names can be listed. */
  Set<String> namesAfter(String prefix) {
    return namesWith(prefix).stream()
        .map(name -> name.substring(prefix.length()).split("\\.", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All properties with the prefix whose names can be listed. */
  Set<String> namesWith(String prefix) {
    Set<String> names = new TreeSet<>();
    if (properties instanceof ConfigurableEnvironment environment) {
      for (PropertySource<?> source : environment.getPropertySources()) {
        if (source instanceof EnumerablePropertySource<?> listed) {
          Stream.of(listed.getPropertyNames())
              .filter(name -> name.startsWith(prefix))
              .forEach(names::add);
        }
      }
    }
    return names;
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
    return read(name, standard, "a whole number", Integer::valueOf, value -> true);
  }

  int positive(String name, int standard) {
    return read(
        name, standard, "a whole number of 1 or more", Integer::valueOf, value -> value >= 1);
  }

  int countInt(String name, int standard) {
    return read(
        name, standard, "a whole number of 0 or more", Integer::valueOf, value -> value >= 0);
  }

  long count(String name, long standard) {
    return read(name, standard, "a whole number of 0 or more", Long::valueOf, value -> value >= 0);
  }

  double factor(String name, double standard) {
    return read(
        name,
        standard,
        "a number of 1 or more",
        Double::valueOf,
        value -> value >= 1 && !value.isInfinite());
  }

  Duration duration(String name, Duration standard) {
    return read(
        name,
        standard,
        "a duration of 0 or more, such as 5ms or 1s",
        DurationFormatterUtils::detectAndParse,
        value -> !value.isNegative());
  }

  @Nullable Duration timeout(String name, @Nullable Duration standard) {
    return properties.containsProperty(name)
        ? read(
            name,
            Duration.ZERO,
            "a positive duration, such as 500ms or 2s",
            DurationFormatterUtils::detectAndParse,
            value -> !value.isNegative() && !value.isZero())
        : standard;
  }

  private static Boolean parseBool(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException(text);
  }

  private <T> T read(
      String name, T standard, String legal, Function<String, T> parse, Predicate<T> check) {
    String text = properties.getProperty(name);
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

  static IllegalStateException illegal(
      String name, String value, String legal, @Nullable Exception cause) {
    return new AtomicSetupException(
        "The property " + name + " is '" + value + "', but must be " + legal + ".",
        "Correct the property, or remove it.",
        cause);
  }
}
