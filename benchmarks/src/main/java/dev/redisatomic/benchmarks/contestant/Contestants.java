package dev.redisatomic.benchmarks.contestant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;

/** All that are compared. */
public enum Contestants {
  ATOMIC("atomic", "Redis Atomic", server -> Connected.bySpring(server, AtomicService.class)),
  ATOMIC_OPERATIONS(
      "atomic-operations",
      "Redis Atomic, programmatic",
      server -> Connected.bySpring(server, ProgrammaticContestant.class)),
  ATOMIC_QUEUE_OFF(
      "atomic-queue-off",
      "Redis Atomic, no local queue",
      server -> Connected.onHotKeys(server, "off", false)),
  ATOMIC_QUEUE_ALWAYS(
      "atomic-queue-always",
      "Redis Atomic, local queue always",
      server -> Connected.onHotKeys(server, "always", false)),
  ATOMIC_QUEUE(
      "atomic-queue",
      "Redis Atomic, local queue only",
      server -> Connected.onHotKeys(server, "adaptive", false)),
  ATOMIC_GROUP_COMMIT(
      "atomic-group-commit",
      "Redis Atomic, group commit",
      server -> Connected.onHotKeys(server, "adaptive", true)),
  JEDIS("jedis", "Jedis by hand", server -> Connected.byJedis(server, JedisContestant::new)),
  SESSION_CALLBACK(
      "session-callback",
      "SessionCallback",
      server -> Connected.bySpring(server, SessionCallbackContestant.class)),
  ATOMIC_LETTUCE(
      "atomic-lettuce",
      "Redis Atomic on Lettuce",
      server -> Connected.bySpringOnLettuce(server, true, AtomicService.class)),
  LETTUCE("lettuce", "Lettuce by hand", server -> Connected.byLettuce(server, false)),
  LETTUCE_PIPELINED(
      "lettuce-pipelined",
      "Lettuce by hand, pipelined",
      server -> Connected.byLettuce(server, true)),
  SESSION_CALLBACK_LETTUCE(
      "session-callback-lettuce",
      "SessionCallback on Lettuce",
      server -> Connected.bySpringOnLettuce(server, true, SessionCallbackContestant.class)),
  SESSION_CALLBACK_UNPOOLED(
      "session-callback-unpooled",
      "SessionCallback on Lettuce, no pool",
      server -> Connected.bySpringOnLettuce(server, false, SessionCallbackContestant.class)),
  LUA("lua", "Lua script", server -> Connected.byJedis(server, LuaContestant::new)),
  RLOCK("rlock", "Redisson RLock", server -> Connected.byRedisson(server, LockContestant::new)),
  RTRANSACTION(
      "rtransaction",
      "Redisson RTransaction",
      server -> Connected.byRedisson(server, RTransactionContestant::new));

  /** What the others are compared with. */
  public static final Contestants BY_HAND = JEDIS;

  /** Those that make sense for any work; the others are about contention. */
  public static final List<Contestants> STANDARD =
      List.of(ATOMIC, ATOMIC_OPERATIONS, JEDIS, SESSION_CALLBACK, LUA, RLOCK, RTRANSACTION);

  /** Those on the other driver, where the driver makes a difference. */
  public static final List<Contestants> ON_LETTUCE =
      List.of(
          ATOMIC_LETTUCE,
          LETTUCE,
          LETTUCE_PIPELINED,
          SESSION_CALLBACK_LETTUCE,
          SESSION_CALLBACK_UNPOOLED);

  /** Those whose behaviour on contended keys is compared within one JVM and among several. */
  public static final List<Contestants> ON_HOT_KEYS =
      Stream.of(
              ATOMIC,
              ATOMIC_QUEUE_OFF,
              ATOMIC_QUEUE,
              ATOMIC_GROUP_COMMIT,
              ATOMIC_QUEUE_ALWAYS,
              JEDIS,
              LUA)
          .filter(
              one -> Connected.GROUP_COMMIT || (one != ATOMIC_QUEUE && one != ATOMIC_GROUP_COMMIT))
          .toList();

  private final String id;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final Function<HostAndPort, Connected> connecting;

  Contestants(String id, String label, Function<HostAndPort, Connected> connecting) {
    this.id = id;
    this.label = label;
    this.connecting = connecting;
  }

  public static Optional<Contestants> find(String id) {
    return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
  }

  /** The name for readers, or the one in the raw results if the program no longer knows it. */
  public static String label(String id) {
    return find(id).map(Contestants::label).orElse(id);
  }

  /** For options and raw results. */
  public String id() {
    return id;
  }

  /** For readers. */
  public String label() {
    return label;
  }

  /** Whether it promises to keep the invariants; where it does not, they are only reported. */
  public boolean isolated() {
    return this != RTRANSACTION;
  }

  public Connected connect(HostAndPort server) {
    return connecting.apply(server);
  }
}
