package dev.redisatomic.sample.lab;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.sample.bank.BankService;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;

/**
 * The bank, telling its attempts. The bank's own atomic method joins this one, so what runs is the
 * bank's code as it is.
 */
@Component
class CountedBank {

  private final BankService bank;

  CountedBank(BankService bank) {
    this.bank = bank;
  }

  @RedisAtomic(policy = "lab")
  public boolean transfer(String from, String to, long amount, IntConsumer attempt) {
    // Told in the body on purpose: the attempts that are lost count, too.
    attempt.accept(AtomicContext.current().attempt());
    return bank.transfer(from, to, amount);
  }
}
