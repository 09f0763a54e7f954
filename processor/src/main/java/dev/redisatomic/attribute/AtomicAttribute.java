package dev.redisatomic.attribute;

import dev.redisatomic.command.Key;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The settings of one method's annotations, with text parsed and placeholders resolved.
 *
 * @param method the method as the bean's class declares it
 * @param name the method for messages and logs
 * @param keys where its declared keys come from
 * @param settings what they override
 * @param connectionFactory the bean name, empty for the default
 */
public record AtomicAttribute(
    Method method,
    String name,
    List<DeclaredKeys> keys,
    AnnotatedSettings settings,
    String connectionFactory) {

  /** Copies the list. */
  public AtomicAttribute {
    keys = List.copyOf(keys);
  }

  /**
   * The templates of the declared keys.
   *
   * @return each once, as written; {@code {}} where the argument itself is the key
   */
  public List<String> keyTemplates() {
    return keys.stream()
        .map(declared -> declared.template().toString())
        .map(text -> text.isEmpty() ? "{}" : text)
        .distinct()
        .toList();
  }

  /**
   * The keys that a call declares.
   *
   * @param arguments the call's arguments
   * @param limit how many distinct keys are allowed
   * @return the keys in order, each once
   * @throws IllegalArgumentException if an argument or element is null or an expression fails
   * @throws InvalidDataAccessApiUsageException if there are too many
   */
  public List<Key> keysOf(@Nullable Object[] arguments, int limit) {
    TemplateInput input = new TemplateInput(method, arguments);
    Set<Key> all = new LinkedHashSet<>(2 * keys.size());
    for (DeclaredKeys declared : keys) {
      declared.keysOf(
          input,
          key -> {
            // not when all are there: a template can make millions of them
            if (all.add(key) && all.size() > limit) {
              throw tooMany(declared, all.size(), limit);
            }
          });
    }
    return List.copyOf(all);
  }

  private static InvalidDataAccessApiUsageException tooMany(
      DeclaredKeys declared, int number, int limit) {
    return new InvalidDataAccessApiUsageException(
        "With "
            + declared
            + ", a call would watch at least "
            + number
            + " keys, more than redis.atomic.max-watched-keys="
            + limit
            + " allows; the server's cost grows with the square of their number. Watch fewer keys,"
            + " for instance one version key for all, or raise the property. Nothing was sent.");
  }
}
