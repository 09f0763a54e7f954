package dev.redisatomic.benchmarks.contestant;

import java.util.List;

/** Redis Atomic by annotation, through the proxy that Spring makes. */
final class AnnotatedContestant implements Contestant {

  private final SpringRedis spring;
  private final AtomicService service;

  AnnotatedContestant(SpringRedis spring) {
    this.spring = spring;
    this.service = spring.get(AtomicService.class);
  }

  @Override
  public boolean transfer(String from, String to, long amount, Attempts attempts) {
    return service.transfer(from, to, amount, attempts);
  }

  @Override
  public List<String> snapshot(List<String> keys, Attempts attempts) {
    return service.snapshot(keys, attempts);
  }

  @Override
  public void increment(List<String> keys, Attempts attempts) {
    service.increment(keys, attempts);
  }

  @Override
  public boolean reserve(String product, Attempts attempts) {
    return service.reserve(product, attempts);
  }

  @Override
  public void close() {
    spring.close();
  }
}
