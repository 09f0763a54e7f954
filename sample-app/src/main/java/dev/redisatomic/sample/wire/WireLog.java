package dev.redisatomic.sample.wire;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.CallEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the calls of atomic methods, with their commands, for threads that ask for it. */
class WireLog implements AtomicListener {

  private static final ThreadLocal<@Nullable List<CallEvent>> CALLS = new ThreadLocal<>();

  /** The calls that the action makes on this thread, as the library tells of them. */
  List<CallEvent> record(Runnable action) {
    List<CallEvent> recorded = new ArrayList<>();
    CALLS.set(recorded);
    try {
      action.run();
    } finally {
      CALLS.remove();
    }
    return recorded;
  }

  @Override
  public void callEnded(CallEvent event) {
    List<CallEvent> recorded = CALLS.get();
    if (recorded != null) {
      recorded.add(event);
    }
  }

  @Override
  public boolean wantsCommands() {
    return true;
  }
}
