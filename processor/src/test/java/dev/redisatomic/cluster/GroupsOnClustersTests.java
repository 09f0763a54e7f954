package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.TestApplication;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;

/** Calls on hot keys of one slot commit together; those of another slot do not wait for them. */
@EachClusterMode
@Timeout(60)
class GroupsOnClustersTests {

  private static final Pattern COMMITS = Pattern.compile("cmdstat_exec:calls=(\\d+)");

  private final ClusterSetup setup;
  private final TestApplication application;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  GroupsOnClustersTests(ClusterSetup setup) {
    this.setup = setup;
    application =
        TestApplication.on(setup.connectionFactory(options -> options.poolOfOne()))
            .properties(
                "redis.atomic.contention.group-commit=true",
                "redis.atomic.contention.group-patience=20s")
            .start(Bodies.class);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    application.close();
    setup.cluster().flushAll();
  }

  @Test
  void callsOfOneSlotCommitTogether() throws Exception {
    for (String key : aKeyOnEachMaster()) {
      GroupedCalls.crowd(application, setup.other(), threads, key);
      long before = commits();

      List<Future<String>> calls = together(key, increment(key), increment(key), increment(key));

      assertThat(calls.get(0).get()).isEqualTo("0");
      assertThat(calls.get(1).get()).isEqualTo("1");
      assertThat(calls.get(2).get()).isEqualTo("2");
      assertThat(setup.other().get(key)).isEqualTo("3");
      assertThat(commits() - before).isEqualTo(1);
    }
  }

  @Test
  void anotherSlotHasAGroupQueueOfItsOwn() throws Exception {
    List<String> keys = aKeyOnEachMaster();
    for (String key : keys) {
      GroupedCalls.crowd(application, setup.other(), threads, key);
    }

    List<Future<String>> calls =
        together(
            keys.get(0),
            () -> {
              // this one is first in its queue, and none of the other queue waits for it
              Future<String> other =
                  threads.submit(() -> call(keys.get(1), increment(keys.get(1))));
              assertThat(other.get()).isEqualTo("0");
              return increment(keys.get(0)).call();
            },
            increment(keys.get(0)));

    assertThat(calls.get(1).get()).isEqualTo("1");
    assertThat(setup.other().get(keys.get(1))).isEqualTo("1");
  }

  private List<String> aKeyOnEachMaster() {
    return setup.cluster().masters().stream()
        .map(master -> "{" + setup.cluster().tagOn(master) + "}:hot")
        .toList();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private List<Future<String>> together(String key, Callable<String>... bodies)
      throws InterruptedException {
    return GroupedCalls.start(application, threads, body -> call(key, body), List.of(bodies));
  }

  private String call(String key, Callable<String> body) {
    return application.atomic().execute(() -> GroupedCalls.unchecked(body), key);
  }

  private Callable<String> increment(String key) {
    return () -> {
      String before = String.valueOf(application.redis().opsForValue().get(key));
      application.redis().opsForValue().increment(key);
      return before;
    };
  }

  private long commits() {
    long commits = 0;
    for (var master : setup.cluster().masters()) {
      try (Jedis jedis = new Jedis(master.host(), master.port())) {
        Matcher matcher = COMMITS.matcher(jedis.info("commandstats"));
        commits += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
      }
    }
    return commits;
  }
}
