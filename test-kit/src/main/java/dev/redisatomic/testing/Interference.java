package dev.redisatomic.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Interferes with the commits of atomic methods on purpose: another client writes at the worst
 * moment, a reply is lost, the server refuses. Nothing depends on luck or on time.
 *
 * <pre>{@code
 * interference.beforeCommitOf("BankService.transfer").once(() -> redis.opsForValue().set("account:1", "40"));
 * }</pre>
 *
 * <p>A bean, and a parameter of test methods, with {@link AutoConfigureRedisAtomic}. What is
 * planned holds for the test: before each test everything is forgotten, and a test fails if
 * something that it has planned did not happen as often as planned.
 *
 * <p>A method is named by its class and its own name; with the types of its parameters, as in
 * {@code BankService.transfer(String, String, long)}, only where it is overloaded. Calls without an
 * annotation are {@code RedisAtomicOperations.execute}. A commit is that of the outermost method: a
 * method that is called inside another atomic one has none. With group commit, that of a group is
 * its first call's. Classes of the same simple name are not told apart.
 *
 * <p>All of it happens at the {@code EXEC} of an attempt, after the body has ended: also where a
 * body that wrote nothing, or threw, has its reads validated. A call that sends no {@code EXEC} is
 * not interfered with, nor is one that an action makes. Several plans for one method happen in the
 * order in which they were made, at the same {@code EXEC}, unless the one before leaves nothing to
 * be sent.
 */
public final class Interference {

  private final MethodNames names;
  private final List<Plan> plans = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final SeenAttempts seen = new SeenAttempts();

  Interference(ConfigurableListableBeanFactory beans) {
    this.names = new MethodNames(beans);
  }

  /**
   * An action at a commit.
   *
   * @see BeforeCommit
   */
  @FunctionalInterface
  public interface Action {

    /**
     * Runs the action.
     *
     * @throws Exception whatever it likes; the commit goes on, and the test fails
     */
    void run() throws Exception;
  }

  /**
   * Lets another client act after the body and before {@code EXEC} is sent. If it writes a key that
   * the attempt watches, that is a conflict.
   *
   * @param method the atomic method
   * @return asks for the action
   * @throws IllegalArgumentException if there is no such method, or several
   */
  public BeforeCommit beforeCommitOf(String method) {
    return new BeforeCommit(this, names.find(method));
  }

  /**
   * Loses the reply to {@code EXEC}: the attempt's connection breaks.
   *
   * @param method the atomic method
   * @return asks whether the writes have been applied
   * @throws IllegalArgumentException if there is no such method, or several
   */
  public LostReply loseReplyOf(String method) {
    return new LostReply(this, names.find(method));
  }

  /**
   * Refuses the writes with an error of the server, which aborts {@code EXEC}.
   *
   * @param method the atomic method
   * @return asks for the error
   * @throws IllegalArgumentException if there is no such method, or several
   */
  public Refusal refuse(String method) {
    return new Refusal(this, names.find(method));
  }

  /**
   * Sends {@code EXEC} later.
   *
   * @param method the atomic method
   * @return asks for how long
   * @throws IllegalArgumentException if there is no such method, or several
   */
  public Delay delay(String method) {
    return new Delay(this, names.find(method));
  }

  /** The action of {@link Interference#beforeCommitOf}. */
  public static final class BeforeCommit {
    private final Interference interference;
    private final MethodName method;

    private BeforeCommit(Interference interference, MethodName method) {
      this.interference = interference;
      this.method = method;
    }

    /**
     * Runs the action before the next commit, on a thread of its own, and waits for it: so it uses
     * other connections than the attempt, as another client would, and does not take part in a
     * transaction of the caller.
     *
     * @param action such as a write to a watched key
     */
    public void once(Action action) {
      times(1, action);
    }

    /**
     * Runs the action before each of the next commits, as {@link #once} does.
     *
     * @param times how many, 1 or more
     * @param action such as a write to a watched key
     * @throws IllegalArgumentException if it is less than 1
     */
    public void times(int times, Action action) {
      String plan = method.in("beforeCommitOf");
      interference.plan(
          method, plan, times, new ActionBefore(plan, action, interference.failures::add));
    }
  }

  /** Chooses what becomes of the writes of {@link Interference#loseReplyOf}. */
  public static final class LostReply {
    private final Interference interference;
    private final MethodName method;

    private LostReply(Interference interference, MethodName method) {
      this.interference = interference;
      this.method = method;
    }

    /**
     * The server gets {@code EXEC} and carries it out.
     *
     * @return asks how often
     */
    public Repeat applied() {
      return lost("applied", Effects.LOSE_REPLY);
    }

    /**
     * The server does not get {@code EXEC}, which the attempt cannot know.
     *
     * @return asks how often
     */
    public Repeat notApplied() {
      return lost("notApplied", Effects.LOSE_REQUEST);
    }

    private Repeat lost(String variant, Effect effect) {
      return new Repeat(
          interference, method, method.in("loseReplyOf") + "." + variant + "()", effect);
    }
  }

  /** The error of {@link Interference#refuse}. */
  public static final class Refusal {
    private final Interference interference;
    private final MethodName method;

    private Refusal(Interference interference, MethodName method) {
      this.interference = interference;
      this.method = method;
    }

    /**
     * The error with which the server answers each write. Nothing is applied.
     *
     * @param error begins with a code, as in {@code OOM command not allowed when used memory >
     *     'maxmemory'.}
     * @return asks how often
     * @throws IllegalArgumentException if it does not begin with a word in upper case
     */
    public Repeat with(String error) {
      return new Repeat(
          interference,
          method,
          method.in("refuse") + ".with(\"" + error + "\")",
          Effects.refuse(error));
    }
  }

  /** The time of {@link Interference#delay}. */
  public static final class Delay {
    private final Interference interference;
    private final MethodName method;

    private Delay(Interference interference, MethodName method) {
      this.interference = interference;
      this.method = method;
    }

    /**
     * The caller waits for that long. An interrupt ends it, and the flag stays set.
     *
     * @param time the time
     * @return asks how often
     */
    public Repeat by(Duration time) {
      return new Repeat(
          interference, method, method.in("delay") + ".by(" + time + ")", Effects.delay(time));
    }
  }

  /** Chooses how often a plan comes into effect, from the next commit on. */
  public static final class Repeat {
    private final Interference interference;
    private final MethodName method;
    private final String plan;
    private final Effect effect;

    private Repeat(Interference interference, MethodName method, String plan, Effect effect) {
      this.interference = interference;
      this.method = method;
      this.plan = plan;
      this.effect = effect;
    }

    /** Plans it for the next commit. */
    public void once() {
      times(1);
    }

    /**
     * Plans it for each of the next commits.
     *
     * @param times how many, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     */
    public void times(int times) {
      interference.plan(method, plan, times, effect);
    }
  }

  /**
   * Checks that everything planned has happened as often as planned, and forgets it. Done after
   * each test; to be called where JUnit is not used.
   *
   * @throws AssertionError if something has not, or an action has thrown
   */
  public void verify() {
    List<String> missed =
        plans.stream()
            .filter(plan -> plan.missing() > 0)
            .map(plan -> plan + ": " + seen.whyNot(plan.method()))
            .toList();
    List<Throwable> thrown = List.copyOf(failures);
    reset();
    if (missed.isEmpty() && thrown.isEmpty()) {
      return;
    }
    Stream<String> actions = thrown.stream().map(Throwable::getMessage);
    AssertionError error =
        new AssertionError(
            Stream.concat(missed.stream(), actions).collect(Collectors.joining("\n")),
            thrown.isEmpty() ? null : thrown.get(0));
    thrown.stream().skip(1).forEach(error::addSuppressed);
    throw error;
  }

  /** Forgets what is planned and what has happened. Done before each test. */
  public void reset() {
    plans.clear();
    failures.clear();
    seen.clear();
  }

  private void plan(MethodName method, String text, int times, Effect effect) {
    if (times < 1) {
      throw new IllegalArgumentException(text + " has to happen 1 time or more, not " + times);
    }
    plans.add(new Plan(method, text, times, effect));
  }

  /** Notes that an attempt begins. */
  void attemptBegins(String method) {
    if (!OwnThread.isCurrent()) {
      seen.attempt(method);
    }
  }

  /** Sends a transaction, with all that is planned for its method. */
  List<@Nullable Object> send(String method, SentTransaction transaction) {
    if (OwnThread.isCurrent()) {
      return transaction.send();
    }
    seen.transaction(method);
    return send(method, transaction, List.copyOf(plans), 0);
  }

  private static List<@Nullable Object> send(
      String method, SentTransaction transaction, List<Plan> plans, int from) {
    for (int i = from; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      if (plan.take(method)) {
        int next = i + 1;
        return plan.effect().on(transaction, () -> send(method, transaction, plans, next));
      }
    }
    return transaction.send();
  }
}
