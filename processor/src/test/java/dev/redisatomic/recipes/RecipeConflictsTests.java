package dev.redisatomic.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.recipes.Stock.Line;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody else comes between the reads of a recipe and its commit. */
class RecipeConflictsTests extends RunRecipes {

  RecipeConflictsTests(RedisSetup setup) {
    super(setup);
  }

  @Test
  void moneyThatSomebodyElseTakesIsNotSpent() {
    other.mset("balance:alice", "100", "balance:bob", "0");
    beforeTheCommit(() -> other.decrBy("balance:alice", 80));

    assertThat(recipe(Funds.class).transfer("alice", "bob", 30)).isFalse();
    assertWire("Funds transfer", 1);

    assertThat(other.mget("balance:alice", "balance:bob")).containsExactly("20", "0");
  }

  @Test
  void stockThatSomebodyElseTakesIsNotReserved() {
    other.mset("stock:tea", "2", "stock:pot", "1");
    beforeTheCommit(() -> other.decr("stock:pot"));

    assertThat(recipe(Stock.class).reserve(List.of(new Line("tea", 2), new Line("pot", 1))))
        .isFalse();

    assertThat(other.mget("stock:tea", "stock:pot")).containsExactly("2", "0");
  }

  @Test
  void callsAtTheSameTimeAreAllCounted() {
    other.set("calls:alice", "2");
    beforeTheCommit(() -> other.incr("calls:alice"));

    assertThat(recipe(RateLimiter.class).allow("alice")).isFalse();

    assertThat(other.get("calls:alice")).isEqualTo("3");
  }

  @Test
  void aWindowThatOthersHaveFilledIsFull() {
    other.zadd("window:alice", Map.of("a", 100_000.0, "b", 110_000.0));
    beforeTheCommit(() -> other.zadd("window:alice", 120_000.0, "c"));

    assertThat(recipe(SlidingWindow.class).allow("alice", "d", 130_000)).isFalse();

    assertThat(other.zcard("window:alice")).isEqualTo(3);
  }

  @Test
  void aJobIsTakenByOneWorker() {
    other.rpush("jobs", "job-1", "job-2");
    beforeTheCommit(() -> other.lpop("jobs"));

    assertThat(recipe(JobQueue.class).take("worker-1")).isEqualTo("job-2");

    assertThat(other.lrange("running", 0, -1)).containsExactly("job-2");
  }

  @Test
  void aJobThatWasGivenToSomebodyElseIsNotFinished() {
    other.rpush("running", "job-1");
    other.set("worker:job-1", "worker-1");
    beforeTheCommit(() -> other.set("worker:job-1", "worker-2"));

    assertThat(recipe(JobQueue.class).finish("worker-1", "job-1", "done")).isFalse();

    assertThat(other.exists("result:job-1")).isFalse();
  }

  @Test
  void aJobThatIsFinishedMeanwhileIsNotPutBack() {
    other.rpush("running", "job-1");
    beforeTheCommit(() -> other.lrem("running", 1, "job-1"));

    assertThat(recipe(JobQueue.class).putBack("job-1")).isFalse();

    assertThat(other.exists("jobs")).isFalse();
  }

  @Test
  void theSameRequestOnAnotherServerCountsOnce() {
    other.set("balance:alice", "100");
    beforeTheCommit(() -> other.mset("request:r1", "paid there", "balance:alice", "70"));

    assertThat(recipe(Payments.class).pay("r1", "alice", 30)).isEqualTo("paid there");

    assertThat(other.get("balance:alice")).isEqualTo("70");
  }

  @Test
  void whoIsOvertakenMeanwhileIsNoChampion() {
    beforeTheCommit(() -> other.zadd("scores", 200, "bob"));

    assertThat(recipe(Leaderboard.class).submit("alice", 100)).isTrue();

    assertThat(other.exists("champions")).isFalse();
  }

  @Test
  void aNameThatIsTakenMeanwhileIsTaken() {
    beforeTheCommit(() -> other.set("name:ann", "2"));

    assertThat(recipe(UserNames.class).rename("1", "ann")).isFalse();

    assertThat(other.get("name:ann")).isEqualTo("2");
    assertThat(other.exists("user:1")).isFalse();
  }

  @Test
  void aSessionThatEndsMeanwhileIsNotUpgraded() {
    other.hset("session:old", "cart", "tea");
    beforeTheCommit(() -> other.del("session:old"));

    assertThat(recipe(Sessions.class).logIn("old", "new", "alice")).isFalse();

    assertThat(other.exists("session:new")).isFalse();
  }

  @Test
  void changesOfADocumentAtTheSameTimeAreBothKept() {
    other.set("cart:1", "{\"products\":[]}");
    beforeTheCommit(() -> other.set("cart:1", "{\"products\":[\"tea\"]}"));

    recipe(Documents.class).add("1", "pot");

    assertThat(other.get("cart:1")).isEqualTo("{\"products\":[\"tea\",\"pot\"]}");
  }
}
