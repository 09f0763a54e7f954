package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.benchmarks.work.Contestants;
import java.util.EnumMap;
import java.util.Map;
import redis.clients.jedis.HostAndPort;

/** The contestants on one address, connected when they are first needed. */
record Field(HostAndPort address, Map<Contestants, Connected> open) implements AutoCloseable {

  Field(HostAndPort address) {
    this(address, new EnumMap<>(Contestants.class));
  }

  Connected get(Contestants contestant) {
    return open.computeIfAbsent(contestant, one -> one.connect(address));
  }

  /** Disconnects it; it is connected anew when it is needed again. */
  void discard(Contestants contestant) {
    get(contestant).close();
    open.remove(contestant);
  }

  @Override
  public void close() {
    open.values().forEach(Connected::close);
  }
}
