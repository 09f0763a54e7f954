package dev.redisatomic.testing;

import dev.redisatomic.annotation.RedisAtomic;

/** Calls an atomic method inside of its own. */
class PaymentService {

  private final BankService bank;

  PaymentService(BankService bank) {
    this.bank = bank;
  }

  @RedisAtomic
  void pay(String from, String to, long amount) {
    bank.transfer(from, to, amount);
  }
}
