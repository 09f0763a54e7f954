package dev.redisatomic.benchmarks.server;

import java.io.IOException;
import java.time.Duration;
import redis.clients.jedis.HostAndPort;

/** A {@link TcpProxy} in a JVM of its own, whose work is not taken for that of the measured one. */
public record DelayingProxy(ChildJvm jvm, HostAndPort address) implements AutoCloseable {

  public DelayingProxy(HostAndPort target, Duration delay) {
    this(new ChildJvm(DelayingProxy.class, target.toString(), delay.toString()));
  }

  private DelayingProxy(ChildJvm jvm) {
    this(jvm, HostAndPort.from(jvm.hear()));
  }

  /** What the other JVM runs. */
  public static void main(String[] arguments) throws IOException {
    try (TcpProxy proxy =
        new TcpProxy(HostAndPort.from(arguments[0]), Duration.parse(arguments[1]))) {
      System.out.println(proxy.address());
      while (System.in.read() >= 0) {
        // Until the parent hangs up.
      }
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
