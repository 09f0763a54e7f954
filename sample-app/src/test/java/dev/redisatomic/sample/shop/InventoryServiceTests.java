package dev.redisatomic.sample.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.sample.NotFoundException;
import dev.redisatomic.sample.shop.Reservation.Outcome;
import dev.redisatomic.testing.AtomicCalls;
import dev.redisatomic.testing.AutoConfigureRedisAtomic;
import dev.redisatomic.testing.Interference;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;

@SpringBootTest(properties = "shop.reserve.max-retries=1000")
@AutoConfigureRedisAtomic
class InventoryServiceTests {

  private final InventoryService inventory;
  private final Orders orders;
  private final Notifications notifications;
  private String pen = "";
  private String ink = "";

  InventoryServiceTests(
      @Autowired InventoryService inventory,
      @Autowired Orders orders,
      @Autowired Notifications notifications) {
    this.inventory = inventory;
    this.orders = orders;
    this.notifications = notifications;
  }

  @BeforeEach
  void deliver() {
    String test = UUID.randomUUID().toString().substring(0, 8);
    pen = "pen-" + test;
    ink = "ink-" + test;
    inventory.put(pen, 5);
    inventory.put(ink, 1);
  }

  @Test
  void anOrderReservesAllItsLines() {
    Reservation reservation = inventory.reserve(List.of(line(pen, 2), line(ink, 1)));

    assertThat(reservation.outcome()).isEqualTo(Outcome.RESERVED);
    assertThat(inventory.find(pen)).isEqualTo(new Stock(pen, 3, 2));
    assertThat(inventory.find(ink)).isEqualTo(new Stock(ink, 0, 1));
    assertThat(stored()).containsExactly(List.of(line(ink, 1), line(pen, 2)));
  }

  @Test
  void anOrderOfWhichOneProductIsShortReservesNothingAndNamesIt() {
    Reservation reservation = inventory.reserve(List.of(line(pen, 2), line(ink, 2)));

    assertThat(reservation).isEqualTo(new Reservation(Outcome.OUT_OF_STOCK, ink));
    assertThat(inventory.find(pen)).isEqualTo(new Stock(pen, 5, 0));
    assertThat(inventory.find(ink)).isEqualTo(new Stock(ink, 1, 0));
    assertThat(announcements()).isEmpty();
    assertThat(stored()).isEmpty();
  }

  @Test
  void linesOfTheSameProductAddUp() {
    assertThat(inventory.reserve(List.of(line(pen, 3), line(pen, 3))).shortOf()).isEqualTo(pen);
    assertThat(inventory.reserve(List.of(line(pen, 3), line(pen, 2))).shortOf()).isNull();
    assertThat(inventory.find(pen)).isEqualTo(new Stock(pen, 0, 5));
    assertThat(stored()).containsExactly(List.of(line(pen, 5)));
  }

  @Test
  void anOrderOfAnUnknownProductReservesNothing() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> inventory.reserve(List.of(line(pen, 1), line("yeti", 1))))
        .withMessageContaining("yeti");

    assertThat(inventory.find(pen)).isEqualTo(new Stock(pen, 5, 0));
    assertThat(stored()).isEmpty();
  }

  @Test
  void anOrderThatFailsAfterItIsStoredLeavesNothing(
      @Autowired @Qualifier("failing") InventoryService failing) {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> failing.reserve(List.of(line(pen, 2), line(ink, 1))))
        .withMessage("1 order is stored");

    assertThat(stored()).isEmpty();
    assertThat(inventory.find(pen)).isEqualTo(new Stock(pen, 5, 0));
    assertThat(inventory.find(ink)).isEqualTo(new Stock(ink, 1, 0));
    assertThat(announcements()).isEmpty();
  }

  @Test
  void anOrderIsStoredAndAnnouncedOnceThoughItsBodyRanTwice(
      @Autowired StringRedisTemplate redis, Interference interference, AtomicCalls calls) {
    // a delivery arrives between what the body has read and its commit
    interference
        .beforeCommitOf("InventoryService.reserve")
        .once(() -> redis.opsForHash().increment("stock:" + pen, "available", 10));

    inventory.reserve(List.of(line(pen, 2)));

    assertThat(calls.last("InventoryService.reserve")).committed().inAttempts(2);
    assertThat(stored()).containsExactly(List.of(line(pen, 2)));
    assertThat(announcements()).containsExactly("Reserved {" + pen + "=2}");
    assertThat(inventory.find(pen)).isEqualTo(new Stock(pen, 13, 2));
  }

  @Test
  void ordersAtTheSameTimeShareTheStockWithoutOverselling() {
    inventory.put(pen, 30);
    inventory.put(ink, 20);

    long reserved =
        IntStream.range(0, 4)
            .mapToObj(client -> CompletableFuture.supplyAsync(this::orderTenTimes))
            .toList()
            .stream()
            .mapToLong(CompletableFuture::join)
            .sum();

    assertThat(reserved).isEqualTo(20);
    assertThat(inventory.find(pen)).isEqualTo(new Stock(pen, 10, 20));
    assertThat(inventory.find(ink)).isEqualTo(new Stock(ink, 0, 20));
    assertThat(stored()).hasSize(20);
    assertThat(announcements()).hasSize(20);
  }

  private long orderTenTimes() {
    List<OrderLine> lines = List.of(line(pen, 1), line(ink, 1));
    return IntStream.range(0, 10)
        .filter(i -> inventory.reserve(lines).outcome() == Outcome.RESERVED)
        .count();
  }

  private List<List<OrderLine>> stored() {
    return stored(orders, pen);
  }

  private static List<List<OrderLine>> stored(Orders orders, String product) {
    return orders.latest().stream()
        .map(PlacedOrder::lines)
        .filter(lines -> lines.stream().anyMatch(line -> line.productId().equals(product)))
        .toList();
  }

  private List<String> announcements() {
    return notifications.latest().stream().filter(message -> message.contains(pen)).toList();
  }

  private static OrderLine line(String product, long quantity) {
    return new OrderLine(product, quantity);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Failing {

    @Bean(defaultCandidate = false)
    InventoryService failing(
        StringRedisTemplate redis, Orders orders, Notifications notifications) {
      return new FailingInventory(redis, orders, notifications);
    }
  }

  /** Fails when all is done, and says what the database would keep. */
  static class FailingInventory extends InventoryService {

    private final Orders orders;

    FailingInventory(StringRedisTemplate redis, Orders orders, Notifications notifications) {
      super(redis, orders, notifications);
      this.orders = orders;
    }

    @Override
    public Reservation reserve(List<OrderLine> lines) {
      super.reserve(lines);
      int rows = stored(orders, lines.get(0).productId()).size();
      throw new IllegalStateException(rows + " order is stored");
    }
  }
}
