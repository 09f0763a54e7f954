package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.RedisServers;
import dev.redisatomic.test.RedisSetup;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** On class paths that really lack what is optional. */
@ParameterizedClass
@MethodSource("dev.redisatomic.test.ClientMode#onePerClient")
class OptionalDependenciesTests {

  @AutoClose private final RedisSetup redis;

  OptionalDependenciesTests(ClientMode mode) {
    redis = new RedisSetup(RedisServers.embedded(), mode);
  }

  /** An atomic method that counts. */
  public static class Counter {
    private final StringRedisTemplate template;

    public Counter(StringRedisTemplate template) {
      this.template = template;
    }

    @RedisAtomic
    public Queued<Long> hit(@Watched("hits:{}") String page) {
      template.opsForValue().get("hits:" + page);
      return Queued.of(template.opsForValue().increment("hits:" + page));
    }
  }

  /** Run on a class path of its own: takes a port, and returns the number of listeners. */
  public static class Boot implements IntFunction<Object> {
    private final String client;

    public Boot(String client) {
      this.client = client;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithBoot {
      @Bean
      Counter counter(StringRedisTemplate template) {
        return new Counter(template);
      }
    }

    @Override
    public Object apply(int port) {
      try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.data.redis.port", port);
        properties.put("management.endpoints.web.exposure.include", "*");
        if (!client.isEmpty()) {
          properties.put("spring.data.redis.client-type", client);
        }
        context
            .getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("test", properties));
        return start(context, WithBoot.class);
      }
    }
  }

  /** The same with the client that Boot takes by default. */
  public static class BootsChoice extends Boot {
    public BootsChoice(String unused) {
      super("");
    }
  }

  /** The same without Boot. */
  public static class Plain implements IntFunction<Object> {
    private final String client;

    public Plain(String client) {
      this.client = client;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableRedisAtomic
    static class WithoutBoot {
      @Bean
      Counter counter(StringRedisTemplate template) {
        return new Counter(template);
      }

      @Bean
      StringRedisTemplate template(RedisConnectionFactory factory) {
        return new StringRedisTemplate(factory);
      }
    }

    @Override
    public Object apply(int port) {
      try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("127.0.0.1", port);
        context.registerBean(RedisConnectionFactory.class, () -> factory(server));
        return start(context, WithoutBoot.class);
      }
    }

    private RedisConnectionFactory factory(RedisStandaloneConfiguration server) {
      return switch (client) {
        case "jedis" -> Jedis.to(server);
        case "lettuce" -> Lettuce.to(server);
        default -> throw new IllegalArgumentException(client);
      };
    }

    /** Apart, because the client may be missing. */
    private static final class Jedis {
      private static RedisConnectionFactory to(RedisStandaloneConfiguration server) {
        return new JedisConnectionFactory(server);
      }
    }

    /** Apart, because the client may be missing. */
    private static final class Lettuce {
      private static RedisConnectionFactory to(RedisStandaloneConfiguration server) {
        return new LettuceConnectionFactory(server);
      }
    }
  }

  private static Object start(AnnotationConfigApplicationContext context, Class<?> application) {
    context.register(application);
    context.refresh();
    assertThat(context.getBean(Counter.class).hit("home").get()).isEqualTo(1);
    return (int) context.getBeanProvider(AtomicListener.class).stream().count();
  }

  /** Runs the program where no jar has such a name. */
  private int runWithout(String names, Class<? extends IntFunction<Object>> program)
      throws Exception {
    redis.flushAll();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithout(names), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object made =
          loader
              .loadClass(program.getName())
              .getConstructor(String.class)
              .newInstance(redis.mode().provider().clientType());
      @SuppressWarnings("unchecked")
      IntFunction<Object> isolated = (IntFunction<Object>) made;
      int listeners = (int) Objects.requireNonNull(isolated.apply(redis.server().port()));
      assertThat(redis.other().get("hits:home")).isEqualTo("1");
      return listeners;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] classPathWithout(String names) throws IOException {
    // what other tests need of Boot needs Micrometer in its turn
    Pattern others = Pattern.compile("spring-boot-(amqp|jms|kafka)");
    Pattern left = Pattern.compile(names);
    List<URL> urls = new ArrayList<>();
    boolean found = false;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (left.matcher(path.getFileName().toString()).lookingAt()) {
        found = true;
      } else if (!others.matcher(path.getFileName().toString()).lookingAt()) {
        urls.add(path.toUri().toURL());
      }
    }
    assertThat(found).isTrue();
    return urls.toArray(URL[]::new);
  }

  @Test
  void withoutJackson() throws Exception {
    assertThat(runWithout("jackson-", Plain.class)).isZero();
  }

  @Test
  void withoutMicrometer() throws Exception {
    assertThat(runWithout("micrometer-", Plain.class)).isZero();
  }

  @Test
  void withoutMicrometerAndActuator() throws Exception {
    assertThat(runWithout("micrometer-|spring-boot-actuator", Boot.class)).isZero();
  }

  @Test
  void withoutBoot() throws Exception {
    assertThat(runWithout("micrometer-|spring-boot", Plain.class)).isZero();
  }

  @Test
  void withoutTheOtherClient() throws Exception {
    String other =
        Stream.of(ClientMode.values())
            .filter(mode -> !mode.isOfTheSameClientAs(redis.mode()))
            .map(ClientMode::jars)
            .distinct()
            .collect(Collectors.joining("|"));

    assertThat(runWithout("micrometer-|spring-boot|" + other, Plain.class)).isZero();
    assertThat(runWithout(other, BootsChoice.class)).isPositive();
  }

  /** What Boot's starter for Redis brings: Lettuce alone, without a pool. */
  @Test
  void withWhatTheStarterBrings() throws Exception {
    if (redis.mode() == ClientMode.LETTUCE) {
      assertThat(runWithout("jedis-|commons-pool2-", BootsChoice.class)).isPositive();
    } else {
      // Jedis cannot do without a pool
      assertThat(catchThrowable(() -> runWithout("commons-pool2-", Plain.class))).isNotNull();
    }
  }

  @Test
  void withActuatorAlone() throws Exception {
    // what counts for the endpoint
    assertThat(runWithout("micrometer-(?!observation-1|commons)", Boot.class)).isEqualTo(1);
  }
}
