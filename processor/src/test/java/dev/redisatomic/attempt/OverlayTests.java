package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.attempt.SimulatedReads.Reading;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandCatalog;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * Whatever the overlay answers is what the server answers once the pending writes are applied:
 * random programs, with the data before them in one database and after them in another.
 */
@EachServer
class OverlayTests {

  private static final int PROGRAMS = 1_500;
  private static final List<String> KEYS = List.of("a", "b", "c");
  private static final List<String> FIELDS = List.of("f", "g");
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "-5",
          "07",
          "-0",
          "+1",
          " 1",
          "text",
          "",
          "1.5",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "99999999999999999999");

  private final RedisSetup setup;
  private final CommandCatalog catalog = new CommandCatalog();
  private Jedis before;
  private Jedis after;
  private Random random = new Random();

  OverlayTests(RedisSetup setup) {
    this.setup = setup;
    this.before = new Jedis(setup.server().host(), setup.server().port());
    this.after = new Jedis(setup.server().host(), setup.server().port());
  }

  @BeforeEach
  void start() {
    after.select(1);
  }

  @AfterEach
  void end() {
    setup.flushAll();
    before.close();
    after.close();
  }

  @Test
  void theServerAnswersTheSame() {
    int known = 0;
    Set<String> answered = new TreeSet<>();
    for (int seed = 0; seed < PROGRAMS; seed++) {
      random = new Random(seed);
      known += program("seed " + seed, answered);
    }
    // the programs come to what this is about
    for (String read : List.of("GET", "MGET", "STRLEN", "EXISTS", "HGET", "HMGET")) {
      assertThat(answered).contains(read, read + " with help");
    }
    assertThat(known).isGreaterThan(PROGRAMS);
  }

  private int program(String name, Set<String> answered) {
    before.flushAll();
    for (int i = random.nextInt(5); i > 0; i--) {
      List<String> write = anyWrite();
      run(before, write);
      run(after, write);
    }
    Overlay overlay = new Overlay();
    WriteLog own = new WriteLog();
    List<List<String>> written = new ArrayList<>();
    int known = 0;
    for (int i = 0; i < 14; i++) {
      if (random.nextInt(3) == 0) {
        List<String> write = anyWrite();
        ClassifiedCommand command = classified(write);
        if (i < 10) {
          overlay.apply(command);
        } else {
          own.add(command);
        }
        Object reply = run(after, write);
        written.add(write);
        boolean certain =
            command.keys().stream()
                .map(key -> overlay.stateOf(key, own))
                .noneMatch(state -> state.isOpaque() || !state.unsure().isEmpty());
        if (certain) {
          assertThat(reply instanceof Exception)
              .as("%s: a write that is simulated fails: %s", name, written)
              .isFalse();
        }
      } else {
        known += read(name, overlay, own, written, answered);
      }
    }
    return known;
  }

  private int read(
      String name,
      Overlay overlay,
      WriteLog own,
      List<List<String>> written,
      Set<String> answered) {
    List<String> words = anyRead();
    ClassifiedCommand read = classified(words);
    Reading reading = SimulatedReads.of(read, key -> overlay.stateOf(key, own));
    if (reading == null) {
      List<Command> missing = overlay.missing(read, own);
      missing.forEach(ask -> learn(overlay, ask));
      reading = SimulatedReads.of(read, key -> overlay.stateOf(key, own));
      if (reading == null) {
        return 0;
      }
      answered.add(read.command().name() + " with help");
    }
    Object reply = null;
    Command toSend = reading.toSend();
    if (toSend != null) {
      reply = run(before, words(toSend));
      if (!(reply instanceof Exception)) {
        overlay.learn(toSend, reply);
      }
    }
    Object answer = reply instanceof Exception ? reply : reading.answer().apply(reply);
    assertThat(plain(answer))
        .as("%s: %s after %s", name, words, written)
        .isEqualTo(plain(run(after, words)));
    if (toSend == null) {
      answered.add(read.command().name());
      return 1;
    }
    return 0;
  }

  private void learn(Overlay overlay, Command ask) {
    Object reply = run(before, words(ask));
    if (!(reply instanceof Exception)) {
      overlay.learn(ask, reply);
    }
  }

  private List<String> anyWrite() {
    String key = any(KEYS);
    String field = any(FIELDS);
    String value = any(VALUES);
    return switch (random.nextInt(23)) {
      case 0, 1 -> List.of("SET", key, value);
      case 2 -> List.of("SET", key, value, "EX", "1000");
      case 3 -> List.of("MSET", key, value, any(KEYS), any(VALUES));
      case 4 -> List.of("INCR", key);
      case 5 -> List.of("DECR", key);
      case 6 -> List.of("INCRBY", key, value);
      case 7 -> List.of("DECRBY", key, value);
      case 8 -> List.of("HSET", key, field, value);
      case 9 -> List.of("HSET", key, "f", value, "g", any(VALUES));
      case 10 -> List.of("HINCRBY", key, field, value);
      case 11 -> List.of("HDEL", key, field);
      case 12 -> List.of("HDEL", key, "f", "g");
      case 13 -> List.of("DEL", key);
      case 14 -> List.of("UNLINK", key, any(KEYS));
      case 15 -> List.of("APPEND", key, value);
      case 16 -> List.of("RPUSH", key, value);
      case 17 -> List.of("RENAME", key, any(KEYS));
      case 18 -> List.of("HMSET", key, field, value);
      case 19 -> List.of("SET", key, value, "XX");
      case 20 -> List.of("SET", key, value, "nx");
      case 21 -> List.of("SETNX", key, value);
      default -> random.nextInt(10) == 0 ? List.of("FLUSHDB") : List.of("PERSIST", key);
    };
  }

  private List<String> anyRead() {
    String key = any(KEYS);
    return switch (random.nextInt(11)) {
      case 0, 1 -> List.of("GET", key);
      case 2 -> List.of("MGET", key, any(KEYS), any(KEYS));
      case 3 -> List.of("STRLEN", key);
      case 4 -> List.of("EXISTS", key);
      case 5 -> List.of("EXISTS", key, any(KEYS), any(KEYS));
      case 6, 7 -> List.of("HGET", key, any(FIELDS));
      case 8 -> List.of("HMGET", key, any(FIELDS), any(FIELDS));
      case 9 -> List.of("HGETALL", key);
      default -> List.of("LRANGE", key, "0", "-1");
    };
  }

  private String any(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  private ClassifiedCommand classified(List<String> words) {
    byte[][] arguments = words.stream().skip(1).map(SafeEncoder::encode).toArray(byte[][]::new);
    return catalog.classify(
        Command.of(words.get(0), arguments),
        question -> {
          throw new IllegalStateException("Nobody asks about " + words);
        });
  }

  private static List<String> words(Command command) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < command.size(); i++) {
      words.add(new String(command.word(i), StandardCharsets.UTF_8));
    }
    return words;
  }

  private static @Nullable Object run(Jedis jedis, List<String> words) {
    byte[][] arguments = words.stream().skip(1).map(SafeEncoder::encode).toArray(byte[][]::new);
    try {
      return jedis.sendCommand(() -> SafeEncoder.encode(words.get(0)), arguments);
    } catch (JedisDataException e) {
      return e;
    }
  }

  private static @Nullable Object plain(@Nullable Object reply) {
    if (reply instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (reply instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    return reply instanceof Exception e ? String.valueOf(e.getMessage()) : reply;
  }
}
