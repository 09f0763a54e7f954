package dev.redisatomic.rules;

/** Takes the parts of a key template, in their order. */
public interface TemplateParts {

  /**
   * Takes fixed text.
   *
   * @param text never empty
   */
  void literal(String text);

  /** Takes a place for the argument. */
  void argument();

  /**
   * Takes a Spring expression, not parsed yet.
   *
   * @param text what is between the braces
   * @throws IllegalArgumentException if it does not parse; the message says why
   */
  void expression(String text);
}
