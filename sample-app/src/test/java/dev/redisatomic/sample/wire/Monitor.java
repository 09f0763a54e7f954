package dev.redisatomic.sample.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Redis' own account of what it runs. */
final class Monitor implements AutoCloseable {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

  private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
  private final Jedis client;

  Monitor(String host, int port) {
    this.client = new Jedis(host, port);
    Thread thread = new Thread(this::listen, "monitor");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    try {
      client.monitor(
          new JedisMonitor() {
            @Override
            public void onCommand(String line) {
              commands.add(
                  WORD.matcher(line)
                      .results()
                      .map((MatchResult word) -> word.group(1))
                      .collect(Collectors.joining(" ")));
            }
          });
    } catch (JedisConnectionException e) {
      commands.add("closed");
    }
  }

  /** Returns once this has been seen to see. */
  void awaitCommand(StringRedisTemplate redis) throws InterruptedException {
    String mark = UUID.randomUUID().toString();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String seen = "";
    while (!seen.contains(mark) && System.nanoTime() < deadline) {
      redis.hasKey(mark);
      seen = Objects.requireNonNullElse(commands.poll(50, TimeUnit.MILLISECONDS), "");
    }
  }

  List<String> until(StringRedisTemplate redis) throws InterruptedException {
    String mark = UUID.randomUUID().toString();
    redis.hasKey(mark);
    List<String> seen = new ArrayList<>();
    String next = "";
    while (!next.contains(mark)) {
      seen.add(next);
      next = Objects.requireNonNull(commands.poll(20, TimeUnit.SECONDS), "The mark is missing");
    }
    return seen;
  }

  @Override
  public void close() {
    client.close();
  }
}
