package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.function.IntConsumer;

/** One annotated bean, of which {@link CallBenchmark} makes many classes. */
public class Greeter implements IntConsumer {

  @Override
  @RedisAtomic
  public void accept(@Watched("greeting:{}") int name) {}
}
