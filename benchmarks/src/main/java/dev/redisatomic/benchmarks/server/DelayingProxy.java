package dev.redisatomic.benchmarks.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A {@link TcpProxy} in a JVM of its own, whose work is not taken for that of the measured one. */
public final class DelayingProxy implements AutoCloseable {

  private final ChildJvm jvm;
  private final Address address;

  public DelayingProxy(Address target, Duration delay) {
    jvm = new ChildJvm(DelayingProxy.class, List.of(target.url(), delay.toString()));
    address = Address.of(jvm.hear());
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

  public Address address() {
    return address;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
