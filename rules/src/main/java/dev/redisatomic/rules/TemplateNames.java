package dev.redisatomic.rules;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The names that key templates of one method may use.
 *
 * @param parameters the names of the parameters; empty if they are not known
 * @param count how many parameters there are
 * @param beans whether there is a bean of a name
 */
public record TemplateNames(List<String> parameters, int count, Predicate<String> beans) {

  private static final Set<String> ROOTS = Set.of("root", "this");

  /** Copies the list. */
  public TemplateNames {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter for messages.
   *
   * @param index its index
   * @return its name in quotes, or its number
   */
  public String parameter(int index) {
    return parameters.isEmpty() ? "#" + index : "'" + parameters.get(index) + "'";
  }

  /**
   * Whether a parameter has this name.
   *
   * @param name the name
   * @return {@code false} also if no names are known
   */
  public boolean isParameter(String name) {
    return parameters.contains(name);
  }

  /**
   * Whether an expression may use a variable of this name.
   *
   * @param name the name, without the hash sign
   * @return whether it stands for the argument or a parameter
   */
  public boolean isVariable(String name) {
    return ROOTS.contains(name) || isParameter(name) || isPosition(name);
  }

  private boolean isPosition(String name) {
    return name.matches("[ap]\\d{1,3}") && Integer.parseInt(name.substring(1)) < count;
  }

  /**
   * Whether an expression may refer to a bean of this name.
   *
   * @param name the name
   * @return whether there is one, or may be one
   */
  public boolean isBean(String name) {
    return beans.test(name);
  }
}
