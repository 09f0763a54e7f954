package dev.redisatomic;

/**
 * Observes the calls of atomic methods. Beans of this type are called in their {@linkplain
 * org.springframework.core.annotation.Order order}, once all singletons of the application have
 * been made; earlier calls of atomic methods are not reported.
 *
 * <pre>{@code
 * @Component
 * class SlowCalls implements AtomicListener {
 *   @Override
 *   public void callEnded(CallEvent event) {
 *     if (event.duration().toMillis() > 100) {
 *       log.warn("{} took {} attempts", event.call().method(), event.attempts().size());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Methods are called on the thread that calls the atomic method, while no connection is held and
 * nothing is bound to the thread, so they may use Redis and call atomic methods, which are not
 * reported to listeners. They take the caller's time. At the end of a call they are called in the
 * opposite order, so that what one opened inside of another is closed first. An atomic method that
 * joins another one is part of that one's call.
 *
 * <p>A listener cannot change what happens: whatever it throws is logged as a warning, and the call
 * goes on.
 */
public interface AtomicListener {

  /**
   * A call begins. Every begun call also {@linkplain #callEnded ends}.
   *
   * @param call which
   */
  default void callStarted(AtomicCall call) {}

  /**
   * A call is over, its {@code afterCommit} callbacks included.
   *
   * @param event what happened, attempt by attempt
   */
  default void callEnded(CallEvent event) {}

  /**
   * Whether {@link AttemptEvent#roundTrips()} is needed. It holds the names <b>and values</b> of
   * keys, and costs time in every attempt: not for production. Asked once, when the application
   * starts; if one listener wants it, all get it.
   *
   * @return {@code false} unless overridden
   */
  default boolean wantsCommands() {
    return false;
  }
}
