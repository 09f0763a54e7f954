package dev.redisatomic.sample.lab;

import dev.redisatomic.sample.bank.NaiveBankService;
import java.util.List;
import org.springframework.stereotype.Component;

/** The contestants: two naive ways, and the atomic one with each setting of the queue. */
@Component
class Contestants {

  private final Contestant checkThenAct;
  private final Contestant getThenSet;
  private final LabBanks banks;

  Contestants(NaiveBankService naive, LabBanks banks) {
    this.checkThenAct =
        new Contestant(
            "naive, check then act",
            null,
            (from, to, amount, attempt) -> naive.transfer(from, to, amount));
    this.getThenSet =
        new Contestant(
            "naive, GET then SET",
            null,
            (from, to, amount, attempt) -> naive.transferBySetting(from, to, amount));
    this.banks = banks;
  }

  /** The atomic one as the application is configured. */
  List<Contestant> all() {
    return List.of(checkThenAct, getThenSet, atomic(configured()));
  }

  /** The naive way that loses money for good, not only for a moment. */
  Contestant naive() {
    return getThenSet;
  }

  Contestant atomic(QueueSetting queue) {
    return new Contestant("@RedisAtomic", queue, banks.with(queue)::transfer);
  }

  QueueSetting configured() {
    return banks.configured();
  }
}
