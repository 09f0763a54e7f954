package dev.redisatomic.command;

/** Tells that a server answered a question about commands with an error. */
public final class QuestionRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RuntimeException translated;

  /**
   * Describes the error.
   *
   * @param message the server's words
   * @param translated the same as Spring's exception
   */
  public QuestionRefusedException(String message, RuntimeException translated) {
    super(message, translated);
    this.translated = translated;
  }

  /** Whether the server's words begin like this. */
  boolean begins(String words) {
    return String.valueOf(getMessage()).startsWith(words);
  }

  RuntimeException translated() {
    return translated;
  }
}
