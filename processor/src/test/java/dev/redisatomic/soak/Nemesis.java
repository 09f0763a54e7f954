package dev.redisatomic.soak;

import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Breaks connections and the server, one fault after the other, and heals what it broke. */
final class Nemesis {

  enum Fault {
    KILL_ALL_CONNECTIONS,
    KILL_A_CONNECTION,
    PAUSE_CLIENTS,
    FREEZE_THE_SERVER,
    KILL_AND_RESTART_THE_SERVER,
    DELIVER_LATE
  }

  private static final int TIMEOUT_MILLIS = 20_000;

  private final RedisServer server;
  private final LateProxy proxy;
  private final Random random;
  private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
  private Duration longestOutage = Duration.ZERO;

  Nemesis(RedisServer server, LateProxy proxy, Random random) {
    this.server = server;
    this.proxy = proxy;
    this.random = random;
  }

  /** Injects faults until the time is over; each kind once before any comes again. */
  void rage(Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Fault> next = new ArrayList<>();
    while (System.nanoTime() < end) {
      if (next.isEmpty()) {
        next.addAll(Arrays.asList(Fault.values()));
        Collections.shuffle(next, random);
      }
      Fault fault = next.remove(next.size() - 1);
      long began = System.nanoTime();
      inject(fault);
      awaitHealth();
      Duration outage = Duration.ofNanos(System.nanoTime() - began);
      longestOutage = outage.compareTo(longestOutage) > 0 ? outage : longestOutage;
      injected.merge(fault, 1, Integer::sum);
      pause(100, 400);
    }
  }

  Map<Fault, Integer> injected() {
    return injected;
  }

  /** From the beginning of a fault to the first answer after it. */
  Duration longestOutage() {
    return longestOutage;
  }

  private void inject(Fault fault) throws IOException, InterruptedException {
    switch (fault) {
      case KILL_ALL_CONNECTIONS -> killAll();
      case KILL_A_CONNECTION -> killSome();
      case PAUSE_CLIENTS -> pauseClients();
      case FREEZE_THE_SERVER -> freeze();
      case KILL_AND_RESTART_THE_SERVER -> {
        server.kill();
        pause(0, 300);
        server.restart();
      }
      case DELIVER_LATE -> {
        proxy.late(Duration.ofMillis(300 + random.nextInt(300)));
        pause(800, 1200);
        proxy.late(Duration.ZERO);
      }
    }
  }

  private void killAll() {
    try (Jedis admin = admin()) {
      admin.clientKill(
          new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }
  }

  /** Several, one at a time: a single one may be idle. */
  private void killSome() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      try (Jedis admin = admin()) {
        List<String> clients = new ArrayList<>(admin.clientList().lines().toList());
        String id = idOf(clients.get(random.nextInt(clients.size())));
        admin.clientKill(new ClientKillParams().id(id).skipMe(ClientKillParams.SkipMe.YES));
      }
      pause(5, 40);
    }
  }

  /** From a line such as {@code id=3 addr=…}. */
  private static String idOf(String client) {
    return client.substring("id=".length(), client.indexOf(' '));
  }

  private void pauseClients() {
    try (Jedis admin = admin()) {
      admin.clientPause(200 + random.nextInt(500));
    }
  }

  /** Anywhere, also between applying a transaction and answering. */
  private void freeze() throws IOException, InterruptedException {
    signal("STOP");
    try {
      pause(200, 700);
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + name + " failed");
    }
  }

  /** Returns when the server answers; a pause holds back this answer too. */
  private void awaitHealth() {
    try (Jedis admin = admin()) {
      admin.ping();
    }
  }

  private Jedis admin() {
    return new Jedis(
        server.host(),
        server.port(),
        DefaultJedisClientConfig.builder().timeoutMillis(TIMEOUT_MILLIS).build());
  }

  private void pause(int fromMillis, int toMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(fromMillis + random.nextInt(toMillis - fromMillis));
  }
}
