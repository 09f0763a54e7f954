package dev.redisatomic.driver;

/** Tells that the connection was lost while commands were sent or replies awaited. */
public final class BrokenConnectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean mayHaveArrived;
  private final RuntimeException translated;

  /**
   * Describes the loss.
   *
   * @param mayHaveArrived whether the last of the commands may have reached the server
   * @param translated how it was lost, as Spring's exception
   */
  public BrokenConnectionException(boolean mayHaveArrived, RuntimeException translated) {
    super(translated.getMessage(), translated);
    this.mayHaveArrived = mayHaveArrived;
    this.translated = translated;
  }

  /**
   * Whether the last of the commands may have reached the server.
   *
   * @return {@code false} if it was certainly not sent in full
   */
  public boolean mayHaveArrived() {
    return mayHaveArrived;
  }

  /**
   * Spring's exception for the way in which the connection was lost.
   *
   * @return Spring's exception
   */
  public RuntimeException translated() {
    return translated;
  }
}
