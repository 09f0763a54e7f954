package dev.redisatomic.sample.lab;

import java.util.List;
import java.util.stream.LongStream;

/** Looks at all accounts again and again while money moves, as any other client might. */
class Audit {

  private final Accounts accounts;
  private final Load load;
  private final boolean[][] overdrawn;
  private long money;
  private int looks;
  private int wrongTotals;
  private int overdrafts;

  Audit(Accounts accounts, Load load) {
    this.accounts = accounts;
    this.load = load;
    this.money = load.money();
    this.overdrawn = new boolean[load.branches()][load.accounts()];
  }

  void look() {
    List<long[]> branches = accounts.balances();
    looks++;
    money = branches.stream().flatMapToLong(LongStream::of).sum();
    if (branches.stream().anyMatch(b -> LongStream.of(b).sum() != load.branchMoney())) {
      wrongTotals++;
    }
    for (int branch = 0; branch < branches.size(); branch++) {
      lookForOverdrafts(branches.get(branch), overdrawn[branch]);
    }
  }

  private void lookForOverdrafts(long[] balances, boolean[] known) {
    for (int i = 0; i < balances.length; i++) {
      if (balances[i] < 0 && !known[i]) {
        overdrafts++;
      }
      known[i] = balances[i] < 0;
    }
  }

  /** The money of all accounts, as last seen. */
  long money() {
    return money;
  }

  int looks() {
    return looks;
  }

  int wrongTotals() {
    return wrongTotals;
  }

  /**
   * The number of times that an account was seen to fall below zero; those between two looks go
   * unseen.
   */
  int overdrafts() {
    return overdrafts;
  }
}
