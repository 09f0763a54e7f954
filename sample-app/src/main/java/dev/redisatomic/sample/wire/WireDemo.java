package dev.redisatomic.sample.wire;

import dev.redisatomic.CallEvent;
import dev.redisatomic.sample.SeparateContexts;
import dev.redisatomic.sample.bank.BankService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * One transfer, and a deposit that gets in between its read and its commit. The bank and the
 * listener are in an application context of their own: a listener that wants the commands makes
 * every atomic call of its context slower, and the lab measures those of this one.
 */
@Component
class WireDemo {

  private static final long AMOUNT = 30;
  private static final long DEPOSIT = 5;

  private final StringRedisTemplate redis;
  private final BankService bank;
  private final Interruption interruption;
  private final WireLog log;

  WireDemo(SeparateContexts contexts, StringRedisTemplate redis, ConfigurableEnvironment settings) {
    this.redis = redis;
    ApplicationContext context =
        contexts.make(settings, Map.of(), BankService.class, Interruption.class, WireLog.class);
    this.bank = context.getBean(BankService.class);
    this.interruption = context.getBean(Interruption.class);
    this.log = context.getBean(WireLog.class);
  }

  /**
   * The events of a demonstration.
   *
   * @param transfer the transfer, attempt by attempt
   * @param rival the deposit, which began after the first attempt's reads and ended before its
   *     commit
   */
  record Happening(CallEvent transfer, CallEvent rival) {}

  /** Uses accounts of its own, and leaves nothing behind. */
  Happening run() {
    String name = UUID.randomUUID().toString().substring(0, 4);
    // the same hash tag, for a cluster
    String ann = "ann-{" + name + "}";
    String bob = "bob-{" + name + "}";
    bank.open(ann, 100);
    bank.open(bob, 50);
    List<CallEvent> rivals = new ArrayList<>();
    Runnable rival = () -> rivals.addAll(log.record(() -> bank.deposit(Set.of(ann), DEPOSIT)));
    try {
      List<CallEvent> transfers = log.record(() -> interruption.transfer(ann, bob, AMOUNT, rival));
      return new Happening(transfers.get(0), rivals.get(0));
    } finally {
      redis.delete(
          Stream.of(ann, bob)
              .flatMap(a -> Stream.of("account:" + a + ":balance", "account:" + a + ":transfers"))
              .toList());
    }
  }
}
