package dev.redisatomic.driver.lettuce;

import static dev.redisatomic.driver.lettuce.LettuceSetUp.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.testserver.RedisServer;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** What has to be known of a cluster where connections to its nodes are of the driver's own. */
class LettuceClusterTests {
  private static final String NAME = "of-atomic-methods";

  private final SharedCluster cluster = SharedCluster.get();
  private final LettuceSetUp lettuce = new LettuceSetUp();

  @AfterEach
  void close() {
    lettuce.close();
    cluster.awaitStable();
  }

  private RedisClusterConfiguration configuration() {
    RedisClusterConfiguration nodes = new RedisClusterConfiguration();
    cluster.nodes().forEach(node -> nodes.clusterNode(node.host(), node.port()));
    return nodes;
  }

  private LettuceDriver driver(RedisClusterConfiguration configuration) {
    return lettuce.driver(lettuce.factory(configuration, client -> client.clientName(NAME)));
  }

  /** Nodes say where the others are, but not how to log in there. */
  @Test
  void userAndNameArriveAtEachNode() {
    for (RedisServer node : cluster.nodes()) {
      SharedCluster.on(
          node, jedis -> jedis.aclSetUser("app", "on", ">secret", "~*", "&*", "+@all"));
    }
    RedisClusterConfiguration configuration = configuration();
    configuration.setUsername("app");
    configuration.setPassword("secret");
    try {
      LettuceDriver driver = driver(configuration);
      for (RedisServer master : cluster.masters()) {
        PinnedConnection connection = driver.open(SharedCluster.slotOf(cluster.tagOn(master)));

        assertThat((byte[]) send(connection, "ACL", "WHOAMI")).asString(UTF_8).isEqualTo("app");
        assertThat((byte[]) send(connection, "CLIENT", "GETNAME")).asString(UTF_8).isEqualTo(NAME);
        connection.release();
      }
    } finally {
      cluster.nodes().forEach(node -> SharedCluster.on(node, jedis -> jedis.aclDelUser("app")));
    }
  }

  private static List<String> connectionsTo(RedisServer node) {
    List<String> lines = new ArrayList<>();
    SharedCluster.on(
        node,
        jedis ->
            jedis.clientList().lines().filter(line -> line.contains(NAME)).forEach(lines::add));
    return lines;
  }

  /** So that the next connection for the slot leads to its new owner. */
  private static void beSentElsewhere(LettuceDriver driver, int slot) {
    PinnedConnection misrouted = driver.open(slot);
    assertThat(send(misrouted, "GET", SharedCluster.tagIn(slot))).isInstanceOf(ErrorReply.class);
    misrouted.release();
  }

  @Test
  void connectionsToANodeThatHasLeftAreClosed() {
    RedisServer home = cluster.masters().get(0);
    RedisServer other = cluster.otherThan(home);
    int slot = SharedCluster.slotOf(cluster.tagOn(home));
    LettuceDriver driver = driver(configuration());
    driver.open(slot).release();
    RedisServer added = cluster.addNode();
    try (added) {
      cluster.move(slot, added);
      beSentElsewhere(driver, slot);
      driver.open(slot).release();
      cluster.awaitStable();
      cluster.move(slot, home);
      cluster.awaitStable();
      beSentElsewhere(driver, slot);
      PinnedConnection inUse = driver.open(slot);
      assertThat(connectionsTo(added)).hasSize(1);

      cluster.forget(added);
      cluster.move(slot, other);
      assertThat(send(inUse, "GET", SharedCluster.tagIn(slot))).isInstanceOf(ErrorReply.class);
      inUse.release();

      Await.until("they are closed", () -> connectionsTo(added).isEmpty());
      assertThat(connectionsTo(home)).isNotEmpty();
    } finally {
      cluster.awaitStable();
      cluster.move(slot, home);
    }
  }

  /** The application's client, on which a question about the cluster can be kept unanswered. */
  private static final class KeptClient extends RedisClusterClient {
    private final AtomicInteger questions = new AtomicInteger();
    private volatile @Nullable CompletableFuture<Void> answer;

    KeptClient(ClientResources resources, Iterable<RedisURI> nodes) {
      super(resources, nodes);
    }

    @Override
    public CompletionStage<Void> refreshPartitionsAsync() {
      CompletableFuture<Void> kept = answer;
      if (kept == null) {
        return super.refreshPartitionsAsync();
      }
      questions.incrementAndGet();
      return kept;
    }
  }

  private LettuceDriver driver(KeptClient client) {
    return lettuce.driver(
        lettuce.started(
            new LettuceConnectionFactory(configuration()) {
              @Override
              protected AbstractRedisClient createClient() {
                return client;
              }
            }));
  }

  /** Nodes that are gone are silent for long: those who need one wait together, not in turn. */
  @Test
  void callsThatLookForAnOwnerAtOnceShareAQuestionAndItsFailure() throws Exception {
    KeptClient client =
        new KeptClient(
            lettuce.resources(),
            cluster.nodes().stream()
                .map(each -> RedisURI.create(each.host(), each.port()))
                .toList());
    LettuceDriver driver = driver(client);
    CompletableFuture<Void> silence = new CompletableFuture<>();
    client.answer = silence;
    List<FutureTask<PinnedConnection>> calls = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int slot = i;
      calls.add(new FutureTask<>(() -> driver.open(slot)));
      callers.add(new Thread(calls.get(i)));
    }

    callers.forEach(Thread::start);
    Await.until(
        "all of them wait for an answer",
        () -> callers.stream().allMatch(each -> each.getState() == Thread.State.TIMED_WAITING));
    silence.completeExceptionally(new RedisConnectionException("none of the nodes"));

    for (FutureTask<PinnedConnection> call : calls) {
      assertThat(catchThrowable(call::get))
          .hasCauseInstanceOf(RedisConnectionFailureException.class)
          .hasStackTraceContaining("none of the nodes");
    }
    assertThat(client.questions).hasValue(1);

    client.answer = null;
    driver.open(0).release();
  }
}
