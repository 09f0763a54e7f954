package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** What the figures depend on. */
final class Machine {

  private Machine() {}

  static Map<String, String> describe(RedisServer server) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("CPUs", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("Processor", processor());
    facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("JDK", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("Redis", server.version());
    facts.put("Jedis", version("redis.clients/jedis"));
    facts.put("Lettuce", version("io.lettuce/lettuce-core"));
    facts.put("Spring Data Redis", version("org.springframework.data/spring-data-redis"));
    facts.put("Redisson", version("org.redisson/redisson"));
    return facts;
  }

  private static String version(String artifact) {
    try {
      String file = "META-INF/maven/" + artifact + "/pom.properties";
      return PropertiesLoaderUtils.loadAllProperties(file).getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Linux names it. */
  private static String processor() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"))
          .lines()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
