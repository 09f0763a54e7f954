package dev.redisatomic.benchmarks.server;

import java.net.URI;

/** Where a Redis server, or a proxy in front of it, listens. */
public record Address(String host, int port) {

  private static final int DEFAULT_PORT = 6379;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is anything but {@code redis://host} with or without a
   *     port
   */
  public static Address of(String url) {
    URI uri = URI.create(url);
    boolean plain =
        "redis".equals(uri.getScheme())
            && uri.getHost() != null
            && uri.getUserInfo() == null
            && (uri.getPath() == null || uri.getPath().length() <= 1);
    if (!plain) {
      throw new IllegalArgumentException(
          "--url=" + url + ": only redis://host:port, without a password and on database 0");
    }
    return new Address(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
  }

  public String url() {
    return "redis://" + host + ":" + port;
  }
}
