package dev.redisatomic;

import org.jspecify.annotations.Nullable;

/**
 * An annotation, a property or a connection factory cannot be used for atomic methods. Stops the
 * start of the application.
 */
public class AtomicSetupException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String description;
  private final String action;

  /**
   * Says what is wrong where.
   *
   * @param description what is wrong, in whole sentences
   * @param action what makes it right, in whole sentences
   * @param cause why, if there is more to know
   */
  public AtomicSetupException(String description, String action, @Nullable Throwable cause) {
    super(description + " " + action, cause);
    this.description = description;
    this.action = action;
  }

  /**
   * Says what is wrong where.
   *
   * @param description what is wrong, in whole sentences
   * @param action what makes it right, in whole sentences
   */
  public AtomicSetupException(String description, String action) {
    this(description, action, null);
  }

  /**
   * The first part of the message.
   *
   * @return what is wrong
   */
  public String getDescription() {
    return description;
  }

  /**
   * The second part of the message.
   *
   * @return what makes it right
   */
  public String getAction() {
    return action;
  }
}
