package dev.redisatomic.testing;

import dev.redisatomic.CallEvent;
import org.assertj.core.api.AssertProvider;

/**
 * A call of an atomic method that is over. AssertJ's {@code assertThat} takes it and gives an
 * {@link AtomicCallAssert}.
 */
public final class RecordedCall implements AssertProvider<AtomicCallAssert> {

  private final CallEvent event;
  private final boolean hideValues;

  RecordedCall(CallEvent event, boolean hideValues) {
    this.event = event;
    this.hideValues = hideValues;
  }

  /**
   * The event that listeners got, in full.
   *
   * @return the event, with values even where texts hide them
   */
  public CallEvent event() {
    return event;
  }

  /**
   * Serves AssertJ's {@code assertThat}.
   *
   * @return assertions about this call
   */
  @Override
  public AtomicCallAssert assertThat() {
    return new AtomicCallAssert(this);
  }

  /** An exception, whose message may quote values. */
  String shown(Throwable thrown) {
    return hideValues ? thrown.getClass().getName() : thrown.toString();
  }

  /**
   * The whole call, attempt by attempt, as text to read.
   *
   * @return several lines, with names and values of keys, the latter only unless they are hidden
   */
  @Override
  public String toString() {
    return new CallText(this, hideValues).text();
  }
}
