package dev.redisatomic.execution;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.AtomicListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Delivers what calls report to the listeners: none, until all singletons have been made. */
public final class AtomicListeners implements SmartInitializingSingleton {

  private static final Log log = LogFactory.getLog(AtomicListeners.class);

  /** Bits for the calls of one context: a listener that is a bean of two sees no number twice. */
  private static final int CALL_BITS = 40;

  private static final AtomicLong CONTEXTS = new AtomicLong();

  private final long firstCall = CONTEXTS.getAndIncrement() << CALL_BITS;
  private final Supplier<Stream<AtomicListener>> beans;
  private final AtomicLong lastCall = new AtomicLong();
  private final ThreadLocal<@Nullable Boolean> telling = new ThreadLocal<>();
  private volatile List<AtomicListener> listeners = List.of();
  private volatile boolean commandsWanted;

  /**
   * Listeners that are looked up later.
   *
   * @param beans the listeners in order; asked for once, because making one may take atomic methods
   */
  public AtomicListeners(Supplier<Stream<AtomicListener>> beans) {
    this.beans = beans;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<AtomicListener> found = beans.get().toList();
    tell(found, "wantsCommands", this::askForCommands);
    listeners = found;
  }

  private void askForCommands(AtomicListener listener) {
    if (listener.wantsCommands()) {
      commandsWanted = true;
    }
  }

  /** Begins to report a call; {@link CallReport#NONE} if nobody listens. */
  CallReport callStarted(AtomicDefinition definition) {
    List<AtomicListener> all = listeners;
    // a listener that makes a call itself would hear of that call, and make another, for ever
    if (all.isEmpty() || telling.get() != null) {
      return CallReport.NONE;
    }
    AtomicCall call =
        new AtomicCall(
            firstCall + lastCall.incrementAndGet(), definition.name(), definition.keyTemplates());
    tell(all, "callStarted", each -> each.callStarted(call));
    return new ListenedCall(
        call,
        commandsWanted,
        event -> tell(reversed(all), "callEnded", each -> each.callEnded(event)));
  }

  /** The number of calls that were reported. */
  long calls() {
    return lastCall.get();
  }

  private static List<AtomicListener> reversed(List<AtomicListener> all) {
    List<AtomicListener> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    return reversed;
  }

  private void tell(List<AtomicListener> all, String method, Consumer<AtomicListener> message) {
    telling.set(true);
    try {
      for (AtomicListener listener : all) {
        tell(listener, method, message);
      }
    } finally {
      telling.remove();
    }
  }

  private static void tell(
      AtomicListener listener, String method, Consumer<AtomicListener> message) {
    try {
      message.accept(listener);
    } catch (Throwable e) {
      // also an Error: what happened on Redis must not look different for it
      log.warn(
          "The listener " + listener.getClass().getName() + " failed in " + method + "; ignored",
          e);
    }
  }
}
