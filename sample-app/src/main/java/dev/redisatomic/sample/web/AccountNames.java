package dev.redisatomic.sample.web;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** The accounts that there are, for the list on the page. */
@Component
public class AccountNames {

  private static final int MOST_LISTED = 100;
  private static final Pattern BALANCE_KEY = Pattern.compile("account:([^:]+):balance");

  private final StringRedisTemplate redis;

  AccountNames(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /**
   * Looks at names that could have come from outside.
   *
   * @return the first hundred
   */
  public List<String> first() {
    Set<String> names = new TreeSet<>();
    eachKey(
        "account:*:balance",
        key -> {
          Matcher name = BALANCE_KEY.matcher(key);
          if (name.matches()) {
            names.add(name.group(1));
          }
        });
    return names.stream().limit(MOST_LISTED).toList();
  }

  /** A cluster has no cursor over all of its nodes. */
  private void eachKey(String pattern, Consumer<String> consumer) {
    RedisCallback<Boolean> isCluster = connection -> connection instanceof RedisClusterConnection;
    if (Boolean.TRUE.equals(redis.execute(isCluster))) {
      redis.keys(pattern).forEach(consumer);
      return;
    }
    ScanOptions options = ScanOptions.scanOptions().match(pattern).count(1000).build();
    try (Cursor<String> keys = redis.scan(options)) {
      keys.forEachRemaining(consumer);
    }
  }
}
