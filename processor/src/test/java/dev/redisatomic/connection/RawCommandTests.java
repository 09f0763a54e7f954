package dev.redisatomic.connection;

import static dev.redisatomic.command.CommandRole.READ;
import static dev.redisatomic.command.CommandRole.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys raw commands read and write. */
class RawCommandTests extends RawCommands {

  RawCommandTests(RedisSetup redis) {
    super(redis);
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
    "SORT k BY store",
    "sort k get store alpha",
    "GEORADIUS k 1 1 1 m",
    "GEORADIUSBYMEMBER_RO k member 1 m",
    "GEORADIUSBYMEMBER k store 1 m",
    "georadiusbymember k StoreDist 1 m WITHDIST COUNT 1 ASC",
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
    "SORT k1 BY store LIMIT 0 5 DESC store k2, k2",
    "GEORADIUSBYMEMBER k1 store 1 m COUNT 1 ANY ASC STORE k2, k2",
    "GEORADIUS k1 1 1 1 m WITHCOORD STOREDIST k2, k2",
    "GEORADIUS k1 1 1 1 m STORE k3 STORE k2, k2",
    "GEORADIUSBYMEMBER k1 m 1 m STOREDIST k3 ASC STORE k2, k2",
    "SORT k1 STORE k3 STORE k2, k2",
    "BITFIELD k GET i8 0 OVERFLOW SAT INCRBY i8 0 1, k",
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

  /** Whether or not the server has them, and without a question to it. */
  @ParameterizedTest
  @CsvSource({
    "WRITE, DELEX k, k",
    "WRITE, DELEX k IFEQ k1, k",
    "WRITE, DELIFEQ k value, k",
    "READ, DIGEST k, k",
    "WRITE, MSETEX 2 k1 k3 k2 v EX 10, k1 k2",
    "WRITE, MSETEX many k1 v, ''",
    "WRITE, INCREX k BYINT 5 UBOUND 10, k",
    "WRITE, LMOVEM k1 k2 LEFT RIGHT COUNT 2 BULK, k1 k2",
    "READ, SUNIONCARD 2 k1 k2 LIMIT 3, k1 k2",
    "READ, SDIFFCARD 2 k1 k2, k1 k2",
    "WRITE, XNACK k g FAIL IDS 1 1-1, k",
    "READ, ARGET k 0, k",
    "READ, arget k 0, k",
    "READ, ARMGET k 0 1, k",
    "READ, ARGETRANGE k 0 1, k",
    "READ, ARSCAN k 0 1, k",
    "READ, ARGREP k 0 1 MATCH x, k",
    "READ, AROP k 0 1 SUM, k",
    "READ, ARCOUNT k, k",
    "READ, ARLEN k, k",
    "READ, ARINFO k FULL, k",
    "READ, ARLASTITEMS k 1, k",
    "READ, ARNEXT k, k",
    "WRITE, ARSET k 0 k1, k",
    "WRITE, ARMSET k 0 v 1 v, k",
    "WRITE, ARINSERT k v, k",
    "WRITE, ARRING k 5 v, k",
    "WRITE, ARSEEK k 5, k",
    "WRITE, ARDEL k 0, k",
    "WRITE, ARDELRANGE k 0 1, k",
    "READ, JSON.GET k $, k",
    "READ, JSON.MGET k1 k2 $, k1 k2",
    "WRITE, JSON.MSET k1 $ 1 k2 $ 2, k1 k2",
    "WRITE, JSON.SET k $ k1, k"
  })
  void commandsThatFewServersHaveAreFiled(CommandRole role, String line, String keys) {
    Command command = command(line);

    ClassifiedCommand classified = walk.classifyUnasked(command);

    assertThat(classified.role()).isSameAs(role);
    assertThat(classified.keys()).hasSameElementsAs(keysIn(keys));
    if (!walk.flags(command.name()).isEmpty()) {
      assertThat(walk.keysByServer(command)).hasSameElementsAs(keysIn(keys));
    }
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
  void countingOneKeyCanBeMadeForAnotherKey() {
    Command renamed = walk.classify(command("PFCOUNT k")).withKeys(key -> Key.of("other"));

    assertThat(walk.keysByServer(renamed)).containsOnly(Key.of("other"));
  }

  @Test
  void theEmptyKeyIsMigratedWhereNoOtherIsNamed() {
    ClassifiedCommand classified = walk.classify(command("MIGRATE host 1 _ 0 1 COPY"));

    assertThat(classified.keys()).containsExactly(Key.of(""));
  }

  /** The destination is the last one, and an option behind it is none. */
  @Test
  void aDestinationNamedLikeAnOptionIsTheOnlyOne() {
    ClassifiedCommand classified =
        walk.classify(command("GEORADIUS places 1 1 1 m STORE storedist ASC"));

    assertThat(classified.keys()).containsExactly(Key.of("storedist"));
    assertThat(classified.allKeys()).containsExactly(Key.of("places"), Key.of("storedist"));
  }
}
