package dev.redisatomic.benchmarks.server;

import java.io.IOException;
import java.time.Duration;

/** A {@link TcpProxy} in a JVM of its own, whose work is not taken for that of the measured one. */
public record DelayingProxy(ChildJvm jvm, Address address) implements AutoCloseable {

  public DelayingProxy(Address target, Duration delay) {
    this(new ChildJvm(DelayingProxy.class, target.url(), delay.toString()));
  }

  private DelayingProxy(ChildJvm jvm) {
    this(jvm, Address.of(jvm.hear()));
  }

  /** What the other JVM runs. */
  public static void main(String[] arguments) throws IOException {
    try (TcpProxy proxy = new TcpProxy(Address.of(arguments[0]), Duration.parse(arguments[1]))) {
      System.out.println(proxy.address().url());
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
