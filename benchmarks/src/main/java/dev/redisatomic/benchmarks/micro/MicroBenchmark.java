package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.config.EnableRedisAtomic;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What all have in common: an application, and settings unless the command line has others. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class MicroBenchmark {

  /** Is started by the benchmark that defines its beans. */
  final AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();

  MicroBenchmark() {
    application.register(Application.class);
  }

  @TearDown
  public void close() {
    application.close();
  }

  /** The library is set up in it as in any other. */
  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  @Import({MemoryConnectionFactory.class, Bank.class})
  static class Application {

    @Bean
    static StringRedisTemplate redis(RedisConnectionFactory connections) {
      return new StringRedisTemplate(connections);
    }
  }
}
