package dev.redisatomic.connection;

/**
 * Unwinds a driver's call whose command was recorded, so that no code which expects a reply sees
 * one. Never leaves this library. An {@link Error}, because Spring Data translates every exception;
 * and only one, because Flight Recorder writes an event with a stack trace for each that is made.
 */
final class RecordedSignal extends Error {

  // it has no stack trace that could be somebody else's
  @SuppressWarnings("StaticAssignmentOfThrowable")
  static final RecordedSignal INSTANCE = new RecordedSignal();

  private static final long serialVersionUID = 1L;

  private RecordedSignal() {
    super(null, null, false, false);
  }
}
