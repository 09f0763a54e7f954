package dev.redisatomic.faults;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.TestApplication;

/** The transactions that faults are tried on. */
enum Work {
  READ_MODIFY_WRITE(false),
  WRITE_ONLY(false),
  READ_MODIFY_WRITE_EXACTLY_ONCE(true),
  WRITE_ONLY_EXACTLY_ONCE(true),
  READ_OWN_WRITES(false);

  private final boolean exactlyOnce;

  Work(boolean exactlyOnce) {
    this.exactlyOnce = exactlyOnce;
  }

  /** How many bytes less it may take the next time: on Redis 6.2, replies tell what time it is. */
  int variation() {
    return this == READ_OWN_WRITES ? 24 : 0;
  }

  boolean exactlyOnce() {
    return exactlyOnce;
  }

  Verdict on(TestApplication client, Ledger ledger) {
    RedisAtomicOperations atomic = exactlyOnce ? client.atomic().exactlyOnce() : client.atomic();
    return switch (this) {
      case READ_MODIFY_WRITE, READ_MODIFY_WRITE_EXACTLY_ONCE ->
          Verdict.of(atomic, () -> ledger.readAndWrite(client));
      case READ_OWN_WRITES -> Verdict.of(atomic, () -> ledger.writeAndRead(client));
      case WRITE_ONLY, WRITE_ONLY_EXACTLY_ONCE -> Verdict.of(atomic, () -> ledger.write(client));
    };
  }
}
