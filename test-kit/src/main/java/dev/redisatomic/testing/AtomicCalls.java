package dev.redisatomic.testing;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.CallEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The calls of atomic methods in a test, as they ended.
 *
 * <pre>{@code
 * assertThat(calls.last("BankService.transfer")).committed().inAttempts(2).sentOnce("DECRBY");
 * }</pre>
 *
 * <p>{@code assertThat} is AssertJ's own. A bean, and a parameter of test methods, with {@link
 * AutoConfigureRedisAtomic}; empty at the beginning of each test. Methods are named as for {@link
 * Interference}. A method that is called inside another atomic method is part of that one's call.
 */
public final class AtomicCalls implements AtomicListener {

  private final MethodNames names;
  private final boolean hideValues;
  private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

  AtomicCalls(ConfigurableListableBeanFactory beans, boolean hideValues) {
    this.names = new MethodNames(beans);
    this.hideValues = hideValues;
  }

  /**
   * The call of a method that ended last.
   *
   * @param method the atomic method
   * @return what it did
   * @throws IllegalArgumentException if there is no such method, or several
   * @throws AssertionError if it was not called, with the calls that there were
   */
  public RecordedCall last(String method) {
    List<RecordedCall> found = all(method);
    if (found.isEmpty()) {
      List<String> others = calls.stream().map(each -> each.event().call().method()).toList();
      throw new AssertionError(
          method
              + " was not called from outside of another atomic method; "
              + (others.isEmpty() ? "no other was, either" : "calls were " + others));
    }
    return found.get(found.size() - 1);
  }

  /**
   * The calls of a method, in the order in which they ended.
   *
   * @param method the atomic method
   * @return what they did
   * @throws IllegalArgumentException if there is no such method, or several
   */
  public List<RecordedCall> all(String method) {
    MethodName name = names.find(method);
    return calls.stream().filter(each -> name.isOf(each.event().call().method())).toList();
  }

  /**
   * The calls of all methods, in the order in which they ended.
   *
   * @return what they did
   */
  public List<RecordedCall> all() {
    return List.copyOf(calls);
  }

  /** Forgets all calls. Done before each test. */
  public void reset() {
    calls.clear();
  }

  @Override
  public void callEnded(CallEvent event) {
    calls.add(new RecordedCall(event, hideValues));
  }

  @Override
  public boolean wantsCommands() {
    return true;
  }
}
