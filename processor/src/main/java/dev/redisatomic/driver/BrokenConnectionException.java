package dev.redisatomic.driver;

/** The connection was lost while commands were sent or replies awaited. */
public final class BrokenConnectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean mayHaveArrived;
  private final RuntimeException driverException;

  /**
   * Describes the loss.
   *
   * @param mayHaveArrived whether the last of the commands may have reached the server
   * @param driverException what the driver threw
   */
  public BrokenConnectionException(boolean mayHaveArrived, RuntimeException driverException) {
    super(driverException.getMessage(), driverException);
    this.mayHaveArrived = mayHaveArrived;
    this.driverException = driverException;
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
   * What the driver threw.
   *
   * @return the driver's own exception
   */
  public RuntimeException driverException() {
    return driverException;
  }
}
