package dev.redisatomic.soak;

import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;

/**
 * What is on the server in the end.
 *
 * @param values the elements of each list and, alone in a list, each account's balance
 * @param otherKeys all keys besides
 */
record FinalState(Map<String, List<String>> values, List<String> otherKeys) {

  static FinalState of(RedisServer server) {
    Map<String, List<String>> values = new HashMap<>();
    List<String> others = new ArrayList<>();
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      for (String key : jedis.keys("*")) {
        if (Operation.isAccount(key)) {
          values.put(key, List.of(jedis.get(key)));
        } else if (key.startsWith("list:")) {
          values.put(key, jedis.lrange(key, 0, -1));
        } else {
          others.add(key);
        }
      }
    }
    return new FinalState(values, others);
  }
}
