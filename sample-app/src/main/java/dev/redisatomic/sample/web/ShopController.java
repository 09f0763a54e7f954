package dev.redisatomic.sample.web;

import dev.redisatomic.sample.shop.InventoryService;
import dev.redisatomic.sample.shop.Notifications;
import dev.redisatomic.sample.shop.OrderLine;
import dev.redisatomic.sample.shop.Orders;
import dev.redisatomic.sample.shop.PlacedOrder;
import dev.redisatomic.sample.shop.Reservation;
import dev.redisatomic.sample.shop.Stock;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The shop over HTTP. Not enough stock is an answer, not an error: status 200 with the product that
 * is short. A conflict that used up its retries is 409.
 */
@RestController
class ShopController {

  private final InventoryService inventory;
  private final Orders orders;
  private final Notifications notifications;

  ShopController(InventoryService inventory, Orders orders, Notifications notifications) {
    this.inventory = inventory;
    this.orders = orders;
    this.notifications = notifications;
  }

  record Delivery(@Min(0) @Max(1_000_000_000) long available) {}

  record Line(@Identifier String productId, @Min(1) @Max(1_000_000) long quantity) {}

  record Order(@NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Line> lines) {

    List<OrderLine> orderLines() {
      return lines.stream().map(line -> new OrderLine(line.productId(), line.quantity())).toList();
    }
  }

  @PutMapping("/stock/{productId}")
  Stock put(@PathVariable @Identifier String productId, @Valid @RequestBody Delivery delivery) {
    inventory.put(productId, delivery.available());
    return inventory.find(productId);
  }

  @GetMapping("/stock/{productId}")
  Stock read(@PathVariable @Identifier String productId) {
    return inventory.find(productId);
  }

  @PostMapping("/orders")
  Reservation reserve(@Valid @RequestBody Order order) {
    return inventory.reserve(order.orderLines());
  }

  @GetMapping("/orders")
  List<PlacedOrder> orders() {
    return orders.latest();
  }

  @GetMapping("/notifications")
  List<String> notifications() {
    return notifications.latest();
  }
}
