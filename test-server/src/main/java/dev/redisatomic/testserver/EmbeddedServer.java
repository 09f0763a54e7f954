package dev.redisatomic.testserver;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** The optional dependency that carries servers. No other class names it. */
final class EmbeddedServer {

  static final String ADVICE =
      """
      The server that com.github.codemonstur:embedded-redis carries runs on Linux with glibc (x64, \
      ARM64) and on macOS. On Linux x64 it needs OpenSSL 3: install libssl3 (Debian, Ubuntu) or \
      openssl-libs (Fedora, RHEL); on macOS: brew install openssl@3. The directory for temporary \
      files has to allow execution. On Windows it is too old: use a server in a container or in \
      WSL, or name a newer redis-server.exe with RedisBinary.at(path).""";

  private EmbeddedServer() {}

  static Path unpack() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().toPath();
    } catch (NoClassDefFoundError e) {
      throw new NoRedisServerException(
          "The dependency com.github.codemonstur:embedded-redis, which carries a redis-server, is"
              + " not on the class path: add it, or install Redis.",
          e);
    } catch (IOException | RuntimeException e) {
      throw new NoRedisServerException(
          "There is no embedded redis-server for this machine: " + e.getMessage() + ". " + ADVICE,
          e);
    }
  }
}
