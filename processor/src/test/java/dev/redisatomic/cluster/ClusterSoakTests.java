package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Money moves between accounts of many slots, while the slots move between masters, masters are
 * replaced gracefully and by {@code kill -9}, and a node comes and goes. {@code
 * redisatomic.test.soak-cluster-seconds} says how long the slots move.
 *
 * <p>What a killed master had acknowledged is lost with it if its replica did not have it. So the
 * workers ask for one confirmation, of the one replica that there is, and only what was confirmed
 * has to be there in the end.
 */
@EachClusterMode(everyMode = false)
class ClusterSoakTests {

  private static final int SECONDS = Integer.getInteger("redisatomic.test.soak-cluster-seconds", 6);
  private static final int WORKERS = 6;
  private static final int SLOTS_PER_MASTER = 4;

  private final ClusterSetup setup;
  private final SharedCluster cluster;
  private final StringRedisTemplate redis;
  private final TestApplication bodies;
  private final RedisAtomicOperations atomic;
  private final List<SlotBank> banks = new ArrayList<>();
  private final long seed = Long.getLong("redisatomic.test.soak-seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> faults = new ArrayList<>();

  private volatile boolean over;

  ClusterSoakTests(ClusterSetup setup) {
    this.setup = setup;
    cluster = setup.cluster();
    RedisConnectionFactory factory =
        setup.connectionFactory(options -> options.readTimeout(Duration.ofSeconds(2)));
    redis = new StringRedisTemplate(factory);
    bodies =
        TestApplication.on(factory)
            .properties(
                "redis.atomic.max-retries=30",
                "redis.atomic.wait-replicas=1",
                "redis.atomic.wait-timeout=500ms")
            .start(Bodies.class);
    atomic = bodies.atomic();
    for (int master = 0; master < 3; master++) {
      for (int i = 0; i < SLOTS_PER_MASTER; i++) {
        int slot = SharedCluster.SLOTS * master / 3 + 1_000 + i;
        banks.add(new SlotBank(SharedCluster.tagIn(slot), WORKERS));
      }
    }
    banks.forEach(bank -> bank.open(setup.other()));
    cluster.masters().forEach(ClusterSoakTests::awaitReplicated);
  }

  @AfterEach
  void close() {
    bodies.close();
    cluster.awaitStable();
    cluster.flushAll();
  }

  /** What a master has taken in up to now will survive it. */
  private static void awaitReplicated(RedisServer master) {
    SharedCluster.on(
        master,
        jedis -> {
          String owned = "{" + SharedCluster.get().tagOn(master) + "}replicated";
          jedis.set(owned, "?");
          Await.until("the replica has it", () -> jedis.waitReplicas(1, 1_000) >= 1);
        });
  }

  @Test
  void totalsStayVerdictsHoldAndThroughputRecovers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        int worker = i;
        running.add(threads.submit(() -> work(worker)));
      }
      running.add(threads.submit(this::audit));
      try {
        disturb();
        long[] before = banks.stream().mapToLong(SlotBank::committed).toArray();
        Await.until(
            "there are commits in every slot again, or a worker has failed",
            () -> recovered(before) || running.stream().anyMatch(Future::isDone));
      } finally {
        over = true;
        for (Future<?> task : running) {
          task.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println(report());
    banks.forEach(bank -> bank.check(setup.other()));
    assertThat(faults).hasSizeGreaterThanOrEqualTo(6);
  }

  private void work(int worker) {
    RedisAtomicOperations mine = worker % 2 == 0 ? atomic.exactlyOnce() : atomic;
    while (!over) {
      SlotBank bank = banks.get(ThreadLocalRandom.current().nextInt(banks.size()));
      bank.transfer(worker, mine, redis);
    }
  }

  private void audit() {
    while (!over) {
      banks.forEach(bank -> bank.audit(atomic, redis));
    }
  }

  private void disturb() {
    moveSlots(SECONDS / 2.0);
    RedisServer stepsDown = any(cluster.masters());
    cluster.failOver(stepsDown);
    faults.add("graceful failover");
    cluster.awaitStable();
    moveSlots(SECONDS / 2.0);
    // keys that have just been moved have to be in the replica, or their slot is lost with them
    cluster.masters().forEach(ClusterSoakTests::awaitReplicated);
    RedisServer killed = any(cluster.masters());
    cluster.kill(killed);
    faults.add("kill -9");
    cluster.restart(killed);
    RedisServer added = cluster.addNode();
    faults.add("node added");
    SlotBank wanderer = any(banks);
    int slot = SharedCluster.slotOf(wanderer.tag());
    Await.until("nobody has moved it just now", () -> cluster.isAgreedOn(slot));
    RedisServer home = cluster.ownerOf(slot);
    cluster.move(slot, added);
    long before = wanderer.committed() + unreplicated(wanderer);
    Await.until(
        "there are commits on the new node",
        () -> wanderer.committed() + unreplicated(wanderer) > before);
    Await.until("all have heard of it", () -> cluster.isAgreedOn(slot));
    cluster.move(slot, home);
    cluster.removeNode(added);
    faults.add("node removed");
    cluster.awaitStable();
  }

  private static long unreplicated(SlotBank bank) {
    return SlotBank.sum(List.of(bank), told -> told.unreplicated);
  }

  private void moveSlots(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1_000_000_000L);
    while (System.nanoTime() < end) {
      int slot = SharedCluster.slotOf(any(banks).tag());
      RedisServer target = any(cluster.masters());
      if (cluster.isAgreedOn(slot) && cluster.ownerOf(slot) != target) {
        cluster.move(slot, target);
        faults.add("slot moved");
      }
    }
  }

  private <T> T any(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }

  private boolean recovered(long[] before) {
    for (int i = 0; i < before.length; i++) {
      if (banks.get(i).committed() <= before[i]) {
        return false;
      }
    }
    return true;
  }

  private String report() {
    return "Cluster soak: %s, %s, seed %d, %d slots moved, %s; committed %d, unreplicated %d, unknown %d, failed %d"
        .formatted(
            cluster.label(),
            setup.mode(),
            seed,
            faults.stream().filter("slot moved"::equals).count(),
            faults.stream().filter(fault -> !fault.equals("slot moved")).toList(),
            SlotBank.sum(banks, told -> told.committed),
            SlotBank.sum(banks, told -> told.unreplicated),
            SlotBank.sum(banks, told -> told.unknown),
            SlotBank.sum(banks, told -> told.failed));
  }
}
