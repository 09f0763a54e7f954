package dev.redisatomic.connection;

import static dev.redisatomic.command.CommandRole.READ;
import static dev.redisatomic.command.CommandRole.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import dev.redisatomic.test.RedisSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which raw commands are refused, and which look like one of those. */
class RefusedRawCommandTests extends RawCommands {

  RefusedRawCommandTests(RedisSetup redis) {
    super(redis);
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

  /** The server reads the options of XREADGROUP in any order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "XREAD COUNT 1 BLOCK 0 STREAMS k $",
        "XREAD MAXCOUNT 1 BLOCK 0 STREAMS k $",
        "XREADGROUP GROUP g c BLOCK 0 STREAMS k >",
        "XREADGROUP BLOCK 0 GROUP g c STREAMS k >",
        "TS.READ k 0 BLOCK 1000 1",
        "ts.read k 0 max_count 5 block 1000 1",
        "BLMOVEM k1 k2 LEFT RIGHT 0 COUNT 2 OBO",
        "BLMPOP 0 1 k LEFT",
        "WAITAOF 1 0 0"
      })
  void whatWaitsIsRefused(String line) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "READ, XREAD STREAMS block 0, block",
    "WRITE, XREADGROUP GROUP block block STREAMS block >, block",
    "READ, TS.READ block block, block",
    "READ, TS.READ k 0 MAX_COUNT 5, k"
  })
  void aNameThatLooksLikeTheOptionToWaitIsNone(CommandRole role, String line, String key) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(role);
    assertThat(classified.keys()).containsExactly(Key.of(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONFIG SET maxmemory 0",
        "config resetstat",
        "CONFIG REWRITE",
        "ACL SETUSER someone",
        "ACL DELUSER someone",
        "ACL LOAD",
        "ACL SAVE",
        "ACL LOG RESET",
        "CLUSTER RESET",
        "CLUSTER MEET 127.0.0.1 1",
        "CLUSTER SETSLOT 1 STABLE",
        "CLUSTER FAILOVER",
        "CLUSTER FORGET id",
        "CLUSTER MIGRATESLOTS",
        "MODULE LOAD file",
        "MODULE UNLOAD name",
        "CLIENT KILL ID 1",
        "CLIENT PAUSE 1",
        "CLIENT UNPAUSE",
        "CLIENT UNBLOCK 1",
        "SLOWLOG RESET",
        "COMMANDLOG RESET slow",
        "LATENCY RESET",
        "HOTKEYS START",
        "BACKUP START",
        "SENTINEL RESET k",
        "PFSELFTEST",
        "PFDEBUG GETREG k",
        "SHUTDOWN",
        "DEBUG SLEEP 0",
        "FAILOVER",
        "REPLICAOF NO ONE",
        "SLAVEOF NO ONE",
        "REPLCONF ACK 0",
        "PSYNC ? -1",
        "SYNC",
        "SAVE",
        "BGSAVE",
        "BGREWRITEAOF"
      })
  void administrationIsRefused(String line) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(REFUSED);
    if (!walk.flags(classified.command().name()).isEmpty()) {
      assertThat(classified.refusal()).startsWith("Server administration");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HIMPORT PREPARE fields a b",
        "himport set k fields 1 2",
        "CLIENT CAPA redirect",
        "CLIENT IMPORT-SOURCE ON",
        "CLIENT NO-EVICT ON"
      })
  void whatLeavesStateOnTheConnectionIsRefused(String line) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(REFUSED);
    assertThat(classified.refusal()).contains("pooled connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONFIG GET maxmemory",
        "CLIENT LIST",
        "SLOWLOG GET",
        "LATENCY LATEST",
        "ACL LIST",
        "ACL GETUSER default",
        "MODULE LIST",
        "COMMANDLOG GET 10 slow",
        "CLUSTER SLAVES id",
        "CLUSTER LINKS",
        "CLUSTER MYSHARDID",
        "CLUSTER REPLICAS id",
        "CLUSTER SLOT-STATS SLOTSRANGE 0 1"
      })
  void administrationThatOnlyLooksRunsAtOnce(String line) {
    ClassifiedCommand classified = walk.classify(command(line));

    assertThat(classified.role()).isSameAs(READ);
    assertThat(classified.keys()).isEmpty();
  }

  @Test
  void whatNobodyKnowsIsRefused() {
    ClassifiedCommand classified = walk.classify(command("JSON.NOT.THERE k"));

    assertThat(classified.role()).isSameAs(REFUSED);
    assertThat(classified.refusal())
        .isEqualTo("Neither this library nor the server knows this command.");
  }
}
