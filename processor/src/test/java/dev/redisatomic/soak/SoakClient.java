package dev.redisatomic.soak;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.SentCommand;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.ClientMode;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * One process of the soak. Says "ready", runs operations until its standard input ends, and so also
 * when the test does, and leaves its history in a file.
 */
final class SoakClient {

  /** How long it may take the library to find out what became of a commit. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  /** Shorter than most of the nemesis's pauses, so that replies are given up and come late. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /** Begins the last line of the output; a number follows. */
  static final String COMMITS_WITH_OTHERS = "commits with others: ";

  private SoakClient() {}

  /**
   * Runs it.
   *
   * @param arguments name, port, whether exactly-once is on, threads, accounts, seed, history file,
   *     client
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String name = arguments[0];
    int threads = Integer.parseInt(arguments[3]);
    List<String> accounts = Bank.accounts(Integer.parseInt(arguments[4]));
    long seed = Long.parseLong(arguments[5]);
    // a thread that ends early must not go unnoticed
    Thread.setDefaultUncaughtExceptionHandler(SoakClient::die);
    AtomicInteger generation = new AtomicInteger();
    AtomicBoolean stopped = new AtomicBoolean();
    Groups groups = new Groups();
    try (AnnotationConfigApplicationContext context =
            context(factory(arguments, threads), arguments[2], groups);
        HistoryWriter history = new HistoryWriter(Path.of(arguments[6]))) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Workload workload =
            new Workload(
                name + "-" + i,
                context.getBean(Bank.class),
                context.getBean(Lists.class),
                accounts,
                generation,
                history,
                new Random(seed + i));
        clients.add(
            new Thread(
                () -> {
                  while (!stopped.get()) {
                    workload.next();
                  }
                }));
      }
      System.out.println("ready");
      System.in.read();
      clients.forEach(Thread::start);
      System.in.read();
      stopped.set(true);
      for (Thread client : clients) {
        client.join();
      }
    }
    System.out.println(COMMITS_WITH_OTHERS + groups.commits);
  }

  /** Counts the commits in which others had a part. */
  private static final class Groups implements AtomicListener {
    private final AtomicLong commits = new AtomicLong();

    @Override
    public boolean wantsCommands() {
      return true;
    }

    @Override
    public void callEnded(CallEvent event) {
      if (event.outcome() == AtomicOutcome.COMMITTED) {
        AttemptEvent last = event.attempts().get(event.attempts().size() - 1);
        if (writesSent(last) > last.writes()) {
          commits.incrementAndGet();
        }
      }
    }

    /** Those in the transaction, but for a marker. */
    private static long writesSent(AttemptEvent attempt) {
      return attempt.roundTrips().stream()
          .flatMap(each -> each.commands().stream())
          .dropWhile(command -> !command.words().get(0).equals("MULTI"))
          .map(SentCommand::words)
          .filter(words -> words.size() > 1 && !words.get(1).startsWith("redis-atomic-"))
          .count();
    }
  }

  private static void die(Thread thread, Throwable reason) {
    reason.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  private static AnnotationConfigApplicationContext context(
      RedisConnectionFactory factory, String exactlyOnce, Groups groups) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "soak",
                Map.of(
                    "redis.atomic.exactly-once",
                    exactlyOnce,
                    // a tenth is what counts as a slow body, which keeps out of groups
                    "redis.atomic.contention.group-patience",
                    "200ms",
                    "redis.atomic.timeout",
                    LIMIT.toMillis() + "ms")));
    context.registerBean(RedisConnectionFactory.class, () -> factory);
    context.registerBean(StringRedisTemplate.class, () -> new StringRedisTemplate(factory));
    context.registerBean(AtomicListener.class, () -> groups);
    context.register(Configured.class, Bank.class, Lists.class);
    context.refresh();
    return context;
  }

  private static RedisConnectionFactory factory(String[] arguments, int threads) {
    RedisStandaloneConfiguration server =
        new RedisStandaloneConfiguration("127.0.0.1", Integer.parseInt(arguments[1]));
    return switch (ClientMode.valueOf(arguments[7])) {
      case REDIS_CLIENT -> jedis(server, threads);
      case LETTUCE -> lettuce(server, threads);
      default -> throw new IllegalArgumentException(arguments[7]);
    };
  }

  private static <T> GenericObjectPoolConfig<T> pool(int size) {
    GenericObjectPoolConfig<T> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(size);
    pool.setMaxIdle(size);
    return pool;
  }

  private static RedisConnectionFactory lettuce(RedisStandaloneConfiguration server, int threads) {
    ClientOptions options =
        ClientOptions.builder()
            .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
            .timeoutOptions(TimeoutOptions.enabled())
            .build();
    return new LettuceConnectionFactory(
        server,
        LettucePoolingClientConfiguration.builder()
            .poolConfig(SoakClient.<StatefulConnection<?, ?>>pool(threads))
            .clientOptions(options)
            .commandTimeout(PATIENCE)
            .build());
  }

  private static RedisConnectionFactory jedis(RedisStandaloneConfiguration server, int threads) {
    JedisClientConfiguration.JedisClientConfigurationBuilder client =
        JedisClientConfiguration.builder();
    client
        .connectTimeout(PATIENCE)
        .readTimeout(PATIENCE)
        .usePooling()
        .poolConfig(SoakClient.<Object>pool(threads));
    return new JedisConnectionFactory(server, client.build());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Configured {}
}
