package dev.redisatomic.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.soak.Nemesis.Fault;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/**
 * Threads of several processes, or of one whose calls commit together, on a server that keeps being
 * broken; with each client. {@code redisatomic.test.soak-seconds} says how long, {@code
 * redisatomic.test.soak-seed} repeats the choices, though not their timing.
 */
class SoakTests {

  private static final int PROCESSES = 4;
  private static final int THREADS = 3;
  private static final int THREADS_OF_ONE = 12;
  private static final int ACCOUNTS = 5;
  private static final int SECONDS = Integer.getInteger("redisatomic.test.soak-seconds", 20);
  private static final int OPERATIONS_PER_SECOND = 20;
  private static final long SEED = Long.getLong("redisatomic.test.soak-seed", System.nanoTime());

  private final Path directory;
  private final List<ClientProcess> clients = new ArrayList<>();

  SoakTests(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Half of them with exactly-once commits, and half of each on a network that delivers late. */
  @ParameterizedTest
  @EnumSource(names = {"REDIS_CLIENT", "LETTUCE"})
  void nothingIsLostAppliedTwiceOrSeenOutOfOrder(ClientMode client)
      throws IOException, InterruptedException {
    try (RedisServer server = startServer();
        LateProxy proxy = new LateProxy(server.port())) {
      Nemesis nemesis = new Nemesis(server, proxy, new Random(SEED));
      for (int i = 0; i < PROCESSES; i++) {
        int port = i < PROCESSES / 2 ? server.port() : proxy.port();
        start(client, i % 2 == 0, port, THREADS);
      }

      SoakReport report = run(client, server, nemesis, SECONDS);

      if (nemesis.longestOutage().compareTo(SoakClient.LIMIT) < 0) {
        assertThat(report.unknown(true)).as("unknown with exactly-once").isZero();
      }
      assertThat(nemesis.injected()).containsOnlyKeys(Fault.values());
      assertThat(report.unknown(false)).as("lost replies without exactly-once").isPositive();
    }
  }

  /** One process, because calls of others on the same keys keep groups away. */
  @ParameterizedTest
  @CsvSource({"REDIS_CLIENT, false", "LETTUCE, true"})
  void norWhereCallsCommitTogether(ClientMode client, boolean exactlyOnce)
      throws IOException, InterruptedException {
    try (RedisServer server = startServer();
        LateProxy proxy = new LateProxy(server.port())) {
      Nemesis nemesis = new Nemesis(server, proxy, new Random(SEED));
      start(client, exactlyOnce, proxy.port(), THREADS_OF_ONE);

      run(client, server, nemesis, Math.max(SECONDS / 2, 1));

      assertThat(clients.get(0).commitsWithOthers()).as("commits with others").isPositive();
    }
  }

  private static RedisServer startServer() {
    RedisServer server =
        RedisServer.start(RedisBinary.embedded(), "appendonly yes", "appendfsync always");
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      for (String account : Bank.accounts(ACCOUNTS)) {
        jedis.set(account, Bank.INITIAL + "@" + AccountCheck.INITIAL);
      }
    }
    return server;
  }

  private void start(ClientMode mode, boolean exactlyOnce, int port, int threads)
      throws IOException {
    int number = clients.size();
    clients.add(
        new ClientProcess(
            (exactlyOnce ? SoakReport.EXACTLY_ONCE : "plain-") + number,
            directory,
            port,
            exactlyOnce,
            threads,
            ACCOUNTS,
            SEED + 100L * number,
            mode));
  }

  /** Lets the clients work while things break, and judges what they have seen. */
  private SoakReport run(ClientMode mode, RedisServer server, Nemesis nemesis, int seconds)
      throws IOException, InterruptedException {
    long started = work(nemesis, seconds);
    double worked = (System.nanoTime() - started) / 1e9;
    // ends what may still be on its way, and shows what was really saved
    server.restart();
    FinalState end = FinalState.of(server);
    long checked = System.nanoTime();
    History history = History.read(clients.stream().map(ClientProcess::history).toList());
    List<Violation> violations = new Checker(history, end.values(), ACCOUNTS * Bank.INITIAL).run();
    SoakReport report = new SoakReport(history.operations(), end.values(), violations);
    System.out.println(
        report.text(
            clients.size()
                + (clients.size() == 1 ? " process" : " processes")
                + " of "
                + clients.get(0).threads()
                + " threads, "
                + mode
                + ", "
                + server.binary()
                + ", seed "
                + SEED,
            worked,
            clients.stream().mapToLong(ClientProcess::commitsWithOthers).sum(),
            nemesis,
            (System.nanoTime() - checked) / 1e9));

    assertThat(violations).isEmpty();
    assertThat(report.committed()).isGreaterThan((long) seconds * OPERATIONS_PER_SECOND);
    int exactlyOnceThreads =
        clients.stream()
            .filter(ClientProcess::isExactlyOnce)
            .mapToInt(ClientProcess::threads)
            .sum();
    assertThat(end.otherKeys())
        .as("markers")
        .allMatch(key -> key.startsWith("redis-atomic-"))
        .hasSizeLessThanOrEqualTo((int) (exactlyOnceThreads + report.unknown(true)));
    assertThat(end.otherKeys().isEmpty()).as("no markers").isEqualTo(exactlyOnceThreads == 0);
    return report;
  }

  /** Returns when it began, in nanoseconds. */
  private long work(Nemesis nemesis, int seconds) throws IOException, InterruptedException {
    for (ClientProcess client : clients) {
      client.awaitReady();
    }
    long started = System.nanoTime();
    for (ClientProcess client : clients) {
      client.begin();
    }
    nemesis.rage(Duration.ofSeconds(seconds));
    for (ClientProcess client : clients) {
      client.end();
    }
    for (ClientProcess client : clients) {
      client.awaitEnd();
    }
    return started;
  }

  @AfterEach
  void endClients() {
    clients.forEach(ClientProcess::close);
  }
}
