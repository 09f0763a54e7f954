package dev.redisatomic.benchmarks.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.springframework.core.OverridingClassLoader;
import org.springframework.util.ClassUtils;

/** One call by the number of annotated classes that the application has. */
public class BeansBenchmark extends MicroBenchmark {

  /**
   * As many are called in turn, however many there are: it is not the processor's cache that
   * counts.
   */
  private static final int CALLED = 10;

  /** How many annotated classes, with one bean of each. */
  @Param({"10", "1000"})
  public int beans;

  private final Greeter[] called = new Greeter[CALLED];
  private int next;

  @Setup
  public void start() {
    for (int i = 0; i < beans; i++) {
      application.registerBean("greeter" + i, new ManyClasses().define());
    }
    application.refresh();
    for (int i = 0; i < CALLED; i++) {
      called[i] = application.getBean("greeter" + i * (beans / CALLED), Greeter.class);
    }
  }

  /** One key with {@code {}}, empty body. */
  @Benchmark
  public void call() {
    next = next + 1 == CALLED ? 0 : next + 1;
    called[next].greet("alice");
  }

  /** What all the beans have in common. */
  public interface Greeter {

    void greet(String name);
  }

  /** Loads {@link AtomicGreeter} anew: each instance gives another class with its own methods. */
  private static final class ManyClasses extends OverridingClassLoader {

    ManyClasses() {
      super(AtomicGreeter.class.getClassLoader());
    }

    @Override
    protected boolean isEligibleForOverriding(String name) {
      return name.equals(AtomicGreeter.class.getName());
    }

    Class<? extends Greeter> define() {
      return ClassUtils.resolveClassName(AtomicGreeter.class.getName(), this)
          .asSubclass(Greeter.class);
    }
  }
}
