package dev.redisatomic.sample.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** The orders in the database. Its tables are in {@code schema.sql}. */
@Component
public class Orders {

  private static final int SHOWN = 100;

  private final JdbcClient jdbc;

  Orders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Belongs into a transaction: one row for the order, and one for each product. */
  void add(Map<String, Long> quantities) {
    GeneratedKeyHolder generated = new GeneratedKeyHolder();
    jdbc.sql("insert into orders default values").update(generated, "id");
    Number id = Objects.requireNonNull(generated.getKey());
    quantities.forEach(
        (product, quantity) ->
            jdbc.sql("insert into order_lines (order_id, product_id, quantity) values (?, ?, ?)")
                .params(id, product, quantity)
                .update());
  }

  /**
   * The latest orders.
   *
   * @return the latest orders, oldest first
   */
  public List<PlacedOrder> latest() {
    Map<Long, List<OrderLine>> lines = new TreeMap<>();
    jdbc.sql(
            "select order_id, product_id, quantity from order_lines where order_id in"
                + " (select id from orders order by id desc limit ?) order by product_id")
        .param(SHOWN)
        .query(
            row -> {
              lines
                  .computeIfAbsent(row.getLong("order_id"), id -> new ArrayList<>())
                  .add(new OrderLine(row.getString("product_id"), row.getLong("quantity")));
            });
    return lines.entrySet().stream()
        .map(order -> new PlacedOrder(order.getKey(), order.getValue()))
        .toList();
  }
}
