package dev.redisatomic.sample.bank;

import dev.redisatomic.Queued;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.sample.NotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Service;

/** A bank that neither loses money nor lends it. */
@Service
public class BankService {

  private final StringRedisTemplate redis;

  /**
   * Keeps accounts in Redis.
   *
   * @param redis an ordinary template
   */
  public BankService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /**
   * Opens an account. One command is atomic by itself and needs no annotation.
   *
   * @param account its name
   * @param balance the money to start with
   * @return {@code false} if there is such an account already, which stays as it is
   */
  public boolean open(String account, long balance) {
    return Boolean.TRUE.equals(
        redis.opsForValue().setIfAbsent(balanceKey(account), Long.toString(balance)));
  }

  /**
   * Looks at an account.
   *
   * @param account its name
   * @return the account at one moment
   * @throws NotFoundException if there is none
   */
  public Account find(String account) {
    List<@Nullable String> values = get(List.of(balanceKey(account), transfersKey(account)));
    return account(account, values.get(0), values.get(1));
  }

  /**
   * Looks at several accounts. One command reads them all, so this needs no annotation either.
   *
   * @param names whose names; those that have no account are left out
   * @return the accounts at one moment
   */
  public List<Account> findAll(List<String> names) {
    List<@Nullable String> values =
        get(names.stream().flatMap(n -> Stream.of(balanceKey(n), transfersKey(n))).toList());
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String balance = values.get(2 * i);
      if (balance != null) {
        accounts.add(account(names.get(i), balance, values.get(2 * i + 1)));
      }
    }
    return accounts;
  }

  /**
   * Moves money: watch, read, decide, write. If anybody touches one of the two accounts between the
   * read and the commit, nothing is applied and the body runs again on what is there then.
   *
   * @param from who pays
   * @param to who is paid
   * @param amount how much, 1 or more
   * @return {@code false} if there is not enough money; nothing is written then
   * @throws NotFoundException if there is no such account
   */
  @RedisAtomic
  public boolean transfer(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount) {
    if (from.equals(to) || amount < 1) {
      throw new IllegalArgumentException("A transfer of " + amount + " from " + from + " to " + to);
    }
    List<@Nullable String> balances = get(List.of(balanceKey(from), balanceKey(to)));
    long balance = money(from, balances.get(0));
    money(to, balances.get(1));
    if (balance < amount) {
      return false;
    }
    redis.opsForValue().decrement(balanceKey(from), amount);
    redis.opsForValue().increment(balanceKey(to), amount);
    redis.opsForValue().increment(transfersKey(from));
    return true;
  }

  /**
   * Pays the same amount into several accounts, in one step. There is nothing to decide, so nothing
   * is read and nothing watched: one round trip that cannot conflict. It opens accounts that do not
   * exist.
   *
   * @param accounts whom to pay
   * @param amount how much each gets
   * @return the new balances, known as soon as this method has returned
   */
  @RedisAtomic
  public Map<String, Queued<@Nullable Long>> deposit(Set<String> accounts, long amount) {
    Map<String, Queued<@Nullable Long>> balances = new LinkedHashMap<>();
    for (String account : accounts) {
      balances.put(account, Queued.of(redis.opsForValue().increment(balanceKey(account), amount)));
    }
    return balances;
  }

  private List<@Nullable String> get(List<String> keys) {
    return keys.isEmpty() ? List.of() : Objects.requireNonNull(redis.opsForValue().multiGet(keys));
  }

  private static Account account(
      String name, @Nullable String balance, @Nullable String transfers) {
    return new Account(
        name, money(name, balance), transfers == null ? 0 : Long.parseLong(transfers));
  }

  static long money(String account, @Nullable String balance) {
    if (balance == null) {
      throw new NotFoundException("account", account);
    }
    return Long.parseLong(balance);
  }

  static String balanceKey(String account) {
    return "account:" + account + ":balance";
  }

  static String transfersKey(String account) {
    return "account:" + account + ":transfers";
  }
}
