package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.benchmarks.work.AtomicService;
import dev.redisatomic.benchmarks.work.Contestant;
import dev.redisatomic.benchmarks.work.ProgrammaticContestant;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.OverridingClassLoader;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.ClassUtils;

/** One call through the proxy, by what is declared and what the body does. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallBenchmark {

  @Benchmark
  public void emptyBody(Beans beans) {
    beans.empty.nothing();
  }

  @Benchmark
  public void templates(Beans beans) {
    beans.empty.templates("alice", "bob");
  }

  @Benchmark
  public void expressions(Beans beans) {
    beans.empty.expressions(beans.order);
  }

  /** One read, two writes. */
  @Benchmark
  public boolean transfer(Beans beans) {
    return beans.annotated.transfer("alice", "bob", 10, CallBenchmark::attempt);
  }

  /** The same without annotations. */
  @Benchmark
  public boolean transferByTemplate(Beans beans) {
    return beans.programmatic.transfer("alice", "bob", 10, CallBenchmark::attempt);
  }

  /** One key with {@code {}} and an empty body, by the number of annotated classes. */
  @Benchmark
  public void oneOfMany(Greeters greeters) {
    greeters.next().accept(1);
  }

  /** Nobody counts them. */
  private static void attempt() {}

  /** Bodies that do nothing: the price of the aspect, of keys and of an attempt. */
  public static class EmptyBodies {

    /** Something to take a key from by an expression. */
    public record Order(String customer, String number) {}

    @RedisAtomic
    public void nothing() {}

    @RedisAtomic
    public void templates(
        @Watched("account:{}:balance") String from, @Watched("account:{}:balance") String to) {}

    @RedisAtomic(keys = "order:#{#order.number()}:state")
    public void expressions(@Watched("customer:#{customer()}:credit") Order order) {}
  }

  @State(Scope.Benchmark)
  public static class Beans {

    private final EmptyBodies.Order order = new EmptyBodies.Order("alice", "4711");
    private final EmptyBodies empty;
    private final Contestant annotated;
    private final Contestant programmatic;

    public Beans() {
      AnnotationConfigApplicationContext application = application();
      application.refresh();
      empty = application.getBean(EmptyBodies.class);
      annotated = application.getBean(AtomicService.class);
      programmatic = application.getBean(ProgrammaticContestant.class);
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
  @Import({
    MemoryConnectionFactory.class,
    EmptyBodies.class,
    AtomicService.class,
    ProgrammaticContestant.class
  })
  static class Application {

    @Bean
    static StringRedisTemplate redis(RedisConnectionFactory connections) {
      return new StringRedisTemplate(connections);
    }
  }

  private static AnnotationConfigApplicationContext application() {
    AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
    application.register(Application.class);
    return application;
  }
}
