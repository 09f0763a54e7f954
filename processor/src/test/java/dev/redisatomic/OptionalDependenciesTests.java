package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** On class paths that really lack what is optional. */
@EachServer(modes = ClientMode.REDIS_CLIENT)
class OptionalDependenciesTests {

  private final RedisSetup redis;

  OptionalDependenciesTests(RedisSetup redis) {
    this.redis = redis;
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
        Map<String, Object> properties =
            Map.of(
                "spring.data.redis.client-type",
                "jedis",
                "spring.data.redis.port",
                port,
                "management.endpoints.web.exposure.include",
                "*");
        context
            .getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("test", properties));
        return start(context, WithBoot.class);
      }
    }
  }

  /** The same without Boot. */
  public static class Plain implements IntFunction<Object> {

    @Configuration(proxyBeanMethods = false)
    @EnableRedisAtomic
    static class WithoutBoot {
      @Bean
      Counter counter(StringRedisTemplate template) {
        return new Counter(template);
      }

      @Bean
      StringRedisTemplate template(JedisConnectionFactory factory) {
        return new StringRedisTemplate(factory);
      }
    }

    @Override
    public Object apply(int port) {
      try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
        context.registerBean(
            JedisConnectionFactory.class,
            () -> new JedisConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port)));
        return start(context, WithoutBoot.class);
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
      Object made = loader.loadClass(program.getName()).getConstructor().newInstance();
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
  void withActuatorAlone() throws Exception {
    // what counts for the endpoint
    assertThat(runWithout("micrometer-(?!observation-1|commons)", Boot.class)).isEqualTo(1);
  }
}
