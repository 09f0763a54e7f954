package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.config.EnableRedisAtomic;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.OverridingClassLoader;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.ClassUtils;

/** One call through the proxy, by what is declared and what the body does: see {@link Bank}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallBenchmark {

  @Benchmark
  public void emptyBody(OneBank one) {
    one.bank.nothing();
  }

  @Benchmark
  public void templates(OneBank one) {
    one.bank.templates("alice", "bob");
  }

  @Benchmark
  public void expressions(OneBank one) {
    one.bank.expressions(one.order);
  }

  @Benchmark
  public boolean transfer(OneBank one) {
    return one.bank.transfer("alice", "bob", 10);
  }

  @Benchmark
  public boolean transferByTemplate(OneBank one) {
    return one.bank.transferByTemplate("alice", "bob", 10);
  }

  /** One key with {@code {}} and an empty body, by the number of annotated classes. */
  @Benchmark
  public void oneOfMany(Greeters greeters) {
    greeters.next().accept(1);
  }

  @State(Scope.Benchmark)
  public static class OneBank {

    final Bank.Order order = new Bank.Order("alice", "4711");
    final Bank bank;

    public OneBank() {
      AnnotationConfigApplicationContext application = application();
      application.refresh();
      bank = application.getBean(Bank.class);
    }
  }

  /** Many annotated classes, with one bean of each. */
  @State(Scope.Benchmark)
  public static class Greeters {

    /** As many are called in turn in any case: it is not the processor's cache that counts. */
    private static final int CALLED = 10;

    @Param({"10", "1000"})
    public int beans;

    private final IntConsumer[] called = new IntConsumer[CALLED];
    private int last;

    @Setup
    public void start() {
      AnnotationConfigApplicationContext application = application();
      for (int i = 0; i < beans; i++) {
        application.registerBean("greeter" + i, new GreeterLoader().load());
      }
      application.refresh();
      for (int i = 0; i < CALLED; i++) {
        String name = "greeter" + i * (beans / CALLED);
        called[i] = application.getBean(name, IntConsumer.class);
      }
    }

    IntConsumer next() {
      last = last + 1 == CALLED ? 0 : last + 1;
      return called[last];
    }
  }

  /** One annotated bean, of which there are many classes. */
  public static class Greeter implements IntConsumer {

    @Override
    @RedisAtomic
    public void accept(@Watched("greeting:{}") int name) {}
  }

  /** Loads {@link Greeter} anew: each instance gives another class with its own methods. */
  private static final class GreeterLoader extends OverridingClassLoader {

    GreeterLoader() {
      super(Greeter.class.getClassLoader());
    }

    @Override
    protected boolean isEligibleForOverriding(String name) {
      return name.equals(Greeter.class.getName());
    }

    Class<?> load() {
      return ClassUtils.resolveClassName(Greeter.class.getName(), this);
    }
  }

  /** The library is set up in it as in any other. */
  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  @Import({MemoryConnectionFactory.class, StringRedisTemplate.class, Bank.class})
  static class Application {}

  private static AnnotationConfigApplicationContext application() {
    AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
    application.register(Application.class);
    return application;
  }
}
