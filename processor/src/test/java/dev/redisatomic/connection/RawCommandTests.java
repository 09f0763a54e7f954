package dev.redisatomic.connection;

import static dev.redisatomic.connection.CommandRole.READ;
import static dev.redisatomic.connection.CommandRole.REFUSED;
import static dev.redisatomic.connection.CommandRole.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands sent as words, {@code connection.execute("CMD", …)}: the driver has no keys for them. In
 * the tables, keys begin with {@code k}, and {@code _} is an empty word.
 */
@EachServer(modes = ClientMode.REDIS_CLIENT)
class RawCommandTests {

  private final CommandWalk walk;

  RawCommandTests(RedisSetup redis) {
    this.walk = new CommandWalk(redis);
  }

  @AfterEach
  void close() {
    walk.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET k",
    "get k",
    "MGET k1 k2 k3",
    "STRLEN k",
    "EXISTS k1 k2",
    "SORT k",
    "SORT k BY nosort LIMIT 0 1",
    "GEORADIUS k 1 1 1 m",
    "GEORADIUSBYMEMBER_RO k member 1 m",
    "BITFIELD k GET i8 0",
    "OBJECT ENCODING k",
    "object encoding k",
    "OBJECT FREQ k",
    "MEMORY USAGE k SAMPLES 5",
    "XREAD STREAMS k1 k2 0 0",
    "xread count 5 streams k1 0",
    "XINFO STREAM k",
    "ZUNION 2 k1 k2 WEIGHTS 1 1",
    "ZINTER 1 k1 AGGREGATE MIN",
    "ZDIFF 2 k1 k2",
    "SINTER k1 k2",
    "LCS-OR-STRALGO k1 k2",
    "TOUCH k1 k2",
    "DUMP k",
    "PFCOUNT k1 k2",
    "HSCAN k 0",
    "TTL k"
  })
  void aReadIsGuardedByEveryKeyItReads(String line) {
    Command command = command(line);

    ClassifiedCommand classified = walk.classify(command);

    assertThat(classified.role()).isSameAs(READ);
    assertThat(classified.keys())
        .hasSameElementsAs(keysIn(line))
        .hasSameElementsAs(walk.keysByServer(command));
  }

  @ParameterizedTest
  @CsvSource({
    "SET k value, k",
    "MSET k1 v k2 v, k1 k2",
    "DEL k1 k2, k1 k2",
    "GETDEL k, k",
    "getex k PERSIST, k",
    "LPOP k, k",
    "SPOP k, k",
    "EXPIRE k 10 NX, k",
    "RENAME k1 k2, k1 k2",
    "LMOVE k1 k2 LEFT LEFT, k1 k2",
    "SMOVE k1 k2 member, k1 k2",
    "COPY k1 k2 REPLACE, k2",
    "BITOP AND k1 k2 k3, k1",
    "BITFIELD k SET i8 0 1, k",
    "PFMERGE k1 k2 k3, k1",
    "ZUNIONSTORE k1 2 k2 k3 AGGREGATE MAX, k1",
    "zinterstore k1 1 k2, k1",
    "ZDIFFSTORE k1 2 k2 k3, k1",
    "ZRANGESTORE k1 k2 0 -1, k1",
    "SUNIONSTORE k1 k2 k3, k1",
    "GEOSEARCHSTORE k1 k2 FROMMEMBER m BYRADIUS 1 m, k1",
    "GEORADIUS k1 1 1 1 m STORE k2, k2",
    "GEORADIUSBYMEMBER k1 member 1 m STOREDIST k2, k2",
    "SORT k1 ALPHA STORE k2, k2",
    "SORT k1 STORE k1, k1",
    "SORT k1 BY _ STORE k2, k2",
    "SORT k1 BY w_* GET v_* STORE k2, k2",
    "GEORADIUSBYMEMBER k1 _ 1000 km STORE k2, k2",
    "XREADGROUP GROUP g c STREAMS k1 k2 > >, k1 k2",
    "XGROUP CREATE k g $ MKSTREAM, k",
    "XAUTOCLAIM k g c 0 0, k",
    "EVAL script 2 k1 k2 argument, k1 k2",
    "EVAL script 0 argument, ''",
    "MIGRATE host 1 _ 0 1 KEYS k1 k2, k1 k2",
    "MIGRATE host 1 k 0 1, k",
    "PUBLISH channel message, ''"
  })
  void aWriteIsToTheKeysItChanges(String line, String written) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(WRITE);
    assertThat(classified.keys()).hasSameElementsAs(keysIn(written));
  }

  @ParameterizedTest
  @CsvSource({
    "READ, EVAL_RO script 1 k argument, k",
    "READ, SINTERCARD 2 k1 k2 LIMIT 3, k1 k2",
    "READ, EXPIRETIME k, k",
    "READ, SORT_RO k ALPHA, k",
    "WRITE, FCALL function 2 k1 k2 argument, k1 k2",
    "WRITE, LMPOP 2 k1 k2 LEFT, k1 k2",
    "WRITE, ZMPOP 1 k1 MIN COUNT 2, k1"
  })
  void commandsOfRedis7AreFiledWhereTheServerHasThem(CommandRole role, String line, String keys) {
    Command command = command(line);

    ClassifiedCommand classified = walk.classify(command);

    assertThat(classified.role()).isSameAs(role);
    if (!walk.flags(command.name()).isEmpty()) {
      assertThat(classified.keys()).hasSameElementsAs(keysIn(keys));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SORT k BY w_*",
        "SORT k GET # GET v_*",
        "sort k by w_* desc",
        "SORT k GET w_*->f"
      })
  void aReadThatFollowsPatternsIsRefused(String line) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(CommandRole.REFUSED);
    assertThat(classified.refusal()).contains("BY and GET patterns");
  }

  /** A pattern is not a key, also where the driver says so; the others are plainly without. */
  @ParameterizedTest
  @CsvSource({"KEYS k*", "SCAN 0", "DBSIZE", "RANDOMKEY", "PING", "TIME", "CONFIG GET k*"})
  void aReadWithoutKeysIsUnguarded(String line) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(READ);
    assertThat(classified.keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FLUSHDB, true", "flushall ASYNC, true", "SWAPDB 0 1, true", "DEL k, false"})
  void someWritesChangeEveryKey(String line, boolean all) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(WRITE);
    assertThat(classified.writesAllKeys()).isEqualTo(all);
  }

  @Test
  void countingOneKeyIsSentInTheFormThatDoesNotStoreTheCount() {
    Command sent = walk.classify(command("PFCOUNT k")).command();

    assertThat(sent.size()).isEqualTo(3);
    assertThat(List.of(sent.word(1), sent.word(2)))
        .allSatisfy(word -> assertThat(Words.text(word)).isEqualTo("k"));
  }

  @Test
  void whatNobodyKnowsIsRefused() {
    ClassifiedCommand classified = walk.classify(command("JSON.NOT.THERE k"));

    assertThat(classified.role()).isSameAs(REFUSED);
    assertThat(classified.refusal())
        .isEqualTo("Neither the driver nor the server knows this command.");
  }

  private Command command(String line) {
    String known = line.replace("LCS-OR-STRALGO", lcs());
    String[] words = known.split(" ", -1);
    String[] arguments = Arrays.copyOfRange(words, 1, words.length);
    return walk.command(
        words[0],
        Stream.of(arguments).map(word -> word.equals("_") ? "" : word).toArray(String[]::new));
  }

  /** Redis 6.2 has a command that the driver has never heard of; Redis 7 renamed it. */
  private String lcs() {
    return walk.flags("LCS").isEmpty() ? "STRALGO LCS KEYS" : "LCS";
  }

  private static List<Key> keysIn(String line) {
    List<Key> keys = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      if (word.matches("k\\d?")) {
        keys.add(Key.of(word));
      }
    }
    return keys;
  }
}
