package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import java.util.Set;
import org.springframework.data.redis.core.ListOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations;

class Leaderboard {

  private final ZSetOperations<String, String> scores;
  private final ListOperations<String, String> lists;

  Leaderboard(StringRedisTemplate redis) {
    this.scores = redis.opsForZSet();
    this.lists = redis.opsForList();
  }

  @RedisAtomic(keys = "scores")
  public boolean submit(String player, double score) {
    Double best = scores.score("scores", player);
    if (best != null && best >= score) {
      return false;
    }
    Set<String> ahead = scores.reverseRangeByScore("scores", score, Double.MAX_VALUE, 0, 1);
    scores.add("scores", player, score);
    if (ahead.isEmpty()) {
      lists.rightPush("champions", player);
    }
    return true;
  }
}
