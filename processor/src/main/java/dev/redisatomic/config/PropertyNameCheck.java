package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.env.PropertyResolver;

/** Finds what is set under {@code redis.atomic} and read by nobody: misspelt names. */
final class PropertyNameCheck {

  private static final Log log = LogFactory.getLog(PropertyNameCheck.class);

  private final boolean relaxed;
  private final Set<String> policies = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();

  private PropertyNameCheck(boolean relaxed) {
    this.relaxed = relaxed;
  }

  /**
   * Looks at all properties that can be listed.
   *
   * @param relaxed whether case and punctuation of names are free
   * @return the names of the policies that are declared, but for those in environment variables
   * @throws AtomicSetupException if a name is not one of the library
   */
  static Set<String> policies(PropertyResolver properties, boolean relaxed) {
    PropertyNameCheck check = new PropertyNameCheck(relaxed);
    ListedProperty.of(properties).forEach(check::add);
    if (!check.refused.isEmpty()) {
      throw new AtomicSetupException(
          check.refused.stream().collect(Collectors.joining(" ")),
          "Correct the name, or remove the property.");
    }
    return check.policies;
  }

  private void add(ListedProperty property) {
    if (property.isVariable()) {
      String meant = new VariableName(property.name()).meant(relaxed);
      if (meant != null) {
        log.warn(
            "The environment variable "
                + property.name()
                + " is not one of Redis Atomic and has no effect; perhaps "
                + meant
                + " was meant");
      }
      return;
    }
    PropertyName name = PropertyName.of(property.name());
    if (!name.isUnderPrefix()) {
      return;
    }
    if (name.isLegal(relaxed)) {
      String policy = name.policy();
      if (policy != null) {
        policies.add(policy);
      }
    } else if (!(name.isSection() && property.isBlank())) {
      refused.add(
          "There is no property "
              + property.name()
              + ", set in '"
              + property.source().getName()
              + "'; the nearest is "
              + name.nearest()
              + ".");
    }
  }
}
