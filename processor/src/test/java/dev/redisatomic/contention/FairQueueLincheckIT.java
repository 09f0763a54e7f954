package dev.redisatomic.contention;

import dev.redisatomic.contention.Waiter.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;

/** The fair queue in many interleavings of its threads, within bounds. */
@DisabledForJreRange(
    minVersion = 25,
    disabledReason = "Lincheck 3.4 cannot read the classes of Java 25")
class FairQueueLincheckIT {

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

  /** Calls that wait without a limit, so that a lost wake-up hangs. */
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
    public boolean leave(@Param(name = "waiter") int waiter) {
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

  /** What the steps have to look like: a list whose first element holds. */
  public static final class Model {

    private final List<Integer> queue = new ArrayList<>();
    private final boolean[] ended = new boolean[3];

    public void joinFirst() {
      queue.add(0);
    }

    public void joinSecond() {
      queue.add(1);
    }

    public void joinThird() {
      queue.add(2);
    }

    public boolean leave(int waiter) {
      boolean left = queue.remove((Object) waiter);
      ended[waiter] |= left;
      return left;
    }

    public void endOverdueLease() {
      if (!queue.isEmpty()) {
        leave(queue.get(0));
      }
    }

    public void dissolve() {
      List.copyOf(queue).forEach(this::leave);
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
          && Arrays.equals(ended, model.ended);
    }

    @Override
    public int hashCode() {
      return 31 * queue.hashCode() + Arrays.hashCode(ended);
    }
  }
}
