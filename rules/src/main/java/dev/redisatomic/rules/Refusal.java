package dev.redisatomic.rules;

/**
 * Describes what is wrong with an annotation, and what makes it right.
 *
 * @param description what is wrong where, in whole sentences
 * @param action what makes it right, in whole sentences
 */
public record Refusal(String description, String action) {

  /**
   * The two parts as one text.
   *
   * @return as start-up and the compiler print it
   */
  public String message() {
    return description + " " + action;
  }
}
