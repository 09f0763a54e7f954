package dev.redisatomic.sample;

/** Signals that there is no account or product of that name. */
public class NotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Names what is missing.
   *
   * @param kind "account" or "product"
   * @param id the name that was asked for
   */
  public NotFoundException(String kind, String id) {
    super("There is no " + kind + " '" + id + "'.");
  }
}
