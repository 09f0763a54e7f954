package dev.redisatomic.sample.lab;

import dev.redisatomic.sample.bank.NaiveBankService;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who takes part: two naive ways, and the atomic one. */
@Component
class Contestants {

  private final Contestant checkThenAct;
  private final Contestant getThenSet;
  private final Contestant atomic;

  Contestants(NaiveBankService naive, CountedBank bank) {
    this.checkThenAct =
        new Contestant(
            "naive, check then act",
            false,
            (from, to, amount, attempt) -> naive.transfer(from, to, amount));
    this.getThenSet =
        new Contestant(
            "naive, GET then SET",
            false,
            (from, to, amount, attempt) -> naive.transferBySetting(from, to, amount));
    this.atomic = new Contestant("@RedisAtomic", true, bank::transfer);
  }

  List<Contestant> all() {
    return List.of(checkThenAct, getThenSet, atomic);
  }

  /** The naive way that loses money for good, not only for a moment. */
  Contestant naive() {
    return getThenSet;
  }

  Contestant atomic() {
    return atomic;
  }
}
