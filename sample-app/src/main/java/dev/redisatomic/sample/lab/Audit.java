package dev.redisatomic.sample.lab;

import java.util.stream.LongStream;

/** Looks at all accounts again and again while money moves, as any other client might. */
class Audit {

  private final Accounts accounts;
  private final long opening;
  private final boolean[] overdrawn;
  private long money;
  private int looks;
  private int wrongTotals;
  private int overdrafts;

  Audit(Accounts accounts, int count, long money) {
    this.accounts = accounts;
    this.opening = money;
    this.money = money;
    this.overdrawn = new boolean[count];
  }

  void look() {
    long[] balances = accounts.balances();
    looks++;
    money = LongStream.of(balances).sum();
    if (money != opening) {
      wrongTotals++;
    }
    for (int i = 0; i < balances.length; i++) {
      if (balances[i] < 0 && !overdrawn[i]) {
        overdrafts++;
      }
      overdrawn[i] = balances[i] < 0;
    }
  }

  /** All the money, as last seen. */
  long money() {
    return money;
  }

  int looks() {
    return looks;
  }

  int wrongTotals() {
    return wrongTotals;
  }

  /** How often an account was seen to fall below zero; those between two looks go unseen. */
  int overdrafts() {
    return overdrafts;
  }
}
