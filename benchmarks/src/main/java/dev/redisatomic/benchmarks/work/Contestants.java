package dev.redisatomic.benchmarks.work;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import redis.clients.jedis.HostAndPort;

/** All that are compared. */
public enum Contestants {
  ATOMIC("Redis Atomic", at -> Connected.bySpring(at, AtomicService.class)),
  ATOMIC_OPERATIONS(
      "Redis Atomic, programmatic", at -> Connected.bySpring(at, ProgrammaticContestant.class)),
  ATOMIC_QUEUE_OFF("Redis Atomic, no local queue", at -> Connected.onHotKeys(at, "off", false)),
  ATOMIC_QUEUE_ALWAYS(
      "Redis Atomic, local queue always", at -> Connected.onHotKeys(at, "always", false)),
  ATOMIC_QUEUE("Redis Atomic, local queue only", at -> Connected.onHotKeys(at, "adaptive", false)),
  ATOMIC_GROUP_COMMIT(
      "Redis Atomic, group commit", at -> Connected.onHotKeys(at, "adaptive", true)),
  ATOMIC_CLUSTER_1("Redis Atomic, cluster of 1 master", at -> Connected.onCluster(1)),
  ATOMIC_CLUSTER_2("Redis Atomic, cluster of 2 masters", at -> Connected.onCluster(2)),
  ATOMIC_CLUSTER_3("Redis Atomic, cluster of 3 masters", at -> Connected.onCluster(3)),
  JEDIS("Jedis by hand", at -> Connected.byJedis(at, JedisContestant::new)),
  SESSION_CALLBACK(
      "SessionCallback", at -> Connected.bySpring(at, SessionCallbackContestant.class)),
  ATOMIC_LETTUCE(
      "Redis Atomic on Lettuce", at -> Connected.bySpringOnLettuce(at, true, AtomicService.class)),
  LETTUCE("Lettuce by hand", at -> Connected.byLettuce(at, false)),
  LETTUCE_PIPELINED("Lettuce by hand, pipelined", at -> Connected.byLettuce(at, true)),
  SESSION_CALLBACK_LETTUCE(
      "SessionCallback on Lettuce",
      at -> Connected.bySpringOnLettuce(at, true, SessionCallbackContestant.class)),
  SESSION_CALLBACK_UNPOOLED(
      "SessionCallback on Lettuce, no pool",
      at -> Connected.bySpringOnLettuce(at, false, SessionCallbackContestant.class)),
  LUA("Lua script", at -> Connected.byJedis(at, LuaContestant::new)),
  RLOCK("Redisson RLock", at -> Connected.byRedisson(at, LockContestant::new)),
  RTRANSACTION(
      "Redisson RTransaction", at -> Connected.byRedisson(at, RTransactionContestant::new));

  /** What the others are compared with. */
  public static final Contestants BY_HAND = JEDIS;

  /** Those that make sense for any work; the others are about contention. */
  public static final List<Contestants> STANDARD =
      List.of(ATOMIC, ATOMIC_OPERATIONS, JEDIS, SESSION_CALLBACK, LUA, RLOCK, RTRANSACTION);

  /** Those on the other driver, which make transfers and nothing else. */
  public static final List<Contestants> ON_LETTUCE =
      List.copyOf(EnumSet.range(ATOMIC_LETTUCE, SESSION_CALLBACK_UNPOOLED));

  /** Those whose behaviour on contended keys is compared within one JVM and among several. */
  public static final List<Contestants> ON_HOT_KEYS =
      List.of(
          ATOMIC,
          ATOMIC_QUEUE_OFF,
          ATOMIC_QUEUE,
          ATOMIC_GROUP_COMMIT,
          ATOMIC_QUEUE_ALWAYS,
          JEDIS,
          LUA);

  /** One server beside clusters of their own. */
  public static final List<Contestants> ON_CLUSTERS =
      List.of(ATOMIC, ATOMIC_CLUSTER_1, ATOMIC_CLUSTER_2, ATOMIC_CLUSTER_3, JEDIS);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final Function<HostAndPort, Connected> connecting;

  Contestants(String label, Function<HostAndPort, Connected> connecting) {
    this.label = label;
    this.connecting = connecting;
  }

  /** The name for readers, or the one in the raw results if the program no longer knows it. */
  public static String label(String id) {
    return Arrays.stream(values())
        .filter(value -> value.id().equals(id))
        .map(value -> value.label)
        .findFirst()
        .orElse(id);
  }

  /** For options and raw results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Connected connect(HostAndPort server) {
    return connecting.apply(server);
  }
}
