package dev.redisatomic.connection;

/**
 * Unwinds a driver's call whose command was recorded, so that no code which expects a reply sees
 * one. Never leaves this library. An {@link Error}, because Spring Data translates every exception.
 */
public final class RecordedSignal extends Error {

  private static final long serialVersionUID = 1L;

  private final transient RecordedWrite write;

  /**
   * Signals a recorded write.
   *
   * @param write what was recorded
   */
  public RecordedSignal(RecordedWrite write) {
    super(null, null, false, false);
    this.write = write;
  }

  RecordedWrite write() {
    return write;
  }
}
