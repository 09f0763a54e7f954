package dev.redisatomic.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.recipes.Stock.Line;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each recipe of docs/recipes.md does what it is for, and sends what is written there. */
class RecipesTests extends RunRecipes {

  RecipesTests(RedisSetup setup) {
    super(setup);
  }

  @Test
  void moneyMovesOrNothingDoes() {
    other.mset("balance:alice", "100", "balance:bob", "0");
    Funds funds = recipe(Funds.class);

    assertThat(funds.transfer("alice", "bob", 30)).isTrue();
    assertWire("Funds transfer", 0);
    assertThat(funds.transfer("alice", "bob", 71)).isFalse();

    assertThat(other.mget("balance:alice", "balance:bob")).containsExactly("70", "30");
  }

  @Test
  void countersGoUpTogether() {
    recipe(Counters.class).count(List.of("visits", "clicks"));
    assertWire("Several counters at once", 0);

    assertThat(other.mget("count:visits", "count:clicks")).containsExactly("1", "1");
  }

  @Test
  void allLinesAreReservedOrNone() {
    other.mset("stock:tea", "2", "stock:pot", "1");
    Stock stock = recipe(Stock.class);

    assertThat(stock.reserve(List.of(new Line("tea", 1), new Line("pot", 2)))).isFalse();
    assertThat(stock.reserve(List.of(new Line("tea", 2), new Line("tea", 1)))).isFalse();
    proxy.reset();
    assertThat(stock.reserve(List.of(new Line("tea", 2), new Line("pot", 1)))).isTrue();
    assertWire("Stock reservation", 0);

    assertThat(other.mget("stock:tea", "stock:pot")).containsExactly("0", "0");
  }

  @Test
  void theFourthCallOfAMinuteIsRefused() {
    RateLimiter limiter = recipe(RateLimiter.class);

    assertThat(limiter.allow("alice")).isTrue();
    assertWire("Rate limiter", 0);
    assertThat(limiter.allow("alice")).isTrue();
    assertWire("Rate limiter", 1);
    assertThat(limiter.allow("alice")).isTrue();
    proxy.reset();
    assertThat(limiter.allow("alice")).isFalse();
    assertWire("Rate limiter", 2);

    assertThat(other.ttl("calls:alice")).isBetween(1L, 60L);
  }

  @Test
  void theWindowMovesWithTheTime() {
    SlidingWindow window = recipe(SlidingWindow.class);

    assertThat(window.allow("alice", "a", 100_000)).isTrue();
    proxy.reset();
    assertThat(window.allow("alice", "b", 130_000)).isTrue();
    assertWire("Sliding window", 0);
    assertThat(window.allow("alice", "c", 140_000)).isTrue();
    assertThat(window.allow("alice", "d", 150_000)).isFalse();
    assertThat(window.allow("alice", "e", 161_000)).isTrue();

    assertThat(other.zrange("window:alice", 0, -1)).containsExactly("b", "c", "e");
  }

  @Test
  void aJobIsTakenFinishedOrPutBack() {
    other.rpush("jobs", "job-1", "job-2");
    JobQueue queue = recipe(JobQueue.class);

    assertThat(queue.take("worker-1")).isEqualTo("job-1");
    assertWire("Distributed job queue with results", 0);
    assertThat(queue.putBack("job-1")).isFalse();
    proxy.reset();
    assertThat(queue.finish("worker-1", "job-1", "done")).isTrue();
    assertWire("Distributed job queue with results", 1);
    assertThat(other.get("result:job-1")).isEqualTo("done");

    assertThat(queue.take("worker-2")).isEqualTo("job-2");
    other.del("worker:job-2"); // as if it had expired
    assertThat(queue.finish("worker-2", "job-2", "too late")).isFalse();
    proxy.reset();
    assertThat(queue.putBack("job-2")).isTrue();
    assertWire("Distributed job queue with results", 2);
    assertThat(other.lrange("jobs", 0, -1)).containsExactly("job-2");
    assertThat(other.exists("running")).isFalse();
    assertThat(queue.putBack("job-2")).isFalse();
  }

  @Test
  void anEmptyQueueHasNoJob() {
    assertThat(recipe(JobQueue.class).take("worker-1")).isNull();
  }

  @Test
  void aRequestIsPaidOnce() {
    other.set("balance:alice", "100");
    Payments payments = recipe(Payments.class);

    assertThat(payments.pay("r1", "alice", 30)).isEqualTo("paid");
    assertWire("Idempotent request", 0);
    assertThat(payments.pay("r1", "alice", 30)).isEqualTo("paid");
    assertWire("Idempotent request", 1);
    assertThat(payments.pay("r2", "alice", 71)).isEqualTo("refused");
    other.set("balance:alice", "1000");
    assertThat(payments.pay("r2", "alice", 71)).isEqualTo("refused");

    assertThat(other.get("balance:alice")).isEqualTo("1000");
  }

  @Test
  void onlyTheBestScoreCounts() {
    Leaderboard board = recipe(Leaderboard.class);

    assertThat(board.submit("alice", 100)).isTrue();
    proxy.reset();
    assertThat(board.submit("bob", 150)).isTrue();
    assertWire("Leaderboard", 0);
    assertThat(board.submit("bob", 120)).isFalse();
    assertThat(board.submit("alice", 140)).isTrue();

    assertThat(other.lrange("champions", 0, -1)).containsExactly("alice", "bob");
    assertThat(other.zscore("scores", "alice")).isEqualTo(140);
  }

  @Test
  void aNameHasOneUser() {
    UserNames names = recipe(UserNames.class);

    assertThat(names.rename("1", "ann")).isTrue();
    assertThat(names.rename("2", "ann")).isFalse();
    proxy.reset();
    assertThat(names.rename("1", "anna")).isTrue();
    assertWire("Unique user name", 0);
    assertThat(names.rename("2", "ann")).isTrue();

    assertThat(other.get("name:ann")).isEqualTo("2");
    assertThat(other.hget("user:1", "name")).isEqualTo("anna");
  }

  @Test
  void aSessionIsUpgradedOnce() {
    other.hset("session:old", Map.of("cart", "tea"));
    Sessions sessions = recipe(Sessions.class);

    assertThat(sessions.logIn("old", "new", "alice")).isTrue();
    assertWire("Session upgrade", 0);
    assertThat(sessions.logIn("old", "newer", "mallory")).isFalse();

    assertThat(other.hgetAll("session:new")).isEqualTo(Map.of("cart", "tea", "user", "alice"));
    assertThat(other.exists("session:old")).isFalse();
  }

  @Test
  void aDocumentIsReadChangedAndWritten() {
    other.set("cart:1", "{\"products\":[\"tea\"]}");

    recipe(Documents.class).add("1", "pot");
    assertWire("JSON documents", 0);

    assertThat(other.get("cart:1")).isEqualTo("{\"products\":[\"tea\",\"pot\"]}");
  }
}
