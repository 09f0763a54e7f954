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
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/**
 * Several processes, half of them with exactly-once commits and half of each on a network that
 * delivers late, on a server that keeps being broken; once with each client. {@code
 * redisatomic.test.soak-seconds} says how long, {@code redisatomic.test.soak-seed} repeats the
 * choices, though not their timing.
 */
class SoakTests {

  private static final int PROCESSES = 4;
  private static final int THREADS = 3;
  private static final int ACCOUNTS = 5;
  private static final int SECONDS = Integer.getInteger("redisatomic.test.soak-seconds", 20);
  private static final int OPERATIONS_PER_SECOND = 20;
  private static final long SEED = Long.getLong("redisatomic.test.soak-seed", System.nanoTime());

  private final Path directory;
  private final List<ClientProcess> clients = new ArrayList<>();

  SoakTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @MethodSource("dev.redisatomic.test.ClientMode#onePerClient")
  void nothingIsLostAppliedTwiceOrSeenOutOfOrder(ClientMode client)
      throws IOException, InterruptedException {
    try (RedisServer server =
            RedisServer.start(RedisBinary.embedded(), "appendonly yes", "appendfsync always");
        LateProxy proxy = new LateProxy(server.port())) {
      Nemesis nemesis = new Nemesis(server, proxy, new Random(SEED));
      openAccounts(server);
      long started = run(client, server, proxy, nemesis);
      double seconds = (System.nanoTime() - started) / 1e9;

      // ends what may still be on its way, and shows what was really saved
      server.restart();
      FinalState end = FinalState.of(server);
      long checked = System.nanoTime();
      History history = History.read(clients.stream().map(ClientProcess::history).toList());
      List<Violation> violations =
          new Checker(history, end.values(), ACCOUNTS * Bank.INITIAL).run();
      SoakReport report = new SoakReport(history.operations(), end.values(), violations);
      System.out.println(
          report.text(
              PROCESSES
                  + " processes of "
                  + THREADS
                  + " threads, "
                  + client
                  + ", "
                  + server.binary()
                  + ", seed "
                  + SEED,
              seconds,
              nemesis,
              (System.nanoTime() - checked) / 1e9));

      assertThat(violations).isEmpty();
      assertThat(end.otherKeys()).allMatch(key -> key.startsWith("redis-atomic-"));
      assertThat(end.otherKeys())
          .as("markers")
          .isNotEmpty()
          .hasSizeLessThanOrEqualTo((int) (PROCESSES / 2 * THREADS + report.unknown(true)));
      if (nemesis.longestOutage().compareTo(SoakClient.LIMIT) < 0) {
        assertThat(report.unknown(true)).as("unknown with exactly-once").isZero();
      }
      assertThat(nemesis.injected()).containsOnlyKeys(Fault.values());
      assertThat(report.committed()).isGreaterThan((long) SECONDS * OPERATIONS_PER_SECOND);
      assertThat(report.unknown(false)).as("lost replies without exactly-once").isPositive();
    }
  }

  @AfterEach
  void endClients() {
    clients.forEach(ClientProcess::close);
  }

  private static void openAccounts(RedisServer server) {
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      for (String account : Bank.accounts(ACCOUNTS)) {
        jedis.set(account, Bank.INITIAL + "@" + AccountCheck.INITIAL);
      }
    }
  }

  /** Returns when it began, in nanoseconds. */
  private long run(ClientMode mode, RedisServer server, LateProxy proxy, Nemesis nemesis)
      throws IOException, InterruptedException {
    for (int i = 0; i < PROCESSES; i++) {
      boolean exactlyOnce = i % 2 == 0;
      clients.add(
          new ClientProcess(
              (exactlyOnce ? SoakReport.EXACTLY_ONCE : "plain-") + i,
              directory,
              i < PROCESSES / 2 ? server.port() : proxy.port(),
              exactlyOnce,
              THREADS,
              ACCOUNTS,
              SEED + 100L * i,
              mode));
    }
    for (ClientProcess client : clients) {
      client.awaitReady();
    }
    long started = System.nanoTime();
    for (ClientProcess client : clients) {
      client.begin();
    }
    nemesis.rage(Duration.ofSeconds(SECONDS));
    for (ClientProcess client : clients) {
      client.end();
    }
    for (ClientProcess client : clients) {
      client.awaitEnd();
    }
    return started;
  }
}
