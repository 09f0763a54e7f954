package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;

/** One annotated bean; {@link ManyClasses} makes many classes of it. */
public class AtomicGreeter implements Greeter {

  @Override
  @RedisAtomic
  public void greet(@Watched("greeting:{}") String name) {}
}
