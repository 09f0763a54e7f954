package dev.redisatomic.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.AtomicListener;
import dev.redisatomic.CallEvent;
import dev.redisatomic.test.Bodies.Action;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, and does something then. */
public class RecordingListener implements AtomicListener {

  private final List<AtomicCall> started = new CopyOnWriteArrayList<>();
  private final List<CallEvent> ended = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private volatile Action onStart = () -> {};
  private volatile Action onEnd = () -> {};

  @Override
  public void callStarted(AtomicCall call) {
    started.add(call);
    act(onStart);
  }

  @Override
  public void callEnded(CallEvent event) {
    ended.add(event);
    act(onEnd);
  }

  /** What an action throws is kept, because the library swallows it. */
  private void act(Action action) {
    try {
      action.run();
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  public void onStart(Action action) {
    onStart = action;
  }

  public void onEnd(Action action) {
    onEnd = action;
  }

  public void clear() {
    started.clear();
    ended.clear();
  }

  public List<AtomicCall> started() {
    return started;
  }

  public List<CallEvent> ended() {
    return ended;
  }

  public List<Throwable> failures() {
    return failures;
  }

  public CallEvent onlyCall() {
    assertThat(ended).hasSize(1);
    return ended.get(0);
  }
}
