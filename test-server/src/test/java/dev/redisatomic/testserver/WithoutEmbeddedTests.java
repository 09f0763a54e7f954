package dev.redisatomic.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module on a class path that has nothing else, as its users have it by default. */
class WithoutEmbeddedTests {

  @AutoClose
  private final URLClassLoader alone =
      new URLClassLoader(
          new URL[] {RedisBinary.class.getProtectionDomain().getCodeSource().getLocation()},
          ClassLoader.getPlatformClassLoader());

  @Test
  void nothingElseIsNeededToRunAServer(@TempDir Path directory) throws Exception {
    Programs.saying("Redis server v=7.0.15", directory, "redis-server");

    assertThat(find(directory.toString())).hasToString("PATH 7.0.15");
  }

  @Test
  void withoutAnyServerTheMessageSaysWhatToAddOrInstall() {
    assertThatExceptionOfType(InvocationTargetException.class)
        .isThrownBy(() -> find(""))
        .havingCause()
        .matches(e -> e.getClass().getName().equals(NoRedisServerException.class.getName()))
        .withMessageContaining("There is no redis-server and no valkey-server on the PATH.")
        .withMessageContaining("com.github.codemonstur:embedded-redis")
        .withMessageContaining("apt install redis-server")
        .withMessageContaining("RedisBinary.at(path)");
  }

  @Test
  void withAServerThatIsTooOldTheMessageNamesIt(@TempDir Path directory) throws Exception {
    Path old = Programs.saying("Redis server v=5.0.14", directory, "redis-server");

    assertThatExceptionOfType(InvocationTargetException.class)
        .isThrownBy(() -> find(directory.toString()))
        .havingCause()
        .withMessageContaining(old + " is too old: Redis 5.0.14")
        .withMessageContaining("embedded-redis");
  }

  private Object find(String path) throws Exception {
    Method find =
        alone
            .loadClass("dev.redisatomic.testserver.RedisBinary")
            .getDeclaredMethod("find", String.class);
    find.setAccessible(true);
    return find.invoke(null, path);
  }
}
