package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;

/** One annotated bean, of which {@link BeansBenchmark} makes many classes. */
public class AtomicGreeter implements BeansBenchmark.Greeter {

  @Override
  @RedisAtomic
  public void greet(@Watched("greeting:{}") String name) {}
}
