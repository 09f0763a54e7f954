package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.server.Address;
import java.util.List;
import redis.clients.jedis.Jedis;

/** How long a round trip takes. */
final class Ping {

  private static final int PINGS = 500;

  private Ping() {}

  /** The median, in microseconds. */
  static double medianMicros(Address address) {
    Latencies latencies = new Latencies();
    try (Jedis jedis = new Jedis(address.host(), address.port())) {
      for (int i = 0; i < PINGS; i++) {
        long begun = System.nanoTime();
        jedis.ping();
        latencies.add(System.nanoTime() - begun);
      }
    }
    return Latencies.merged(List.of(latencies)).micros(0.5);
  }
}
