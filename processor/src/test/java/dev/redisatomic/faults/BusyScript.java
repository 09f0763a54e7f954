package dev.redisatomic.faults;

import dev.redisatomic.testserver.RedisServer;
import redis.clients.jedis.Jedis;

/** A script that runs until it is killed. */
final class BusyScript {

  private final RedisServer server;

  private BusyScript(RedisServer server) {
    this.server = server;
  }

  static BusyScript start(RedisServer server) {
    Thread runner =
        new Thread(
            () -> {
              try (Jedis jedis = new Jedis(server.host(), server.port(), 20_000)) {
                jedis.eval("while true do end");
              } catch (RuntimeException e) {
                // it was killed
              }
            },
            "busy-script");
    runner.setDaemon(true);
    runner.start();
    BusyScript script = new BusyScript(server);
    while (!script.isBusy()) {
      Thread.onSpinWait();
    }
    return script;
  }

  private boolean isBusy() {
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      jedis.ping();
      return false;
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).startsWith("BUSY");
    }
  }

  void kill() {
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      jedis.scriptKill();
    }
    while (isBusy()) {
      Thread.onSpinWait();
    }
  }
}
