package dev.redisatomic.testserver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The servers that are not closed yet, to be closed when the JVM ends. */
final class RunningServers {

  private static final Set<RedisServer> ALL = ConcurrentHashMap.newKeySet();
  private static volatile boolean ended;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(RunningServers::closeAll, "stop-redis-test-servers"));
  }

  private RunningServers() {}

  /** Takes note of a server before its program is run, so that none is missed. */
  static void add(RedisServer server) {
    ALL.add(server);
    if (ended) {
      server.close();
    }
  }

  static void remove(RedisServer server) {
    ALL.remove(server);
  }

  private static void closeAll() {
    ended = true;
    ALL.forEach(RedisServer::close);
  }
}
