package dev.redisatomic.contention;

import dev.redisatomic.contention.Waiter.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;

/** The fair queue in many interleavings of its threads, within bounds. */
@DisabledForJreRange(
    minVersion = 25,
    disabledReason = "Lincheck 3.4 cannot read the classes of Java 25")
class FairQueueLincheckIT {

  private static final List<String> KINDS = List.of("one", "one", "one", "another");

  private static StressOptions options() {
    return new StressOptions()
        .iterations(30)
        .invocationsPerIteration(50)
        .threads(3)
        .minimizeFailedScenario(false);
  }

  @Test
  void oneHoldsAtATimeAndNoneWaitsForever() {
    options().actorsBefore(0).actorsPerThread(2).actorsAfter(0).check(Calls.class);
  }

  @Test
  void everyStepIsAtomicAndAdmitsInTheOrderOfJoining() {
    options()
        .actorsBefore(3)
        .actorsPerThread(3)
        .actorsAfter(3)
        .sequentialSpecification(Model.class)
        .check(Steps.class);
  }

  @Test
  void whatIsHandedOverIsTakenOnceByTheNextOneWhichHasNotWithdrawn() {
    options()
        .iterations(50)
        .invocationsPerIteration(30)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(6)
        .sequentialSpecification(JoinedModel.class)
        .check(JoinedSteps.class);
  }

  /** Calls that wait without a limit, so that a lost wake-up, or a lost hand-over, hangs. */
  public static final class Calls {

    private final FairQueue queue = new FairQueue(Long.MAX_VALUE);
    private int passed;

    /** Counts with no other protection than the queue: two that hold can get the same number. */
    @Operation
    @SuppressWarnings("ThreadPriorityCheck") // only makes a second holder easier to catch
    public int pass() throws InterruptedException {
      Waiter waiter = new Waiter();
      queue.join(waiter);
      queue.await(waiter, Long.MAX_VALUE);
      int number = passed + 1;
      Thread.yield();
      passed = number;
      queue.remove(waiter);
      return number;
    }

    /** Leaves from wherever it stands, as a thread whose time is over does. */
    @Operation
    public void giveUp() {
      Waiter waiter = new Waiter();
      queue.join(waiter);
      queue.remove(waiter);
    }

    /** Does its part in a group, and waits for the last one's verdict. */
    @Operation
    public void commitTogether() throws InterruptedException {
      takePart(Long.MAX_VALUE);
    }

    /** Takes part if its turn has come, or comes before it has withdrawn. */
    @Operation
    public void commitTogetherAtOnce() throws InterruptedException {
      takePart(0);
    }

    private void takePart(long nanos) throws InterruptedException {
      Waiter waiter = new Waiter("together");
      queue.join(waiter);
      if (!queue.await(waiter, nanos) && queue.withdraw(waiter)) {
        return;
      }
      CountDownLatch handed = (CountDownLatch) queue.takeHanded(waiter);
      CountDownLatch verdict = handed == null ? new CountDownLatch(1) : handed;
      if (!queue.handOver(waiter, verdict)) {
        queue.remove(waiter);
        verdict.countDown();
      }
      verdict.await();
    }
  }

  /** The steps of three waiters, each taken by any thread. No lease lasts. */
  @Param(name = "waiter", gen = IntGen.class, conf = "0:2")
  public static final class Steps {

    private final FairQueue queue = new FairQueue(0);
    private final Waiter[] waiters = {new Waiter(), new Waiter(), new Waiter()};

    @Operation(runOnce = true)
    public void joinFirst() {
      queue.join(waiters[0]);
    }

    @Operation(runOnce = true)
    public void joinSecond() {
      queue.join(waiters[1]);
    }

    @Operation(runOnce = true)
    public void joinThird() {
      queue.join(waiters[2]);
    }

    @Operation
    public boolean remove(@Param(name = "waiter") int waiter) {
      return queue.remove(waiters[waiter]);
    }

    @Operation
    public void endOverdueLease() {
      queue.endOverdueLease();
    }

    @Operation
    public void dissolve() {
      queue.dissolve();
    }

    @Operation
    public State state(@Param(name = "waiter") int waiter) {
      return queue.state(waiters[waiter]);
    }

    @Operation
    public boolean isEmpty() {
      return queue.size() == 0;
    }
  }

  /** The steps of waiters that have joined already, all but the last one of a kind. */
  @Param(name = "waiter", gen = IntGen.class, conf = "0:3")
  public static final class JoinedSteps {

    private final FairQueue queue = new FairQueue(0);
    private final Waiter[] waiters = new Waiter[KINDS.size()];

    public JoinedSteps() {
      for (int i = 0; i < waiters.length; i++) {
        waiters[i] = new Waiter(KINDS.get(i));
        queue.join(waiters[i]);
      }
    }

    @Operation
    public boolean handOver(
        @Param(name = "waiter") int waiter, @Param(gen = IntGen.class, conf = "1:9") int object) {
      return queue.handOver(waiters[waiter], object);
    }

    @Operation
    public boolean withdraw(@Param(name = "waiter") int waiter) {
      return queue.withdraw(waiters[waiter]);
    }

    @Operation
    public @Nullable Object takeHanded(@Param(gen = IntGen.class, conf = "1:2") int waiter) {
      return queue.takeHanded(waiters[waiter]);
    }

    @Operation
    public boolean isAwaited(@Param(name = "waiter") int waiter) {
      return queue.isAwaited(waiters[waiter]);
    }

    @Operation
    public boolean remove(@Param(name = "waiter") int waiter) {
      return queue.remove(waiters[waiter]);
    }
  }

  /** What the steps have to look like: a list whose first element holds. */
  public static class Model {

    private final List<Integer> queue = new ArrayList<>();
    private final boolean[] ended = new boolean[KINDS.size()];
    private final @Nullable Object[] handed = new @Nullable Object[KINDS.size()];

    void join(int waiter) {
      queue.add(waiter);
    }

    public void joinFirst() {
      join(0);
    }

    public void joinSecond() {
      join(1);
    }

    public void joinThird() {
      join(2);
    }

    public boolean remove(int waiter) {
      boolean left = queue.remove((Object) waiter);
      ended[waiter] |= left;
      return left;
    }

    public boolean withdraw(int waiter) {
      return state(waiter) == State.WAITING && remove(waiter);
    }

    public boolean isAwaited(int waiter) {
      return state(waiter) == State.HOLDING
          && queue.size() > 1
          && KINDS.get(queue.get(1)).equals(KINDS.get(waiter));
    }

    public boolean handOver(int waiter, int object) {
      boolean passed = isAwaited(waiter);
      if (passed) {
        handed[queue.get(1)] = object;
        remove(waiter);
      }
      return passed;
    }

    public @Nullable Object takeHanded(int waiter) {
      Object taken = handed[waiter];
      handed[waiter] = null;
      return taken;
    }

    public void endOverdueLease() {
      if (!queue.isEmpty()) {
        remove(queue.get(0));
      }
    }

    public void dissolve() {
      List.copyOf(queue).forEach(this::remove);
    }

    public State state(int waiter) {
      if (ended[waiter]) {
        return State.ENDED;
      }
      return queue.indexOf(waiter) == 0 ? State.HOLDING : State.WAITING;
    }

    public boolean isEmpty() {
      return queue.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Model model
          && queue.equals(model.queue)
          && Arrays.equals(ended, model.ended)
          && Arrays.equals(handed, model.handed);
    }

    @Override
    public int hashCode() {
      return Objects.hash(queue, Arrays.hashCode(ended), Arrays.hashCode(handed));
    }
  }

  /** The same after all of them have joined. */
  public static final class JoinedModel extends Model {

    public JoinedModel() {
      for (int i = 0; i < KINDS.size(); i++) {
        join(i);
      }
    }
  }
}
