package com.example.bank;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis for the test, on a port that is free. */
final class OwnRedis implements AutoCloseable {

  private static final int ATTEMPTS = 5;

  private final RedisServer server;

  private OwnRedis(RedisServer server) {
    this.server = server;
  }

  static OwnRedis start() throws IOException {
    for (int attempt = 1; ; attempt++) {
      RedisServer server =
          RedisServer.newRedisServer().port(freePort()).bind("127.0.0.1").setting("save \"\"").build();
      try {
        server.start();
        return new OwnRedis(server);
      } catch (IOException e) {
        // Somebody else may have taken the port in the meantime.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  int port() {
    return server.ports().get(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
