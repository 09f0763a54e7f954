package dev.redisatomic.sample.bank;

import static dev.redisatomic.sample.bank.BankService.balanceKey;
import static dev.redisatomic.sample.bank.BankService.money;
import static dev.redisatomic.sample.bank.BankService.transfersKey;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Service;

/**
 * The same bank in two versions that pass every test with one user. Both read, decide and write
 * without watching, so that what they decided upon may be gone by the time they write.
 */
@Service
public class NaiveBankService {

  private final StringRedisTemplate redis;

  /**
   * Keeps accounts in Redis.
   *
   * @param redis the same template that the atomic bank uses
   */
  public NaiveBankService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /**
   * Check, then act. Two of these can see the same money and both spend it: an overdraft. And
   * between the two writes everybody can see money that has left one account and not arrived.
   *
   * @param from who pays
   * @param to who is paid
   * @param amount how much
   * @return {@code false} if there is not enough money
   */
  public boolean transfer(String from, String to, long amount) {
    long balance = read(from);
    read(to);
    if (balance < amount) {
      return false;
    }
    redis.opsForValue().decrement(balanceKey(from), amount);
    redis.opsForValue().increment(balanceKey(to), amount);
    redis.opsForValue().increment(transfersKey(from));
    return true;
  }

  /**
   * Read, compute, write back. What others wrote since the read is overwritten: a lost update, by
   * which money disappears or comes from nowhere.
   *
   * @param from who pays
   * @param to who is paid
   * @param amount how much
   * @return {@code false} if there is not enough money
   */
  public boolean transferBySetting(String from, String to, long amount) {
    long fromBalance = read(from);
    long toBalance = read(to);
    if (fromBalance < amount) {
      return false;
    }
    String counted = redis.opsForValue().get(transfersKey(from));
    long transfers = counted == null ? 0 : Long.parseLong(counted);
    redis.opsForValue().set(balanceKey(from), Long.toString(fromBalance - amount));
    redis.opsForValue().set(balanceKey(to), Long.toString(toBalance + amount));
    redis.opsForValue().set(transfersKey(from), Long.toString(transfers + 1));
    return true;
  }

  private long read(String account) {
    return money(account, redis.opsForValue().get(balanceKey(account)));
  }
}
