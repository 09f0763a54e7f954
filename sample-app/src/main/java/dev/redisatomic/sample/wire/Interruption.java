package dev.redisatomic.sample.wire;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.sample.bank.BankService;
import java.util.concurrent.CompletableFuture;

/** The bank's transfer, with somebody who gets in between, once. */
class Interruption {

  private final BankService bank;

  Interruption(BankService bank) {
    this.bank = bank;
  }

  /** The bank's own atomic method joins this one, which lasts a little longer. */
  @RedisAtomic
  public boolean transfer(String from, String to, long amount, Runnable rival) {
    boolean transferred = bank.transfer(from, to, amount);
    if (AtomicContext.current().attempt() == 1) {
      // On another thread, and so on another connection, as any other client.
      CompletableFuture.runAsync(rival).join();
    }
    return transferred;
  }
}
