package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that are compared. */
public enum Contestants {
  ATOMIC("atomic", "Redis Atomic", (address, pool) -> atomic(address, pool, Map.of())),
  ATOMIC_OPERATIONS(
      "atomic-operations",
      "Redis Atomic, programmatic",
      (address, pool) -> new ProgrammaticContestant(new SpringRedis(address, pool, Map.of()))),
  ATOMIC_QUEUE_OFF(
      "atomic-queue-off",
      "Redis Atomic, no local queue",
      (address, pool) -> atomic(address, pool, localQueue("off"))),
  ATOMIC_QUEUE_ALWAYS(
      "atomic-queue-always",
      "Redis Atomic, local queue always",
      (address, pool) -> atomic(address, pool, localQueue("always"))),
  JEDIS("jedis", "Jedis by hand", JedisContestant::new),
  SESSION_CALLBACK(
      "session-callback",
      "SessionCallback",
      (address, pool) -> new SessionCallbackContestant(new SpringRedis(address, pool, Map.of()))),
  LUA("lua", "Lua script", LuaContestant::new),
  RLOCK("rlock", "Redisson RLock", LockContestant::new),
  RTRANSACTION("rtransaction", "Redisson RTransaction", RTransactionContestant::new);

  /** What the others are compared with. */
  public static final Contestants BY_HAND = JEDIS;

  /** Those that make sense for any work; the others are about contention. */
  public static final List<Contestants> STANDARD =
      List.of(ATOMIC, ATOMIC_OPERATIONS, JEDIS, SESSION_CALLBACK, LUA, RLOCK, RTRANSACTION);

  /** Those whose behaviour on contended keys is compared within one JVM and among several. */
  public static final List<Contestants> ON_HOT_KEYS =
      List.of(ATOMIC, ATOMIC_QUEUE_OFF, ATOMIC_QUEUE_ALWAYS, JEDIS);

  private final String id;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final Opening opening;

  Contestants(String id, String label, Opening opening) {
    this.id = id;
    this.label = label;
    this.opening = opening;
  }

  public static Optional<Contestants> find(String id) {
    return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
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

  public Contestant open(Address address, int poolSize) {
    return opening.open(address, poolSize);
  }

  private static Contestant atomic(Address address, int pool, Map<String, Object> properties) {
    return new AnnotatedContestant(new SpringRedis(address, pool, properties));
  }

  private static Map<String, Object> localQueue(String mode) {
    return Map.of("redis.atomic.contention.local-queue", mode);
  }
}
