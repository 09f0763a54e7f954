package dev.redisatomic.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import redis.clients.jedis.UnifiedJedis;

/** What the figures depend on. */
final class Machine {

  private Machine() {}

  /** In UTC. */
  static String today() {
    return LocalDate.now(ZoneOffset.UTC).toString();
  }

  static Map<String, String> describe(UnifiedJedis redis) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("CPUs", Integer.toString(Runtime.getRuntime().availableProcessors()));
    processor().ifPresent(model -> facts.put("Processor", model));
    facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("JDK", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("Redis", find("redis_version", redis.info("server")).orElse("unknown"));
    facts.put("Jedis", version("redis.clients/jedis"));
    facts.put("Lettuce", version("io.lettuce/lettuce-core"));
    facts.put("Spring Data Redis", version("org.springframework.data/spring-data-redis"));
    facts.put("Redisson", version("org.redisson/redisson"));
    return facts;
  }

  private static String version(String artifact) {
    try {
      return PropertiesLoaderUtils.loadAllProperties(
              "META-INF/maven/" + artifact + "/pom.properties")
          .getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> processor() {
    try {
      return find("model name", Files.readString(Path.of("/proc/cpuinfo")));
    } catch (IOException e) {
      return Optional.empty(); // Not Linux.
    }
  }

  /** The value of a line {@code name: value}. */
  private static Optional<String> find(String name, String text) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
