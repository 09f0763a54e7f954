package dev.redisatomic.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/**
 * Finds free loopback ports. They are never of those that the system gives to outgoing connections:
 * while the server is down, a client that keeps connecting to such a port would in the end be
 * connected to itself.
 */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int FIRST_OF_CLUSTER = 11_000;
  private static final int LAST_OF_CLUSTER = 19_900;

  /** The nodes of a cluster talk to each other on their port plus this. */
  private static final int BUS_OFFSET = 10_000;

  private Ports() {}

  static int free() {
    return random(FIRST, LAST, Ports::isFree);
  }

  static int freeForCluster() {
    return random(
        FIRST_OF_CLUSTER, LAST_OF_CLUSTER, port -> isFree(port) && isFree(port + BUS_OFFSET));
  }

  private static int random(int first, int last, IntPredicate suitable) {
    return ThreadLocalRandom.current()
        .ints(first, last)
        .limit(last - first)
        .filter(suitable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No free port from " + first + " to " + last));
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
