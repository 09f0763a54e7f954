package dev.redisatomic.sample.lab;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.sample.bank.BankService;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/**
 * The bank, with its retries counted. The bank's own atomic method joins this one, so what runs is
 * the bank's code as it is.
 */
@Component
class CountedBank {

  private final BankService bank;
  private final LongAdder retries = new LongAdder();

  CountedBank(BankService bank) {
    this.bank = bank;
  }

  @RedisAtomic(policy = "lab")
  public boolean transfer(String from, String to, long amount) {
    // Counted in the body on purpose: it shall count the attempts that are lost.
    if (AtomicContext.current().attempt() > 1) {
      retries.increment();
    }
    return bank.transfer(from, to, amount);
  }

  /** How often a body ran again since this was last asked. */
  long takeRetries() {
    return retries.sumThenReset();
  }
}
