package dev.redisatomic.test;

import static java.util.stream.Collectors.joining;

import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers that all tests share, started once per JVM: the embedded one always, and those on the
 * PATH where there are any. A server that does not start fails the tests; none is left out.
 */
public final class RedisServers {

  private static @Nullable List<RedisServer> all;

  private RedisServers() {}

  /** The embedded server first. */
  public static synchronized List<RedisServer> all() {
    if (all == null) {
      all =
          Stream.concat(Stream.of(RedisBinary.embedded()), RedisBinary.onPath().stream())
              .map(RedisServer::start)
              .toList();
      System.out.println("Redis under test: " + labels());
    }
    return all;
  }

  /** For a test to which the version makes no difference. */
  public static RedisServer embedded() {
    return all().get(0);
  }

  /** Such as "embedded 6.2.11, PATH 7.0.15". */
  public static String labels() {
    return all().stream().map(server -> server.binary().toString()).collect(joining(", "));
  }
}
