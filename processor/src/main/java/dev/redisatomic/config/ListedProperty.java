package dev.redisatomic.config;

import java.util.stream.Stream;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A property whose source can say what it has. Not all can; of those nothing is known in advance.
 *
 * @param source where it is set
 * @param name as it is spelled there
 */
record ListedProperty(PropertySource<?> source, String name) {

  static Stream<ListedProperty> of(PropertyResolver properties) {
    return properties instanceof ConfigurableEnvironment environment
        ? environment.getPropertySources().stream().flatMap(ListedProperty::of)
        : Stream.of();
  }

  private static Stream<ListedProperty> of(PropertySource<?> source) {
    if (source instanceof CompositePropertySource composite) {
      // which lists nothing if one of its parts cannot
      return composite.getPropertySources().stream().flatMap(ListedProperty::of);
    }
    return source instanceof EnumerablePropertySource<?> listed
        ? Stream.of(listed.getPropertyNames()).map(name -> new ListedProperty(source, name))
        : Stream.of();
  }

  boolean isVariable() {
    return source instanceof SystemEnvironmentPropertySource;
  }

  boolean isBlank() {
    Object value = source.getProperty(name);
    return value == null || value.toString().isBlank();
  }
}
